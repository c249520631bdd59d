package io.heddle.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.heddle.broker.FakeTimer;
import io.heddle.broker.Timer;
import io.heddle.mqtt.ReasonCode;
import io.heddle.session.Cancellable;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** One and a half times the keep alive of silence, and not a moment less. */
class KeepAliveTest {
  private final Desk desk = new Desk();
  private final FakeTimer timer = new FakeTimer();

  private void pass(long millis) {
    timer.advance(Duration.ofMillis(millis));
  }

  @Test
  void silenceEndsTheConnection() {
    KeepAlive.watch(timer, desk.outbox, 10);
    pass(14_999);
    assertNull(desk.outbox.farewell());
    pass(2);
    assertEquals(ReasonCode.KEEP_ALIVE_TIMEOUT, desk.outbox.farewell().reason());
    assertEquals(0, timer.pending());
  }

  @Test
  void whoeverIsHeardHasAllTheTimeAgain() {
    KeepAlive keepAlive = KeepAlive.watch(timer, desk.outbox, 1);
    for (int i = 0; i < 100; i++) {
      pass(1499);
      keepAlive.seen();
    }
    assertNull(desk.outbox.farewell());
    pass(1502);
    assertEquals(ReasonCode.KEEP_ALIVE_TIMEOUT, desk.outbox.farewell().reason());
  }

  @Test
  void hearingCostsNoTimer() {
    KeepAlive keepAlive = KeepAlive.watch(timer, desk.outbox, 10);
    for (int i = 0; i < 100; i++) {
      keepAlive.seen();
    }
    assertEquals(1, timer.pending());
  }

  @Test
  void noneIsForEver() {
    KeepAlive.watch(timer, desk.outbox, 0);
    assertEquals(0, timer.pending());
  }

  @Test
  void itStops() {
    KeepAlive keepAlive = KeepAlive.watch(timer, desk.outbox, 10);
    keepAlive.stop();
    assertEquals(0, timer.pending());
    pass(100_000);
    assertNull(desk.outbox.farewell());
  }

  @Test
  void alsoWhenThatMeetsTheLook() {
    KeepAlive[] watched = {null};
    Timer meeting =
        new Timer() {
          @Override
          public Cancellable after(Duration delay, Runnable action) {
            if (watched[0] != null) {
              watched[0].stop();
            }
            return timer.after(delay, action);
          }

          @Override
          public Cancellable every(Duration pause, Runnable action) {
            return timer.every(pause, action);
          }

          @Override
          public long nanos() {
            return timer.nanos();
          }
        };
    watched[0] = KeepAlive.watch(meeting, desk.outbox, 10);
    pass(10_000);
    watched[0].seen();
    pass(10_000);
    assertEquals(0, timer.pending(), "nothing holds on to the connection");
  }
}
