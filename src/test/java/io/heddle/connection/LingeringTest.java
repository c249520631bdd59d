package io.heddle.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.memory.QuietLink;
import io.heddle.mqtt.ReasonCode;
import io.heddle.session.Until;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who is told goodbye is listened to for a while, so that it can read it. */
@Timeout(60)
class LingeringTest {
  private static final Farewell SAID = Farewell.server(ReasonCode.PROTOCOL_ERROR, "why");

  private final Desk desk = new Desk();

  /** A client that sends so many bytes, and then closes. */
  private static final class Talking implements QuietLink {
    final AtomicLong left;
    volatile boolean closed;

    Talking(long bytes) {
      left = new AtomicLong(bytes);
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      long count = Math.min(length, left.get());
      left.addAndGet(-count);
      return count == 0 ? -1 : (int) count;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private Talking linger(long bytes, Farewell farewell) {
    Talking link = new Talking(bytes);
    new Lingering(link, desk.surroundings).close(farewell);
    assertTrue(link.closed);
    return link;
  }

  @Test
  void whatIsStillSentIsReadAway() {
    assertEquals(0, linger(100_000, SAID).left.get());
    assertEquals(0, linger(100_000, Farewell.client(ReasonCode.SUCCESS)).left.get());
    assertEquals(0, desk.timer.pending(), "nothing is left to be done");
  }

  @Test
  void butNotWithoutEnd() {
    assertTrue(linger(Long.MAX_VALUE, SAID).left.get() > Long.MAX_VALUE - 1_000_000);
  }

  @Test
  void nobodyWaitsForWhoIsLostOrSilent() {
    assertEquals(5, linger(5, Farewell.network("lost")).left.get());
    Farewell silent = Farewell.server(ReasonCode.KEEP_ALIVE_TIMEOUT, "silent");
    assertEquals(5, linger(5, silent).left.get());
  }

  @Test
  void aClientThatSaysNothingAndDoesNotCloseIsCut() throws Exception {
    Thread thread =
        Thread.ofVirtual().start(() -> new Lingering(desk.link, desk.surroundings).close(SAID));
    Until.so("it waits", () -> desk.timer.pending() == 1);
    Until.waiting(thread);
    desk.timer.advance(Desk.options().closeTimeout());
    Until.ended(thread);
    assertTrue(desk.link.isClosed());
  }
}
