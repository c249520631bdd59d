package io.heddle.transport.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.session.Until;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes through a TLS link, in both directions and to their end. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TlsLinkTest {
  private static final int LARGE = 3 * 1024 * 1024;

  private final TlsContext context = Encounter.load(Authority.shared().options("ec"));
  private final SSLContext known = Encounter.client(Authority.shared(), null);

  private Encounter met(int room, boolean canTell, String version) throws IOException {
    return new Encounter(new PipeLink(room, canTell), context, Runnable::run, known)
        .protocol(version)
        .met();
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  private static <T> FutureTask<T> started(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread.ofVirtual().start(task);
    return task;
  }

  private static <T> T result(FutureTask<T> task) throws Exception {
    return task.get(40, TimeUnit.SECONDS);
  }

  private static byte[] readFully(TlsLink link, int total, int portion) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] target = new byte[portion];
    while (all.size() < total) {
      int count = link.read(target, 0, Math.min(portion, total - all.size()));
      if (count < 0) {
        throw new IOException("the end after " + all.size());
      }
      assertTrue(count > 0, "a read brings something");
      all.write(target, 0, count);
    }
    return all.toByteArray();
  }

  /** Pipes smaller than a record: each direction soon waits for the other side's reader. */
  @ParameterizedTest
  @CsvSource({"TLSv1.2, true", "TLSv1.2, false", "TLSv1.3, true", "TLSv1.3, false"})
  void muchInBothDirectionsAtTheSameTime(String version, boolean canTell) throws Exception {
    byte[] bytes = random(LARGE);
    try (Encounter met = met(4096, canTell, version)) {
      FutureTask<byte[]> linkReads = started(() -> readFully(met.link, LARGE, 60_000));
      FutureTask<byte[]> clientReads = started(() -> met.client.getInputStream().readNBytes(LARGE));
      FutureTask<Void> linkWrites =
          started(() -> {
            for (int from = 0; from < LARGE; from += 128 * 1024) {
              met.link.write(bytes, from, 128 * 1024);
            }
            return null;
          });
      FutureTask<Void> clientWrites =
          started(() -> {
            met.client.getOutputStream().write(bytes);
            return null;
          });
      result(linkWrites);
      result(clientWrites);
      assertArrayEquals(bytes, result(linkReads));
      assertArrayEquals(bytes, result(clientReads));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 512, 16_384, 65_536})
  void aReadTakesWhatFitsAndTheNextOneTheRest(int portion) throws Exception {
    byte[] bytes = random(100_000);
    try (Encounter met = met(1024 * 1024, true, "TLSv1.3")) {
      met.client.getOutputStream().write(bytes);
      assertArrayEquals(bytes, readFully(met.link, bytes.length, portion));
    }
  }

  @Test
  void aReadTakesAllRecordsThatAreHere() throws Exception {
    try (Encounter met = met(1024 * 1024, true, "TLSv1.3")) {
      for (int i = 0; i < 10; i++) {
        met.client.getOutputStream().write(i);
      }
      byte[] target = new byte[100];
      assertEquals(10, met.link.read(target, 5, 95));
      assertEquals(9, target[14]);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void twoRecordsLeaveInOneWrite(boolean canTell) throws Exception {
    byte[] bytes = random(30_000);
    try (Encounter met = met(1024 * 1024, canTell, "TLSv1.3")) {
      int before = met.below.writes.get();
      met.link.write(bytes, 0, bytes.length);
      assertEquals(1, met.below.writes.get() - before);
      assertArrayEquals(bytes, met.client.getInputStream().readNBytes(bytes.length));
    }
  }

  /** Writes all as the outbox does: now what can be, and the rest from where that ended. */
  private static void writeAll(TlsLink link, byte[] bytes, boolean waitForRest) throws IOException {
    int from = 0;
    while (from < bytes.length) {
      int length = Math.min(20_000, bytes.length - from);
      int sent = link.writeNow(bytes, from, length);
      assertTrue(sent >= 0 && sent <= length);
      if (sent < length && waitForRest) {
        link.write(bytes, from + sent, length - sent);
        sent = length;
      } else if (sent == 0) {
        Thread.yield();
      }
      from += sent;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "true, true, 3000",
    "true, false, 3000",
    "false, true, 3000",
    "true, true, 50000",
    "true, false, 50000"
  })
  void whatIsWrittenNowIsNeitherLostNorRepeated(boolean canTell, boolean waits, int room)
      throws Exception {
    byte[] bytes = random(500_000);
    try (Encounter met = met(room, canTell, "TLSv1.3")) {
      FutureTask<byte[]> clientReads =
          started(() -> met.client.getInputStream().readNBytes(bytes.length));
      writeAll(met.link, bytes, waits);
      assertArrayEquals(bytes, result(clientReads));
    }
  }

  @Test
  void aRecordThatDoesNotLeaveAsAWholeIsNotSaidToBeWritten() throws Exception {
    byte[] bytes = random(10_000);
    try (Encounter met = met(4000, true, "TLSv1.3")) {
      assertEquals(9_999, met.link.writeNow(bytes, 0, bytes.length));
      assertEquals(0, met.link.writeNow(bytes, 9_999, 1), "there is no room");
      FutureTask<byte[]> clientReads =
          started(() -> met.client.getInputStream().readNBytes(bytes.length));
      met.link.write(bytes, 9_999, 1);
      assertArrayEquals(bytes, result(clientReads));
      assertEquals(5, met.link.writeNow(bytes, 0, 5));
      assertArrayEquals(Arrays.copyOf(bytes, 5), met.client.getInputStream().readNBytes(5));
    }
  }

  @Test
  void whoWritesNowNeverWaitsForAWriter() throws Exception {
    try (Encounter met = met(4000, true, "TLSv1.3")) {
      FutureTask<Void> stuck =
          started(() -> {
            met.link.write(random(LARGE), 0, LARGE);
            return null;
          });
      Until.so("the pipe is full", () -> met.below.out.count() == 4000);
      assertEquals(0, met.link.writeNow(new byte[5], 0, 5));
      met.link.finish();
      assertFalse(met.below.finished);
      met.link.close();
      assertThrows(Exception.class, () -> result(stuck));
    }
  }

  @Test
  void beforeTheHandshakeNothingIsWritten() throws Exception {
    PipeLink below = new PipeLink(100, true);
    TlsLink link = new TlsLink(below, context, Runnable::run);
    assertEquals(0, link.writeNow(new byte[5], 0, 5));
    assertThrows(IOException.class, () -> link.write(new byte[5], 0, 5));
    assertEquals("pipe", link.peer());
    link.finish();
    assertTrue(below.finished);
    link.close();
    assertTrue(below.closed);
    assertEquals(0, below.out.count());
  }

  @ParameterizedTest
  @CsvSource({"TLSv1.2, true", "TLSv1.2, false", "TLSv1.3, true", "TLSv1.3, false"})
  void afterTheFinishTheClientIsStillRead(String version, boolean canTell) throws Exception {
    try (Encounter met = met(1024 * 1024, canTell, version)) {
      met.client.getOutputStream().write(5);
      met.link.write(new byte[] {1, 2, 3}, 0, 3);
      met.link.finish();
      Until.so("the link below is finished", () -> met.below.finished);
      byte[] target = new byte[10];
      assertEquals(1, met.link.read(target, 0, 10));
      assertEquals(5, target[0]);
      assertArrayEquals(new byte[] {1, 2, 3}, met.client.getInputStream().readAllBytes());
      assertThrows(IOException.class, () -> met.link.write(target, 0, 1));
      met.client.close();
      assertEquals(-1, met.link.read(target, 0, 10));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void theClientsEndWithAndWithoutAnAlertIsTheEnd(String version) throws Exception {
    byte[] target = new byte[10];
    try (Encounter met = met(1024 * 1024, true, version)) {
      met.client.getOutputStream().write(5);
      met.client.close();
      assertEquals(1, met.link.read(target, 0, 10));
      assertEquals(-1, met.link.read(target, 0, 10));
      assertEquals(-1, met.link.read(target, 0, 10));
    }
    try (Encounter met = met(1024 * 1024, true, version)) {
      met.client.getOutputStream().write(5);
      met.below.in.finish();
      assertEquals(1, met.link.read(target, 0, 10));
      assertEquals(-1, met.link.read(target, 0, 10));
    }
  }

  @Test
  void closingWakesWhoReadsAndWhoWrites() throws Exception {
    try (Encounter met = met(4000, true, "TLSv1.3")) {
      FutureTask<Integer> reads = started(() -> met.link.read(new byte[5], 0, 5));
      FutureTask<Void> writes =
          started(() -> {
            met.link.write(random(LARGE), 0, LARGE);
            return null;
          });
      Until.so("the pipe is full", () -> met.below.out.count() == 4000);
      met.link.close();
      met.client.close();
      assertThrows(Exception.class, () -> result(reads));
      assertThrows(Exception.class, () -> result(writes));
    }
  }

  @Test
  void whatIsBrokenAfterGoodBytesIsToldAfterThem() throws Exception {
    try (Encounter met = met(1024 * 1024, true, "TLSv1.3")) {
      met.client.getOutputStream().write(5);
      byte[] forged = new byte[5 + 40];
      forged[0] = 0x17;
      forged[1] = forged[2] = 3;
      forged[4] = 40;
      met.below.in.write(forged, 0, forged.length);
      byte[] target = new byte[10];
      assertEquals(1, met.link.read(target, 0, 10));
      IOException e = assertThrows(IOException.class, () -> met.link.read(target, 0, 10));
      assertTrue(e.getMessage().startsWith("its TLS is broken: "), e::getMessage);
      InputStream in = met.client.getInputStream();
      assertThrows(IOException.class, in::read, "an alert");
    }
  }

  @Test
  void aClientCannotNegotiateAgain() throws Exception {
    try (Encounter met = met(1024 * 1024, true, "TLSv1.2")) {
      Thread.ofVirtual().start(() -> assertThrows(IOException.class, met.client::startHandshake));
      IOException e = assertThrows(IOException.class, () -> met.link.read(new byte[5], 0, 5));
      assertEquals("it wants to negotiate TLS again, which is refused", e.getMessage());
    }
  }
}
