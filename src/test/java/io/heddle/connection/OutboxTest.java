package io.heddle.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.broker.Core;
import io.heddle.broker.Machines;
import io.heddle.broker.Timer;
import io.heddle.codec.Packet;
import io.heddle.config.Configuration;
import io.heddle.memory.MemoryLink;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Version;
import io.heddle.session.Cancellable;
import io.heddle.session.Shuttle;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The outbox at its end, and the watch over the client's silence, by a clock that is set. */
class OutboxTest {
  private final SetTimer timer = new SetTimer();
  private Outbox outbox;

  @BeforeEach
  void open() throws Exception {
    Configuration configuration = Configuration.of(Map.of());
    Core core = new Core(configuration.broker(), Machines.of(timer));
    Surroundings surroundings = Surroundings.of(core, configuration.connection());
    outbox = new Outbox(new MemoryLink("test"), surroundings);
    outbox.open(
        new Packet.Connack(false, ReasonCode.SUCCESS, Properties.NONE),
        new Recipient(Version.MQTT_5_0, 1000, 0),
        new Shuttle(0),
        () -> {});
  }

  @Test
  void hasNoRoomOnceItEnds() {
    assertTrue(outbox.hasRoom());
    outbox.end(ReasonCode.SESSION_TAKEN_OVER, "taken over");
    assertFalse(outbox.hasRoom(), "a message for it would be held to be sent");
  }

  @Test
  void isEndedOnceHoweverOftenItIsAskedTo() {
    for (int i = 0; i < 1000; i++) {
      outbox.end(ReasonCode.QUOTA_EXCEEDED, "its queue is full");
    }
    assertEquals(1, timer.due.size());
  }

  @Test
  void aSilentClientIsEndedAfterOneAndAHalfTimesItsKeepAlive() {
    KeepAlive.watch(timer, outbox, 10);
    timer.forwardTo(14);
    assertNull(outbox.farewell());
    timer.forwardTo(16);
    assertNotNull(outbox.farewell());
  }

  @Test
  void aClientThatIsMadeToWaitIsNotBlamedForItsSilence() {
    KeepAlive keepAlive = KeepAlive.watch(timer, outbox, 10);
    timer.forwardTo(10);
    keepAlive.hold();
    timer.forwardTo(100);
    assertNull(outbox.farewell());
    keepAlive.seen();
    timer.forwardTo(114);
    assertNull(outbox.farewell());
    timer.forwardTo(131);
    assertNotNull(outbox.farewell());
  }

  /** Runs what is due when its clock is set forward. */
  private static final class SetTimer implements Timer {
    private record Due(long nanos, Runnable action) {}

    private final Deque<Due> due = new ArrayDeque<>();
    private long now;

    void forwardTo(long seconds) {
      long until = Duration.ofSeconds(seconds).toNanos();
      for (Due next = due.peek(); next != null && next.nanos <= until; next = due.peek()) {
        due.remove();
        now = Math.max(now, next.nanos);
        next.action.run();
      }
      now = until;
    }

    @Override
    public Cancellable after(Duration delay, Runnable action) {
      Due one = new Due(now + delay.toNanos(), action);
      due.add(one);
      return () -> due.remove(one);
    }

    @Override
    public Cancellable every(Duration pause, Runnable action) {
      return after(pause, action);
    }

    @Override
    public long nanos() {
      return now;
    }
  }
}
