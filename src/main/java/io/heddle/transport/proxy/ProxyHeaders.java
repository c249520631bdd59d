package io.heddle.transport.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the headers of the PROXY protocol from the first bytes of a connection. Strict: a proxy
 * writes them by rule, and what is almost a header comes from somebody else.
 */
final class ProxyHeaders {
  /** More than any proxy sends; the additional values of version 2 count. */
  static final int MOST = 4096;

  private static final byte[] SIGNATURE_2 = HexFormat.of().parseHex("0d0a0d0a000d0a515549540a");
  private static final int FIXED_2 = 16;
  private static final int IPV4 = 4;
  private static final int IPV6 = 16;
  private static final int UNIX = 108;

  private static final byte[] SIGNATURE_1 = "PROXY ".getBytes(StandardCharsets.US_ASCII);

  /** With its end, by the specification. */
  private static final int MOST_1 = 107;

  private static final String PORT = "(0|[1-9][0-9]{0,4})";
  private static final Pattern LINE_1 =
      Pattern.compile("(TCP4|TCP6) ([0-9A-Fa-f.:]+) ([0-9A-Fa-f.:]+) " + PORT + " " + PORT);
  private static final Pattern FOUR_NUMBERS =
      Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");

  /**
   * A header, and how many bytes it took.
   *
   * @param length of the header
   */
  record Found(ProxyHeader header, int length) {}

  private ProxyHeaders() {}

  /**
   * The header that the bytes begin with; null when more of them are needed to tell.
   *
   * @throws IOException when they are no header, saying why for people
   */
  static @Nullable Found find(byte[] bytes, int length) throws IOException {
    if (startsAs(SIGNATURE_2, bytes, length)) {
      return length < FIXED_2 ? null : second(bytes, length);
    }
    if (startsAs(SIGNATURE_1, bytes, length)) {
      return first(bytes, length);
    }
    throw new IOException("it sent no header of the PROXY protocol");
  }

  /** Whether the bytes are the beginning of the signature, or begin with it. */
  private static boolean startsAs(byte[] signature, byte[] bytes, int length) {
    int common = Math.min(signature.length, length);
    return Arrays.equals(signature, 0, common, bytes, 0, common);
  }

  private static @Nullable Found second(byte[] bytes, int length) throws IOException {
    if (bytes[12] != 0x20 && bytes[12] != 0x21) {
      throw wrong("version and command 0x" + hex(bytes[12]));
    }
    int size = (bytes[14] & 0xff) << 8 | bytes[15] & 0xff;
    if (FIXED_2 + size > MOST) {
      throw wrong(size + " bytes long");
    }
    int needed = addressBytes(bytes[13], bytes[12] == 0x20);
    if (size < needed) {
      throw wrong("too short for its addresses");
    }
    if (length < FIXED_2 + size) {
      return null;
    }
    boolean own = bytes[12] == 0x20;
    ProxyHeader header = own ? new ProxyHeader.Own() : source(bytes);
    return new Found(header, FIXED_2 + size);
  }

  /** Bytes of the addresses of a family; the family of a proxy's own connection says nothing. */
  private static int addressBytes(byte family, boolean own) throws IOException {
    if (own) {
      return 0;
    }
    return switch (family) {
      case 0x00 -> 0;
      case 0x11 -> 2 * (IPV4 + 2);
      case 0x21 -> 2 * (IPV6 + 2);
      case 0x31 -> 2 * UNIX;
      default -> throw wrong("family and protocol 0x" + hex(family) + ", not TCP");
    };
  }

  private static ProxyHeader source(byte[] bytes) {
    return switch (bytes[13]) {
      case 0x11 -> source(bytes, IPV4);
      case 0x21 -> source(bytes, IPV6);
      default -> new ProxyHeader.FromElsewhere();
    };
  }

  /** Source address, destination address, source port, destination port. */
  private static ProxyHeader source(byte[] bytes, int width) {
    int port = FIXED_2 + 2 * width;
    try {
      InetAddress address =
          InetAddress.getByAddress(Arrays.copyOfRange(bytes, FIXED_2, FIXED_2 + width));
      return new ProxyHeader.From(
          new InetSocketAddress(address, (bytes[port] & 0xff) << 8 | bytes[port + 1] & 0xff));
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible); // as many bytes as an address has
    }
  }

  private static @Nullable Found first(byte[] bytes, int length) throws IOException {
    int end = end(bytes, length);
    if (end < 0) {
      return null;
    }
    String line =
        new String(
            bytes, SIGNATURE_1.length, end - SIGNATURE_1.length, StandardCharsets.ISO_8859_1);
    return new Found(line(line), end + 2);
  }

  /** Where the line ends, or a negative number when more bytes are needed. */
  private static int end(byte[] bytes, int length) throws IOException {
    int most = Math.min(length, MOST_1);
    for (int i = SIGNATURE_1.length; i < most; i++) {
      if (bytes[i] == '\n') {
        throw wrong("a line that does not end with CR and LF");
      }
      if (bytes[i] == '\r' && i + 1 < most) {
        if (bytes[i + 1] != '\n') {
          throw wrong("a line that does not end with CR and LF");
        }
        return i;
      }
    }
    if (length >= MOST_1) {
      throw wrong("a line of more than " + MOST_1 + " bytes");
    }
    return -1;
  }

  private static ProxyHeader line(String line) throws IOException {
    // What follows an unknown protocol is to be ignored.
    if (line.equals("UNKNOWN") || line.startsWith("UNKNOWN ")) {
      return new ProxyHeader.FromElsewhere();
    }
    Matcher matcher = LINE_1.matcher(line);
    if (!matcher.matches()) {
      throw wrong("not PROXY, TCP4 or TCP6, two addresses and two ports");
    }
    boolean four = matcher.group(1).equals("TCP4");
    InetAddress client = address(matcher.group(2), four);
    address(matcher.group(3), four);
    port(matcher.group(5));
    return new ProxyHeader.From(new InetSocketAddress(client, port(matcher.group(4))));
  }

  private static InetAddress address(String text, boolean four) throws IOException {
    boolean right = four ? FOUR_NUMBERS.matcher(text).matches() : text.indexOf(':') >= 0;
    try {
      if (right) {
        return InetAddress.ofLiteral(text);
      }
    } catch (IllegalArgumentException notOne) {
      // said below
    }
    throw wrong("an address that is none");
  }

  private static int port(String text) throws IOException {
    int port = Integer.parseInt(text);
    if (port > 65_535) {
      throw wrong("a port above 65535");
    }
    return port;
  }

  private static IOException wrong(String what) {
    return new IOException("its header of the PROXY protocol is wrong: " + what);
  }

  private static String hex(byte value) {
    return HexFormat.of().toHexDigits(value);
  }
}
