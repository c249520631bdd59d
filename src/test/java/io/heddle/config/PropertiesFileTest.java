package io.heddle.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.config.PropertiesFile.Entry;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file reader reads as java.util.Properties does, and knows the lines. */
class PropertiesFileTest {
  private final List<String> errors = new ArrayList<>();

  private List<Entry> parse(String text) {
    return PropertiesFile.parse("f", text, errors);
  }

  @Test
  void keysValuesAndLines() {
    List<Entry> entries = parse("# comment\n\n  a = 1\n! other\nb:2\r\nc 3\rd=\ne\n");
    assertEquals(
        List.of(
            new Entry("a", "1", 3),
            new Entry("b", "2", 5),
            new Entry("c", "3", 6),
            new Entry("d", "", 7),
            new Entry("e", "", 8)),
        entries);
  }

  @Test
  void continuationLinesCountWhereTheyBegin() {
    assertEquals(
        List.of(new Entry("list", "a, b, # no comment", 1), new Entry("next", "x\\", 4)),
        parse("list = a, \\\n  b, \\\n\t# no comment\nnext = x\\\\\n"));
  }

  @Test
  void escapes() {
    assertEquals(
        List.of(new Entry("a b=c:d", "\ttab A\u00e9 \\ z", 1)),
        parse("a\\ b\\=c\\:d = \\ttab \\u0041\\u00E9 \\\\ \\z"));
  }

  @Test
  void utf8AndByteOrderMark() {
    assertEquals(List.of(new Entry("a", "Grüße ✓", 1)), parse("\uFEFFa = Grüße ✓"));
  }

  @Test
  void brokenUnicodeEscape() {
    assertEquals(List.of(new Entry("b", "2", 2)), parse("a = C:\\users\nb = 2"));
    assertEquals(
        List.of(
            "f:1: \\u needs four hexadecimal digits after it; a backslash itself is written \\\\"),
        errors);
  }

  @Test
  void notUtf8(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("h.properties");
    Files.write(file, "a = 1\nb = 2\nc = \u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    assertEquals(List.of(), PropertiesFile.read(file, errors));
    assertEquals(List.of(file + ":3: not UTF-8"), errors);
  }

  @Test
  void notThereOrNoFile(@TempDir Path folder) {
    PropertiesFile.read(folder.resolve("none"), errors);
    PropertiesFile.read(folder, errors);
    assertEquals(
        List.of(
            folder.resolve("none") + ": there is no such file",
            folder + ": a directory, not a file"),
        errors);
  }

  @Test
  void readsAsTheJdkReads() throws IOException {
    Random random = new Random(25);
    String[] alphabet = {
      "a", "b", "=", ":", " ", "\t", "\f", "#", "!", "\\", "\\", "\n", "\n", "\r", "\r\n",
      "\\u0041", "é", "\\n", "k=v\n"
    };
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(12); i >= 0; i--) {
        text.append(alphabet[random.nextInt(alphabet.length)]);
      }
      // At the very end the JDK makes an entry without a key of a lone backslash.
      text.append("\nend = 1");
      Properties expected = new Properties();
      try {
        expected.load(new StringReader(text.toString()));
      } catch (IllegalArgumentException e) {
        continue;
      }
      Properties found = new Properties();
      for (Entry entry : parse(text.toString())) {
        found.setProperty(entry.key(), entry.value());
      }
      assertEquals(
          expected,
          found,
          () -> "of " + text.toString().replace("\n", "<LF>").replace("\r", "<CR>"));
    }
    assertEquals(List.of(), errors);
  }
}
