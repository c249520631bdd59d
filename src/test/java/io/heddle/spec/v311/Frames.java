package io.heddle.spec.v311;

import io.heddle.spec.Client;
import io.heddle.spec.Raw;
import java.util.HexFormat;

/**
 * CONNECT packets of MQTT 3.1.1 that no encoder of ours would write, and what is asserted about
 * their end.
 */
final class Frames {
  static final int CLEAN = 0x02;
  static final int WILL = 0x04;
  static final int WILL_QOS_1 = 0x08;
  static final int WILL_QOS_2 = 0x10;
  static final int WILL_RETAIN = 0x20;
  static final int PASSWORD = 0x40;
  static final int USER_NAME = 0x80;

  private static final HexFormat HEX = HexFormat.of();

  private Frames() {}

  /**
   * A CONNECT with these Connect Flags and this payload in the notation of {@link Raw}; no keep
   * alive.
   */
  static byte[] connect(int flags, String payload) {
    return connect("'MQTT' 04", flags, payload);
  }

  /** A CONNECT with this protocol name and level too. */
  static byte[] connect(String protocol, int flags, String payload) {
    return Raw.packet(0x10, protocol + HEX.toHexDigits((byte) flags) + "0000" + payload);
  }

  /**
   * The server closes at once and says nothing: on a CONNECT that breaks section 3.1 {@code
   * [MQTT-3.1.4-1]}.
   */
  static void closedWithoutConnack(Client client, byte[] connect) {
    client.sendRaw(connect);
    client.expectClosed();
  }

  /** A String field of these bytes, given in hexadecimal. */
  static String field(String hex) {
    String digits = hex.replace(" ", "");
    return HEX.toHexDigits((short) (digits.length() / 2)) + digits;
  }
}
