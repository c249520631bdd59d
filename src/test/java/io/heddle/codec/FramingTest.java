package io.heddle.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.heddle.mqtt.ReasonCode;
import io.heddle.spec.golden.Annotated;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fixed headers, byte by byte. */
class FramingTest {
  private static int length(String annotated, int maxPacketSize) throws MalformedPacket {
    byte[] bytes = Annotated.bytes("AA AA " + annotated);
    return Framing.packetLength(bytes, 2, bytes.length - 2, maxPacketSize);
  }

  private static ReasonCode refused(String annotated, int maxPacketSize) {
    return assertThrows(MalformedPacket.class, () -> length(annotated, maxPacketSize)).reason();
  }

  @ParameterizedTest
  @CsvSource({
    "C0 00, 2",
    "30 7F, 129",
    "30 8001, 131",
    "30 FF7F, 16386",
    "30 808001, 16388",
    "30 FFFF7F, 2097155",
    "30 80808001, 2097157",
    "30 FFFFFF7F, 268435460",
    "30 05 00 00, 7",
  })
  void theLengthIsThatOfTheWholePacket(String header, int length) throws MalformedPacket {
    assertEquals(length, length(header, length));
    assertEquals(ReasonCode.PACKET_TOO_LARGE, refused(header, length - 1));
  }

  @ParameterizedTest
  @CsvSource({"''", "30", "30 80", "30 FFFF", "30 808080"})
  void moreBytesAreNeeded(String header) throws MalformedPacket {
    assertEquals(0, length(header, Framing.MAX_PACKET_SIZE));
  }

  @ParameterizedTest
  @CsvSource({
    "30 8000",
    "30 808000",
    "30 80808000",
    "30 80808080",
    "30 FFFFFFFF",
    "C0 8000",
    "40 8200"
  })
  void aLengthIsMinimalAndNotTooLong(String header) {
    assertEquals(ReasonCode.MALFORMED_PACKET, refused(header, Framing.MAX_PACKET_SIZE));
  }

  @Test
  void bytesThatAreNotAvailableAreNotLookedAt() throws MalformedPacket {
    byte[] buffer = Annotated.bytes("30 FF FF FF FF");
    for (int available = 0; available < 5; available++) {
      assertEquals(0, Framing.packetLength(buffer, 0, available, 100));
    }
    assertThrows(MalformedPacket.class, () -> Framing.packetLength(buffer, 0, 5, 100));
    assertEquals(0, Framing.packetLength(buffer, 5, 0, 100));
  }

  /** Nothing has to come after it. */
  @Test
  void aWrongFirstByteIsRefusedAtOnce() throws MalformedPacket {
    HexFormat hex = HexFormat.of();
    int right = 0;
    for (int first = 0; first < 256; first++) {
      if (isRight(first)) {
        assertEquals(0, length(hex.toHexDigits((byte) first), 100));
        right++;
      } else {
        assertEquals(ReasonCode.MALFORMED_PACKET, refused(hex.toHexDigits((byte) first), 100));
      }
    }
    // 14 types with one form of flags, three more with DUP as 3.1 has it, and 10 forms of PUBLISH.
    assertEquals(27, right);
  }

  private static boolean isRight(int first) {
    int flags = first & 0x0F;
    return switch (first >> 4) {
      case 0 -> false;
      case 3 ->
          flags < 2 || flags >> 1 == 1 || flags >> 1 == 2 || flags >> 1 == 5 || flags >> 1 == 6;
      case 6, 8, 10 -> flags == 2 || flags == 10;
      default -> flags == 0;
    };
  }
}
