package io.heddle.transport.ws;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.spec.Raw;
import io.heddle.spec.WsWire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames taken apart in whatever pieces they come. */
class FrameReaderTest {
  private static final Hosting HOSTING =
      Hosting.of(new WsOptions(List.of("/mqtt"), Origins.of(List.of("local")), List.of()), 0);

  private final List<String> events = new ArrayList<>();

  private final FrameReader.Control control =
      new FrameReader.Control() {
        @Override
        public void ping(byte[] payload) {
          events.add("ping " + HexFormat.of().formatHex(payload));
        }

        @Override
        public void close(int answer) {
          events.add("close " + answer);
        }
      };

  private FrameReader reader(byte[] bytes, int portion) {
    return new FrameReader(
        new Opening(new Pieces(bytes, portion), HOSTING), HOSTING.longest(), control);
  }

  /** What comes of bytes that are read in portions of this size, somewhere in an array. */
  private byte[] read(byte[] bytes, int portion) throws IOException, WrongFrame {
    return readAll(reader(bytes, portion));
  }

  private static byte[] readAll(FrameReader reader) throws IOException, WrongFrame {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] room = new byte[107];
    int count;
    while ((count = reader.read(room, 3, 100)) >= 0) {
      out.write(room, 3, count);
    }
    return out.toByteArray();
  }

  /** The example of RFC 6455, 5.7, as binary. */
  @Test
  void anExampleOfTheStandard() throws IOException, WrongFrame {
    assertArrayEquals(
        Raw.bytes("<Hello>"), read(Raw.bytes("82 85 37 fa 21 3d 7f 9f 4d 51 58"), 100));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 9, 125, 126, 127, 65_535, 65_536, 200_000})
  void everyLength(int length) throws IOException, WrongFrame {
    byte[] payload = new byte[length];
    new Random(length).nextBytes(payload);
    for (int portion : new int[] {1, 2, 3, 5, 13, 64, 4096, 300_000}) {
      assertArrayEquals(payload, read(WsWire.frame(0x82, payload), portion));
    }
  }

  @Test
  void aStreamOfRandomFramesInRandomPieces() throws IOException, WrongFrame {
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      ByteArrayOutputStream sent = new ByteArrayOutputStream();
      ByteArrayOutputStream expected = new ByteArrayOutputStream();
      events.clear();
      List<String> pings = new ArrayList<>();
      for (int message = random.nextInt(6); message >= 0; message--) {
        for (int fragments = random.nextInt(4), i = fragments; i >= 0; i--) {
          byte[] payload = new byte[random.nextInt(300)];
          random.nextBytes(payload);
          sent.writeBytes(WsWire.frame((i == fragments ? 2 : 0) | (i == 0 ? 0x80 : 0), payload));
          expected.writeBytes(payload);
          if (random.nextInt(3) == 0) {
            byte[] ping = new byte[random.nextInt(126)];
            random.nextBytes(ping);
            sent.writeBytes(WsWire.frame(0x89, ping));
            sent.writeBytes(WsWire.frame(0x8a, ping));
            pings.add("ping " + HexFormat.of().formatHex(ping));
          }
        }
      }
      byte[] got = read(sent.toByteArray(), 1 + random.nextInt(200));
      assertArrayEquals(expected.toByteArray(), got, "seed " + seed);
      assertEquals(pings, events);
    }
  }

  @Test
  void whatComesBeforeAWrongFrameIsTakenAndNothingBehindIt() throws IOException, WrongFrame {
    byte[] bytes =
        Raw.join(
            WsWire.frame(0x82, Raw.bytes("C000")),
            WsWire.frame(0x81, Raw.bytes("00")),
            WsWire.frame(0x82, Raw.bytes("E000")));
    FrameReader reader = reader(bytes, 100);
    byte[] room = new byte[100];
    assertEquals(2, reader.read(room, 0, 100));
    assertEquals(1003, assertThrows(WrongFrame.class, () -> readAll(reader)).closeCode);
  }

  @Test
  void nothingIsTakenBehindAClose() throws IOException, WrongFrame {
    byte[] bytes =
        Raw.join(
            WsWire.frame(0x88, Raw.bytes("03E8")),
            WsWire.frame(0x82, Raw.bytes("C000")),
            WsWire.frame(0x88, Raw.bytes("03E9")));
    assertEquals(0, read(bytes, 3).length);
    assertEquals(List.of("close 1000"), events);
  }

  /** Bytes that mean nothing end in a code, and never in a fault. */
  @Test
  void rubbish() throws IOException, WrongFrame {
    for (int seed = 0; seed < 5_000; seed++) {
      byte[] bytes = new byte[64];
      new Random(seed).nextBytes(bytes);
      bytes[1] |= (byte) 0x80;
      try {
        read(bytes, 64);
      } catch (WrongFrame expected) {
        assertTrue(expected.closeCode >= 1002, expected.toString());
      }
    }
  }
}
