package io.heddle.spec;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Bytes as a spec writes them: hexadecimal digits, {@code 'text'} for a UTF-8 Encoded String with
 * its two bytes of length, {@code <text>} for the bytes of a text alone, braces around properties,
 * whose length they stand for. Blanks and {@code |} are for the eye. So a SUBSCRIBE is {@code
 * packet(0x82, "0001 00 'a/b' 00")}.
 */
public final class Raw {
  private Raw() {}

  /** The bytes of the notation. */
  public static byte[] bytes(String notation) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int at = 0;
    while (at < notation.length()) {
      char c = notation.charAt(at);
      if (Character.isWhitespace(c) || c == '|') {
        at++;
      } else if (c == '\'' || c == '<') {
        int end = notation.indexOf(c == '<' ? '>' : '\'', at + 1);
        text(out, notation.substring(at + 1, end), c == '\'');
        at = end + 1;
      } else if (c == '{') {
        int end = closing(notation, at);
        byte[] properties = bytes(notation.substring(at + 1, end));
        out.writeBytes(variable(properties.length));
        out.writeBytes(properties);
        at = end + 1;
      } else {
        out.write(HexFormat.fromHexDigits(notation, at, at + 2));
        at += 2;
      }
    }
    return out.toByteArray();
  }

  /** A whole packet: its first byte, the Remaining Length counted, and the notation of the rest. */
  public static byte[] packet(int first, String notation) {
    return packet(first, bytes(notation));
  }

  /** A whole packet: its first byte, the Remaining Length counted, and the rest. */
  public static byte[] packet(int first, byte[] rest) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(first);
    out.writeBytes(variable(rest.length));
    out.writeBytes(rest);
    return out.toByteArray();
  }

  /** A Variable Byte Integer in the fewest bytes. */
  public static byte[] variable(int value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int rest = value;
    do {
      int low = rest & 0x7F;
      rest >>>= 7;
      out.write(rest > 0 ? low | 0x80 : low);
    } while (rest > 0);
    return out.toByteArray();
  }

  /** One run of bytes after the other. */
  public static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  /** The bytes in hexadecimal, shortened when there are many. */
  public static String show(byte[] bytes) {
    HexFormat hex = HexFormat.ofDelimiter(" ");
    return bytes.length <= 80
        ? hex.formatHex(bytes)
        : hex.formatHex(bytes, 0, 64) + " … (" + bytes.length + " bytes)";
  }

  private static int closing(String notation, int open) {
    int depth = 0;
    for (int at = open; at < notation.length(); at++) {
      depth += notation.charAt(at) == '{' ? 1 : notation.charAt(at) == '}' ? -1 : 0;
      if (depth == 0) {
        return at;
      }
    }
    throw new IllegalArgumentException("no } in " + notation);
  }

  private static void text(ByteArrayOutputStream out, String text, boolean prefixed) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    if (prefixed) {
      out.write(utf8.length >>> 8);
      out.write(utf8.length);
    }
    out.writeBytes(utf8);
  }
}
