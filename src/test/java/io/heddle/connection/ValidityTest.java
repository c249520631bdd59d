package io.heddle.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.heddle.mqtt.ReasonCode;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** When the proof of a client ends, on a clock that only the test moves. */
class ValidityTest {
  private final Desk desk = new Desk();

  private Instant in(Duration time) {
    return desk.core.clock().instant().plus(time);
  }

  private Validity watch(Duration time) {
    return Validity.watch(desk.core, desk.outbox, in(time), Instant.MAX);
  }

  private void ended() {
    assertEquals(ReasonCode.MAXIMUM_CONNECT_TIME, desk.outbox.farewell().reason());
  }

  @Test
  void itEndsThenAndNotBefore() {
    watch(Duration.ofHours(30));
    desk.timer.advance(Duration.ofHours(30).minusSeconds(1));
    assertNull(desk.outbox.farewell());
    desk.timer.advance(Duration.ofSeconds(2));
    ended();
  }

  @Test
  void anotherProofTakesItsPlace() {
    Validity validity = watch(Duration.ofMinutes(5));
    validity.until(in(Duration.ofMinutes(20)));
    desk.timer.advance(Duration.ofMinutes(19));
    assertNull(desk.outbox.farewell());
    validity.until(Instant.MAX);
    desk.timer.advance(Duration.ofDays(10));
    assertNull(desk.outbox.farewell());
    validity.until(in(Duration.ofSeconds(1)));
    desk.timer.advance(Duration.ofSeconds(2));
    ended();
  }

  @Test
  void noProofIsGoodForLongerThanTheLatestEnd() {
    Instant latest = in(Duration.ofMinutes(5));
    Validity validity = Validity.watch(desk.core, desk.outbox, latest, latest);
    validity.until(Instant.MAX);
    validity.until(in(Duration.ofMinutes(20)));
    desk.timer.advance(Duration.ofMinutes(5).minusSeconds(1));
    assertNull(desk.outbox.farewell());
    desk.timer.advance(Duration.ofSeconds(2));
    ended();
  }

  @Test
  void nothingHappensAfterItsEnd() {
    watch(Duration.ofSeconds(5)).stop();
    desk.timer.advance(Duration.ofMinutes(5));
    assertNull(desk.outbox.farewell());
  }

  @Test
  void aTimeThatNoDurationHolds() {
    watch(Duration.ofDays(10_000_000));
    desk.timer.advance(Duration.ofHours(1));
    assertNull(desk.outbox.farewell());
  }
}
