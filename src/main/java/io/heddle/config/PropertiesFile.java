package io.heddle.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A properties file in UTF-8 with its line numbers.
 *
 * <p>It is read as {@link java.util.Properties} reads: comments, continuation lines, escapes and
 * separators are the same. What that class forgets is kept: the line of each key, and keys that
 * come twice.
 */
final class PropertiesFile {

  /**
   * A key and its value.
   *
   * @param line the number of the line that it begins in, the first being 1
   */
  record Entry(String key, String value, int line) {}

  private final String name;
  private final List<String> errors;
  private final List<Entry> entries = new ArrayList<>();

  private PropertiesFile(String name, List<String> errors) {
    this.name = name;
    this.errors = errors;
  }

  /** The entries of a file in their order; what cannot be read is told to the list of errors. */
  static List<Entry> read(Path path, List<String> errors) {
    PropertiesFile file = new PropertiesFile(path.toString(), errors);
    try {
      file.parse(file.decode(Files.readAllBytes(path)));
    } catch (NoSuchFileException e) {
      errors.add(path + ": there is no such file");
    } catch (AccessDeniedException e) {
      errors.add(path + ": may not be read by this user");
    } catch (IOException e) {
      errors.add(
          path
              + (Files.isDirectory(path)
                  ? ": a directory, not a file"
                  : ": cannot be read: " + e.getMessage()));
    }
    return file.entries;
  }

  /** The entries of a text in their order. */
  static List<Entry> parse(String name, String text, List<String> errors) {
    PropertiesFile file = new PropertiesFile(name, errors);
    file.parse(text);
    return file.entries;
  }

  private String decode(byte[] bytes) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    CoderResult result = decoder.decode(in, out, true);
    if (result.isError()) {
      int line = 1;
      for (int i = 0; i < in.position(); i++) {
        line += bytes[i] == '\n' ? 1 : 0;
      }
      errors.add(name + ":" + line + ": not UTF-8");
      return "";
    }
    return out.flip().toString();
  }

  private void parse(String text) {
    List<String> lines = text.lines().toList();
    int next = 0;
    while (next < lines.size()) {
      int first = next++;
      String line = stripped(lines.get(first));
      if (first == 0 && line.startsWith("\uFEFF")) {
        line = stripped(line.substring(1));
      }
      if (line.isEmpty() || line.charAt(0) == '#' || line.charAt(0) == '!') {
        continue;
      }
      StringBuilder logical = new StringBuilder(line);
      while (isContinued(logical)) {
        logical.setLength(logical.length() - 1);
        if (!logical.isEmpty() && next < lines.size()) {
          logical.append(stripped(lines.get(next++)));
        }
      }
      if (!logical.isEmpty()) {
        add(logical.toString(), first + 1);
      }
    }
  }

  /** A line without the white space that it begins with. */
  private static String stripped(String line) {
    int start = 0;
    while (start < line.length() && isSpace(line.charAt(start))) {
      start++;
    }
    return line.substring(start);
  }

  private static boolean isContinued(StringBuilder line) {
    int backslashes = 0;
    while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }

  /**
   * Splits at the first white space, = or : that is not escaped; white space around = or : is not
   * part of either.
   */
  private void add(String line, int number) {
    int end = 0;
    while (end < line.length() && !isSpace(line.charAt(end)) && !isSeparator(line.charAt(end))) {
      end += line.charAt(end) == '\\' ? 2 : 1;
    }
    end = Math.min(end, line.length());
    int start = end;
    while (start < line.length() && isSpace(line.charAt(start))) {
      start++;
    }
    if (start < line.length() && isSeparator(line.charAt(start))) {
      start++;
    }
    try {
      entries.add(
          new Entry(
              unescaped(line.substring(0, end)),
              unescaped(stripped(line.substring(start))),
              number));
    } catch (IllegalArgumentException e) {
      errors.add(name + ":" + number + ": " + e.getMessage());
    }
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\f';
  }

  private static boolean isSeparator(char c) {
    return c == '=' || c == ':';
  }

  private static String unescaped(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\' || ++i == text.length()) {
        out.append(c);
        continue;
      }
      c = text.charAt(i);
      if (c == 'u') {
        out.append(unicode(text, i + 1));
        i += 4;
      } else {
        out.append(control(c));
      }
    }
    return out.toString();
  }

  private static char control(char escaped) {
    return switch (escaped) {
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 'f' -> '\f';
      default -> escaped;
    };
  }

  private static char unicode(String text, int start) {
    int value = 0;
    for (int i = start; i < start + 4; i++) {
      int digit = i < text.length() ? Character.digit(text.charAt(i), 16) : -1;
      if (digit < 0) {
        throw new IllegalArgumentException(
            "\\u needs four hexadecimal digits after it; a backslash itself is written \\\\");
      }
      value = value << 4 | digit;
    }
    return (char) value;
  }
}
