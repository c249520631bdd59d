package io.heddle.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.TopicName;
import io.heddle.session.DropReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is remembered of dropped messages, and what is forgotten. */
class LastDropsTest {
  private long now = 1000;

  private LastDrops drops(int perClient, int clients) {
    return new LastDrops(new DropsOptions(perClient, clients), () -> Instant.ofEpochMilli(now));
  }

  private void drop(LastDrops drops, String client, String topic) {
    Message message =
        new Message(
            TopicName.of(topic),
            Bytes.EMPTY,
            Qos.EXACTLY_ONCE,
            false,
            Properties.NONE,
            Message.NEVER,
            "publisher");
    now++;
    drops.add(DropReason.DELAY_CUT, message, Qos.AT_LEAST_ONCE, client);
  }

  private static List<String> topics(LastDrops drops, String client) {
    return drops.of(client).stream().map(LastDrops.Entry::topic).toList();
  }

  @Test
  void theNewestOfAClientAreRemembered() {
    for (int most : new int[] {1, 2, 3, 4, 5, 8, 9, 16}) {
      LastDrops drops = drops(most, 10);
      for (int i = 1; i <= 40; i++) {
        drop(drops, "c", "t" + i);
        int last = i;
        List<String> newest =
            IntStream.range(0, Math.min(most, i)).mapToObj(back -> "t" + (last - back)).toList();
        assertEquals(newest, topics(drops, "c"), most + " of " + i);
      }
    }
  }

  @Test
  void allIsRememberedOfOne() {
    LastDrops drops = drops(16, 10);
    drop(drops, "c", "t");
    assertEquals(
        List.of(
            new LastDrops.Entry(
                1001, DropReason.DELAY_CUT, "c", "t", Qos.AT_LEAST_ONCE, "publisher")),
        drops.of("c"));
    assertEquals(List.of(), drops.of("d"));
  }

  @Test
  void whoHasLostNothingForLongestIsForgottenFirst() {
    LastDrops drops = drops(16, 3);
    Stream.of("a", "b", "c").forEach(each -> drop(drops, each, "t"));
    drop(drops, "d", "t"); // all have lost something since: the first goes, or one of them
    drop(drops, "b", "t2");
    Stream.of("e", "f", "g").forEach(each -> drop(drops, each, "t"));
    List<String> left = new ArrayList<>();
    drops.forEach(entry -> left.add(entry.client()));
    assertEquals(3, left.stream().distinct().count(), left::toString);
    assertTrue(left.contains("g"), left::toString);
    for (int i = 0; i < 1000; i++) {
      drop(drops, "busy", "t");
      drop(drops, "x" + i, "t");
    }
    assertEquals(16, topics(drops, "busy").size());
  }

  @Test
  void longNamesAreCutAndStillToldApart() {
    LastDrops drops = drops(16, 10);
    String begin = "n".repeat(LastDrops.LONGEST);
    drop(drops, begin + "1", "t".repeat(1000));
    drop(drops, begin + "2", "u");
    assertEquals(List.of("t".repeat(LastDrops.LONGEST)), topics(drops, begin + "1"));
    assertEquals(List.of("u"), topics(drops, begin + "2"));
    assertEquals(begin, drops.of(begin + "1").getFirst().client());
  }

  @Test
  void whatIsNobodysIsFoundByItsPublisher() {
    LastDrops drops = drops(16, 10);
    drop(drops, "", "t");
    assertEquals(List.of(), drops.of(""));
    assertEquals("t", drops.ofNobody("publisher").getFirst().topic());
    assertEquals(List.of(), drops.of("publisher"));
  }

  @Test
  void noneIsRememberedWhereThatIsNotWanted() {
    LastDrops drops = drops(0, 10);
    drop(drops, "c", "t");
    assertEquals(List.of(), drops.of("c"));
  }
}
