package io.heddle.transport.ws;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.session.Until;
import io.heddle.spec.Raw;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames on their way out, over a link that takes what it likes. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FrameWriterTest {
  private final SlowLink below = new SlowLink();
  private final FrameWriter writer = new FrameWriter(below);

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1       | 82 01",
        "125     | 82 7D",
        "126     | 82 7E 007E",
        "65535   | 82 7E FFFF",
        "65536   | 82 7F 0000000000010000",
        "131072  | 82 7F 0000000000020000",
      })
  void aWriteIsAFrame(int length, String header) throws IOException {
    byte[] payload = random(length);
    writer.write(payload, 0, length);
    assertArrayEquals(Raw.join(Raw.bytes(header), payload), below.taken());
    assertEquals(length <= Frames.COPIED ? 1 : 2, below.writes(), "writes of the link below");
  }

  /** By the JDK's engine; a byte more would be a record of its own. */
  @ParameterizedTest
  @ValueSource(ints = {16_320, 16_384, 70_000})
  void whatIsCopiedIsOneRecordOfTls(int length) {
    assertTrue(Frames.beginning(random(length), 0, length).length <= 16_367);
  }

  /** As the connection does it: what is not taken at once is written with waiting. */
  @Test
  void whatIsTakenInPartIsOneFrame() throws IOException {
    byte[] payload = random(20_000);
    byte[] whole = Raw.join(Raw.bytes("82 7E 4E20"), payload);
    for (int room = 0; room < whole.length; room += room < 12 ? 1 : 1777) {
      SlowLink link = new SlowLink();
      FrameWriter one = new FrameWriter(link);
      link.room(room);
      int taken = one.writeNow(payload, 0, payload.length);
      one.pong(new byte[] {1});
      link.room(Integer.MAX_VALUE);
      one.write(payload, taken, payload.length - taken);
      byte[] pong = Raw.bytes("8A 01 01");
      byte[] expected = room == 0 ? Raw.join(pong, whole) : Raw.join(whole, pong);
      assertArrayEquals(expected, link.taken(), "room for " + room);
    }
  }

  @Test
  void aBatchInPortionsStaysOneFrame() throws IOException {
    byte[] payload = random(300_000);
    below.room(1000);
    int from = writer.writeNow(payload, 0, payload.length);
    below.room(Integer.MAX_VALUE);
    while (from < payload.length) {
      int portion = Math.min(128 * 1024, payload.length - from);
      writer.write(payload, from, portion);
      from += portion;
    }
    assertArrayEquals(Raw.join(Raw.bytes("82 7F 00000000000493E0"), payload), below.taken());
  }

  @Test
  void aPingIsAnsweredThoughSomebodyWritesAndWaits() throws Exception {
    byte[] payload = random(5000);
    below.block();
    Thread slow = Thread.ofVirtual().start(() -> write(payload));
    Until.so("it writes", below::isEntered);
    writer.pong(new byte[] {1});
    writer.pong(new byte[] {2});
    below.release();
    Until.ended(slow);
    byte[] frame = Raw.join(Raw.bytes("82 7E 1388"), payload);
    Until.so("the pong is there", () -> below.taken().length == frame.length + 3);
    assertArrayEquals(Raw.join(frame, Raw.bytes("8A 01 02")), below.taken());
  }

  @Test
  void ofAFloodOfPingsTheLastIsHeld() throws Exception {
    byte[] payload = random(5000);
    below.block();
    Thread slow = Thread.ofVirtual().start(() -> write(payload));
    Until.so("it writes", below::isEntered);
    for (int i = 0; i < 100_000; i++) {
      writer.pong(new byte[125]);
    }
    below.release();
    Until.ended(slow);
    int all = 4 + payload.length + 2 + 125;
    Until.so("the pong is there", () -> below.taken().length == all);
  }

  /** Whoever pings and does not read is not read either. */
  @Test
  void whoReadsWaitsWhenAPongFindsNoRoom() throws Exception {
    below.block();
    below.room(0);
    AtomicInteger answered = new AtomicInteger();
    AtomicReference<Exception> end = new AtomicReference<>();
    Thread reader =
        Thread.ofVirtual()
            .start(() -> {
              try {
                while (answered.get() < 100_000) {
                  writer.pong(new byte[125]);
                  answered.incrementAndGet();
                }
              } catch (IOException e) {
                end.set(e);
              }
            });
    Until.so("it writes", below::isEntered);
    Until.waiting(reader);
    assertEquals(0, answered.get());
    below.close();
    Until.ended(reader);
    assertEquals("closed", end.get().getMessage());
  }

  private void write(byte[] payload) {
    try {
      writer.write(payload, 0, payload.length);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void afterCloseNothingIsSaid() throws IOException {
    assertTrue(writer.closeNow(1001));
    writer.write(new byte[] {1, 2}, 0, 2);
    assertEquals(2, writer.writeNow(new byte[] {1, 2}, 0, 2));
    writer.pong(new byte[] {3});
    writer.answerClose(1000);
    writer.close(1000);
    assertArrayEquals(Raw.bytes("88 02 03E9"), below.taken());
  }

  @Test
  void closeWaitsForItsTurn() throws Exception {
    below.room(0);
    assertFalse(writer.closeNow(1000));
    below.room(Integer.MAX_VALUE);
    writer.close(1002);
    assertArrayEquals(Raw.bytes("88 02 03E8"), below.taken());
  }

  /** Whoever has answered Close cuts the link. */
  @Test
  void whoAnswersCloseWaitsUntilTheAnswerHasLeft() throws Exception {
    below.block();
    below.room(0);
    Thread slow = Thread.ofVirtual().start(() -> write(new byte[] {1}));
    Until.so("it writes", below::isEntered);
    AtomicReference<byte[]> seen = new AtomicReference<>(Frames.NOTHING);
    Thread reader =
        Thread.ofVirtual()
            .start(() -> {
              try {
                writer.answerClose(1000);
                seen.set(below.taken());
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    Until.waiting(reader);
    below.release();
    Until.ended(slow);
    Until.ended(reader);
    assertArrayEquals(Raw.bytes("82 01 01 88 02 03E8"), seen.get());
  }

  @Test
  void butNotForEver() throws Exception {
    below.block();
    Thread slow = Thread.ofVirtual().start(() -> assertThrows(IOException.class, this::one));
    Until.so("it writes", below::isEntered);
    assertThrows(IOException.class, () -> writer.answerClose(1000));
    below.close();
    Until.ended(slow);
  }

  private void one() throws IOException {
    writer.write(new byte[] {1}, 0, 1);
  }

  @Test
  void aWriteThatWaitsIsWokenByTheEnd() throws Exception {
    below.block();
    AtomicInteger failed = new AtomicInteger();
    Thread slow =
        Thread.ofVirtual()
            .start(() -> {
              try {
                writer.write(new byte[10], 0, 10);
              } catch (IOException e) {
                failed.incrementAndGet();
              }
            });
    Until.so("it writes", below::isEntered);
    assertEquals(0, writer.writeNow(new byte[1], 0, 1), "nobody waits for it");
    below.close();
    Until.ended(slow);
    assertEquals(1, failed.get());
  }

  /** Writers, those who try, and a reader that answers pings: every frame comes whole. */
  @Test
  void manyAtOnce() throws Exception {
    byte[] payload = random(700);
    Thread pings =
        Thread.ofPlatform()
            .start(() -> {
              try {
                for (int i = 0; i < 5000; i++) {
                  writer.pong(new byte[] {9});
                }
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    Random random = new Random(1);
    for (int i = 0; i < 3000; i++) {
      below.room(random.nextInt(1500));
      int taken = writer.writeNow(payload, 0, payload.length);
      below.room(Integer.MAX_VALUE);
      writer.write(payload, taken, payload.length - taken);
    }
    pings.join();
    below.room(Integer.MAX_VALUE);
    writer.pong(new byte[] {9});
    Until.so("all frames are whole", () -> frames(payload) == 3000);
  }

  /** The number of frames with data; 0 when they are not whole. */
  private int frames(byte[] payload) {
    byte[] all = below.taken();
    byte[] frame = Raw.join(Raw.bytes("82 7E 02BC"), payload);
    int data = 0;
    int at = 0;
    while (at < all.length) {
      if (all[at] == (byte) 0x8a && all[at + 2] == 9) {
        at += 3;
      } else if (Arrays.equals(
          all, at, Math.min(all.length, at + frame.length), frame, 0, frame.length)) {
        at += frame.length;
        data++;
      } else {
        return 0;
      }
    }
    return data;
  }
}
