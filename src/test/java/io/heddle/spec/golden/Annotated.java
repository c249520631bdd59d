package io.heddle.spec.golden;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Bytes as a person writes them: pairs of hexadecimal digits, text between apostrophes, blanks
 * anywhere between, and a remark from {@code #} to the end of the line. {@code FF*3} is FF three
 * times.
 */
public final class Annotated {
  private Annotated() {}

  /** The bytes of a text in this notation. */
  public static byte[] bytes(String annotated) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    annotated.lines().forEach(line -> line(line, out));
    return out.toByteArray();
  }

  private static void line(String line, ByteArrayOutputStream out) {
    int i = 0;
    while (i < line.length() && line.charAt(i) != '#') {
      char c = line.charAt(i);
      if (c == '\'') {
        int end = line.indexOf('\'', i + 1);
        out.writeBytes(line.substring(i + 1, end).getBytes(StandardCharsets.UTF_8));
        i = end + 1;
      } else if (c == ' ') {
        i++;
      } else {
        int end = wordEnd(line, i);
        word(line.substring(i, end), out);
        i = end;
      }
    }
  }

  private static int wordEnd(String line, int start) {
    int end = start;
    while (end < line.length() && " '#".indexOf(line.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  private static void word(String word, ByteArrayOutputStream out) {
    int star = word.indexOf('*');
    byte[] bytes = HexFormat.of().parseHex(star < 0 ? word : word.substring(0, star));
    int times = star < 0 ? 1 : Integer.parseInt(word.substring(star + 1));
    for (int i = 0; i < times; i++) {
      out.writeBytes(bytes);
    }
  }
}
