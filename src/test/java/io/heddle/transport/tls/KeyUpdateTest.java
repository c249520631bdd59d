package io.heddle.transport.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.session.Until;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Changes of keys (TLS 1.3), which the thread that reads must answer while another one writes. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KeyUpdateTest {
  private static final int ROOM = 4000;

  private final TlsContext context = Encounter.load(Authority.shared().options("ec"));

  private Encounter met(boolean canTell) throws IOException {
    return new Encounter(
            new PipeLink(ROOM, canTell),
            context,
            Runnable::run,
            Encounter.client(Authority.shared(), null))
        .protocol("TLSv1.3")
        .met();
  }

  @Test
  void whoReadsNeverWaitsForAWriterThatIsStuck() throws Exception {
    byte[] bytes = new byte[200_000];
    new Random(3).nextBytes(bytes);
    try (Encounter met = met(true)) {
      FutureTask<Void> writes =
          new FutureTask<>(() -> {
            met.link.write(bytes, 0, bytes.length);
            return null;
          });
      Thread.ofVirtual().start(writes);
      Until.so("the pipe is full", () -> met.below.out.count() == ROOM);
      byte[] target = new byte[10];
      for (int i = 0; i < 10; i++) {
        // The JDK's client asks for new keys when it is told to shake hands again.
        met.client.startHandshake();
        met.client.getOutputStream().write(i);
        assertEquals(1, met.link.read(target, 0, 10));
        assertEquals(i, target[0]);
      }
      assertArrayEquals(bytes, met.client.getInputStream().readNBytes(bytes.length));
      writes.get(20, TimeUnit.SECONDS);
      met.link.write(target, 0, 10);
      assertEquals(10, met.client.getInputStream().readNBytes(10).length);
    }
  }

  @Test
  void recordsThatBringNothingAreToldOf() throws Exception {
    try (Encounter met = met(true)) {
      AtomicInteger told = new AtomicInteger();
      met.link.onOverhead(told::addAndGet);
      for (int i = 0; i < 10; i++) {
        met.client.startHandshake();
      }
      met.client.getOutputStream().write(1);
      assertEquals(1, met.link.read(new byte[10], 0, 10));
      assertTrue(told.get() >= 10 * 22, () -> "bytes: " + told);
    }
  }

  @Test
  void whatIsOwedWhenTheWriterEndsIsSaidByTheWriter() throws Exception {
    try (Encounter met = met(true)) {
      FutureTask<Void> writes =
          new FutureTask<>(() -> {
            met.link.write(new byte[10_000], 0, 10_000);
            return null;
          });
      Thread.ofVirtual().start(writes);
      Until.so("the pipe is full", () -> met.below.out.count() == ROOM);
      met.client.startHandshake();
      met.client.getOutputStream().write(1);
      assertEquals(1, met.link.read(new byte[10], 0, 10));
      met.client.getInputStream().readNBytes(10_000);
      writes.get(20, TimeUnit.SECONDS);
      Until.so("the answer is on its way", () -> met.below.out.count() > 0);
    }
  }

  @Test
  void whoAsksAgainAndAgainAndReadsNothingIsCut() throws Exception {
    try (Encounter met = met(false)) {
      Thread.ofVirtual().start(() -> ask(met));
      IOException e = assertThrows(IOException.class, () -> met.link.read(new byte[10], 0, 10));
      assertEquals("it asks for new keys and reads no answer", e.getMessage());
    }
  }

  private static void ask(Encounter met) {
    try {
      for (int i = 0; i < 1000; i++) {
        met.client.startHandshake();
      }
    } catch (IOException cut) {
      // that is the test
    }
  }
}
