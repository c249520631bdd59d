package io.heddle.auth.acl;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a file of rules: UTF-8, one rule a line, empty lines and comments left out. The first line
 * that begins with a word of one of the formats says in which the whole file is.
 */
final class AclFile {
  private AclFile() {}

  static List<Rule> read(Path path) throws AclException {
    try {
      return parse(path.toString(), Files.readAllBytes(path));
    } catch (NoSuchFileException e) {
      throw new AclException(List.of(path + ": there is no such file"));
    } catch (AccessDeniedException e) {
      throw new AclException(List.of(path + ": may not be read by this user"));
    } catch (IOException e) {
      throw new AclException(
          List.of(
              path
                  + (Files.isDirectory(path)
                      ? ": a directory, not a file"
                      : ": cannot be read: " + e.getMessage())));
    }
  }

  static List<Rule> parse(String name, byte[] bytes) throws AclException {
    List<SourceLine> lines = lines(name, decode(name, bytes));
    List<String> errors = new ArrayList<>();
    List<Rule> rules =
        isMosquittos(lines)
            ? new MosquittoFormat(errors).rules(lines)
            : HeddleFormat.rules(lines, errors);
    if (!errors.isEmpty()) {
      throw new AclException(errors);
    }
    return rules;
  }

  private static boolean isMosquittos(List<SourceLine> lines) {
    for (SourceLine line : lines) {
      if (MosquittoFormat.KEYWORDS.contains(line.keyword())) {
        return true;
      }
      if (HeddleFormat.KEYWORDS.contains(line.keyword())) {
        return false;
      }
    }
    return false;
  }

  private static String decode(String name, byte[] bytes) throws AclException {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    // Several lines of an attacker's making could hide behind bytes that everybody reads otherwise.
    if (StandardCharsets.UTF_8.newDecoder().decode(in, out, true).isError()) {
      int line = 1;
      for (int i = 0; i < in.position(); i++) {
        line += bytes[i] == '\n' ? 1 : 0;
      }
      throw new AclException(List.of(name + ":" + line + ": not UTF-8"));
    }
    String text = out.flip().toString();
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static List<SourceLine> lines(String name, String text) {
    List<SourceLine> lines = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String stripped = line.strip();
      if (!stripped.isEmpty() && stripped.charAt(0) != '#') {
        lines.add(new SourceLine(name, number, stripped));
      }
    }
    return lines;
  }
}
