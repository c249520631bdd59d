package io.heddle.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.broker.Parts.Recording;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import io.heddle.session.Attachment;
import io.heddle.session.DropReason;
import io.heddle.session.Shuttle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is published under $SYS, and what docs/sys-topics.md says of it. */
class SysTopicsTest {
  private static final String DROPPED = "$SYS/broker/publish/messages/dropped";
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\$SYS/[^`]+)` \\|");

  private static final Message RETAINED =
      new Message(
          TopicName.of("t"),
          Bytes.utf8("x"),
          Qos.AT_LEAST_ONCE,
          true,
          Properties.NONE,
          Message.NEVER,
          "");

  private final Core core = Parts.core(10, 10);
  private final Shuttle shuttle = new Shuttle(0);
  private final Recording outlet = new Recording();
  private final SysTopics topics = new SysTopics(core, "1");

  private Set<String> published() {
    topics.publish();
    Attachment watching =
        core.sessions().arrive("watcher", true, null, Parts.visit(outlet, 10)).attachment();
    Subscribing.Answer answer =
        core.subscribing()
            .subscribe(watching, Subscription.of(TopicFilter.of("$SYS/#"), Qos.AT_MOST_ONCE));
    watching.resume(shuttle);
    watching.feed(answer.feed(), shuttle);
    watching.pull(shuttle);
    return new TreeSet<>(outlet.topics);
  }

  @Test
  void thePageListsExactlyWhatIsPublished() throws IOException {
    for (DropReason reason : DropReason.values()) {
      core.counters().dropped(reason, Qos.AT_MOST_ONCE, 1);
    }
    Set<String> described = new TreeSet<>();
    Matcher row = ROW.matcher(Files.readString(Path.of("docs/sys-topics.md")));
    while (row.find()) {
      for (String topic : averages(row.group(1))) {
        assertTrue(described.add(topic), row.group());
      }
    }
    assertEquals(described, published());
  }

  /** A row of averages stands for three topics. */
  private static List<String> averages(String topic) {
    return topic.endsWith("/+")
        ? Stream.of("1min", "5min", "15min").map(topic.replace("+", "")::concat).toList()
        : List.of(topic);
  }

  private String value(String topic) {
    return outlet.payloads.get(outlet.topics.indexOf("$SYS/broker/" + topic));
  }

  @Test
  void whatWaitsAndWhatIsRetainedIsStored() {
    Attachment away =
        core.sessions().arrive("away", true, null, Parts.visit(outlet, 10)).attachment();
    core.subscribing().subscribe(away, Subscription.of(TopicFilter.of("t"), Qos.AT_LEAST_ONCE));
    core.sessions().leave(away, false);
    topics.publish();
    long before = core.queuedMessages() + core.retained().count();
    core.router().publisher(null, shuttle).publish(RETAINED);
    assertEquals(before + 2, core.queuedMessages() + core.retained().count());
    published();
    assertEquals(Long.toString(before + 2), value("messages/stored"));
    assertEquals(Long.toString(before + 2), value("store/messages/count"));
  }

  @Test
  void aReasonAppearsWithItsFirstMessage() {
    core.counters().dropped(DropReason.QUEUE_FULL, Qos.AT_MOST_ONCE, 3);
    core.counters().dropped(DropReason.TOO_LARGE, Qos.AT_LEAST_ONCE, 4);
    Set<String> published = published();
    published.removeIf(topic -> !topic.startsWith(DROPPED));
    assertEquals(Set.of(DROPPED, DROPPED + "/queue-full", DROPPED + "/too-large"), published);
    assertEquals("7", outlet.payloads.get(outlet.topics.indexOf(DROPPED)));
    assertEquals("3", outlet.payloads.get(outlet.topics.indexOf(DROPPED + "/queue-full")));
  }
}
