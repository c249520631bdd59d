package io.heddle.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.broker.FakeTimer;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.TopicName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Messages that wait go out on time and in order. */
@Timeout(60)
class WaitingRoomTest {
  private static final int MILLION = 1_000_000;

  private final FakeTimer timer = new FakeTimer();
  private final List<String> out = new ArrayList<>();
  private int armed;

  private final class Time implements Timepiece {
    @Override
    public long millis() {
      return timer.millis();
    }

    @Override
    public long nanos() {
      return timer.nanos();
    }

    @Override
    public Runnable after(Duration delay, Runnable action) {
      armed++;
      return timer.after(delay, action)::cancel;
    }
  }

  private WaitingRoom room(int messages, long bytes) {
    return new WaitingRoom(
        new DelayedOptions(messages, bytes, false),
        new Time(),
        Keeping.NONE,
        held -> out.add(held.message().payload().text()));
  }

  private static Message message(String payload) {
    return Message.of(TopicName.of("a"), Bytes.utf8(payload), Qos.AT_MOST_ONCE);
  }

  private static WaitingRoom.Entry enter(WaitingRoom room, String payload, int seconds) {
    return room.enter(message(payload), seconds, Message.NEVER);
  }

  @Test
  void theyGoOutInTheOrderOfTheirTimesAndThenAsTheyCame() {
    WaitingRoom room = room(10, MILLION);
    enter(room, "c", 5);
    enter(room, "d", 5);
    enter(room, "b", 2);
    enter(room, "a", 1);
    assertEquals(1, timer.pending());
    timer.advance(Duration.ofMillis(999));
    assertEquals(List.of(), out);
    timer.advance(Duration.ofMillis(1));
    assertEquals(List.of("a"), out);
    enter(room, "e", 4);
    timer.advance(Duration.ofSeconds(4));
    assertEquals(List.of("a", "b", "c", "d", "e"), out);
    assertEquals(0, room.size());
    assertEquals(0, room.bytes());
    assertEquals(0, timer.pending());
  }

  @Test
  void thoseAboveTheLimitsDoNotComeIn() {
    WaitingRoom two = room(2, MILLION);
    enter(two, "a", 1);
    enter(two, "b", 1);
    assertEquals(WaitingRoom.Entry.FULL, enter(two, "c", 1));
    timer.advance(Duration.ofSeconds(1));
    assertEquals(WaitingRoom.Entry.IN, enter(two, "d", 1));
    int weight = message("a").weight();
    WaitingRoom light = room(10, 2L * weight);
    enter(light, "a", 1);
    enter(light, "b", 1);
    assertEquals(2L * weight, light.bytes());
    assertEquals(WaitingRoom.Entry.FULL, enter(light, "c", 1));
  }

  @Test
  void aFaultOfOneDoesNotKeepTheOthers() {
    WaitingRoom room =
        new WaitingRoom(
            new DelayedOptions(10, MILLION, false),
            new Time(),
            Keeping.NONE,
            held -> {
              out.add(held.message().payload().text());
              throw new IllegalStateException("on purpose");
            });
    enter(room, "a", 1);
    enter(room, "b", 1);
    enter(room, "c", 2);
    timer.advance(Duration.ofSeconds(2));
    assertEquals(List.of("a", "b", "c"), out);
  }

  @Test
  void thoseThatWaitAtTheEndAreHandedOver() {
    WaitingRoom room = room(10, MILLION);
    enter(room, "b", 2);
    enter(room, "a", 1);
    assertEquals(
        List.of("a", "b"), room.close().stream().map(message -> message.payload().text()).toList());
    assertEquals(WaitingRoom.Entry.CLOSED, enter(room, "c", 1));
    timer.advance(Duration.ofSeconds(5));
    assertEquals(List.of(), out);
    assertEquals(0, room.bytes());
  }

  /** With a list in the place of the heap, or a timer for each, this takes minutes. */
  @Test
  void aMillionOfThemIsNoBurden() {
    int[] gone = {0};
    WaitingRoom room =
        new WaitingRoom(
            new DelayedOptions(MILLION, Long.MAX_VALUE, false),
            new Time(),
            Keeping.NONE,
            held -> gone[0]++);
    Message message = message("a");
    for (int i = 0; i < MILLION; i++) {
      room.enter(message, 1 + (int) (i * 7919L % 100_000), Message.NEVER);
    }
    assertEquals(MILLION, room.size());
    assertEquals(1, timer.pending());
    assertEquals(1, armed);
    timer.advance(Duration.ofSeconds(200_000));
    assertEquals(MILLION, gone[0]);
  }
}
