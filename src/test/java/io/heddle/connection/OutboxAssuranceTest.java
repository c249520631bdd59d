package io.heddle.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.mqtt.Qos;
import io.heddle.session.Assurance;
import io.heddle.session.Samples;
import io.heddle.session.Shuttle;
import io.heddle.session.Until;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When a client is told of something. */
@Timeout(60)
class OutboxAssuranceTest {
  private final Desk desk = new Desk();
  private final Shuttle other = new Shuttle(0);

  private void publish(String payload, int packetId) {
    desk.outbox.publish(
        Samples.message(payload, Qos.AT_LEAST_ONCE),
        Samples.terms(Qos.AT_LEAST_ONCE),
        false,
        packetId,
        other);
  }

  private void arrived(int packets) {
    Until.so(packets + " packets", () -> count() == packets);
  }

  private int count() {
    try {
      return desk.packets().size();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** Everything is safe when the latch is open. */
  private record Late(CountDownLatch safe) implements Assurance {
    @Override
    public boolean isSafe(long mark) {
      return safe.getCount() == 0;
    }

    @Override
    public boolean await(long mark, long nanos) throws InterruptedException {
      return safe.await(nanos, TimeUnit.NANOSECONDS);
    }
  }

  @Test
  void itIsToldWhenItIsAsSureAsItShallBe() {
    CountDownLatch safe = new CountDownLatch(1);
    int before = count();
    desk.outbox.writer.assure(new Late(safe));
    publish("one", 1);
    other.flush();
    assertEquals(before, count());
    safe.countDown();
    arrived(before + 1);
    desk.outbox.writer.assure(new Late(new CountDownLatch(1)));
    publish("two", 2);
    desk.outbox.writer.assure(Assurance.NONE);
    other.flush();
    arrived(before + 2);
  }
}
