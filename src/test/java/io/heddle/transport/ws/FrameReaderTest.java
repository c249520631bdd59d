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
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames taken apart in whatever pieces they come. */
class FrameReaderTest {
  private static final int LONGEST = 1024 * 1024;

  private final Ends ends = new Ends(new Pieces(new byte[0], 1), refusal -> {});
  private final List<String> events = new ArrayList<>();
  private int overhead;

  private final FrameReader.Control control =
      new FrameReader.Control() {
        @Override
        public void ping(byte[] payload) {
          events.add("ping " + HexFormat.of().formatHex(payload));
        }

        @Override
        public void overhead(int bytes) {
          overhead += bytes;
        }

        @Override
        public void close(int answer) {
          events.add("close " + answer);
        }
      };

  private FrameReader reader(byte[] bytes, int portion) {
    Fragments fragments = new Fragments(new Pieces(bytes, portion), LONGEST, new byte[0]);
    return new FrameReader(fragments, ends, LONGEST, control);
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

  @Test
  void whatBringsNothingIsToldOnceWhatWasReadIsHandedOn() throws IOException, WrongFrame {
    byte[] data = WsWire.frame(0x82, new byte[] {1});
    byte[] nothing =
        Raw.join(
            WsWire.frame(0x02, new byte[0]),
            WsWire.frame(0x80, new byte[0]),
            WsWire.frame(0x89, new byte[5]),
            WsWire.frame(0x8A, new byte[125]));
    FrameReader reader = reader(Raw.join(data, nothing, data, nothing), 1000);
    byte[] room = new byte[10];
    assertEquals(1, reader.read(room, 0, 10));
    assertEquals(0, overhead);
    assertEquals(1, reader.read(room, 0, 10));
    assertEquals(nothing.length, overhead);
    assertEquals(-1, reader.read(room, 0, 10));
    assertEquals(2 * nothing.length, overhead);
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

  /** The first piece ends at every byte once, and those behind it at many. */
  @Test
  void aFrameEndsAndBeginsAnywhere() throws IOException, WrongFrame {
    byte[] payload = new byte[150];
    new Random(7).nextBytes(payload);
    byte[] bytes =
        Raw.join(
            WsWire.frame(0x02, payload),
            WsWire.frame(0x89, Raw.bytes("01")),
            WsWire.frame(0x80, payload),
            WsWire.frame(0x82, payload));
    for (int portion = 1; portion <= bytes.length; portion++) {
      byte[] got = read(bytes, portion);
      assertArrayEquals(Raw.join(payload, payload, payload), got, "pieces of " + portion);
    }
    assertEquals(bytes.length, events.size());
  }

  /**
   * A frame that never ends costs what it has brought once, and that is with whoever has read it.
   */
  @Test
  void nothingIsHeldOfALongFrameThatComesByteByByte() throws IOException, WrongFrame {
    byte[] payload = new byte[LONGEST];
    new Random(1).nextBytes(payload);
    byte[] bytes = Arrays.copyOf(WsWire.frame(0x82, payload), 50_000);
    Fragments fragments = new Fragments(new Pieces(bytes, 1), LONGEST, new byte[0]);
    FrameReader reader = new FrameReader(fragments, ends, LONGEST, control);
    byte[] room = new byte[100];
    int header = 14;
    for (int i = 0; i < bytes.length - header; i++) {
      assertEquals(1, reader.read(room, 0, 100), "a byte is had when it has come");
      assertEquals(payload[i], room[0]);
      assertTrue(fragments.held() <= Fragments.SMALL, "bytes held: " + fragments.held());
    }
    assertEquals(-1, reader.read(room, 0, 100));
  }

  @Test
  void whatIsHeldInABurstIsLetGoBehindIt() throws IOException, WrongFrame {
    byte[] bytes = WsWire.frame(0x82, new byte[LONGEST]);
    Fragments fragments = new Fragments(new Pieces(bytes, LONGEST), LONGEST, new byte[0]);
    FrameReader reader = new FrameReader(fragments, ends, LONGEST, control);
    byte[] room = new byte[100];
    int most = 0;
    while (reader.read(room, 0, 100) >= 0) {
      most = Math.max(most, fragments.held());
    }
    assertEquals(Fragments.LARGE, most);
    assertEquals(Fragments.SMALL, fragments.held());
  }

  /** Clients put each packet into a frame of its own, and are answered once for all of them. */
  @Test
  void oneReadTakesAllFramesThatAreHereAndNoControlFrame() throws IOException, WrongFrame {
    byte[] two = Raw.bytes("C000");
    byte[] bytes =
        Raw.join(WsWire.frame(0x82, two), WsWire.frame(0x82, two), WsWire.frame(0x88, new byte[0]));
    FrameReader reader = reader(bytes, 100);
    byte[] room = new byte[100];
    assertEquals(4, reader.read(room, 0, 100));
    assertEquals(List.of(), events, "what was before it is answered first");
    assertTrue(reader.sawMore());
    assertEquals(-1, reader.read(room, 0, 100));
    assertEquals(List.of("close 1000"), events);
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
