package io.heddle.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The example of docs/services.md is this one, and prints what is shown there. */
class AskingTheBrokerTest {
  @Test
  void thePageHasThisProgramAndWhatItPrints() throws IOException {
    String page = Files.readString(Path.of("docs/services.md"));
    String program =
        Files.readString(Path.of("src/test/java/io/heddle/examples/AskingTheBroker.java"))
            .replace("package io.heddle.examples;", "package example;");
    assertTrue(page.contains("```java\n" + program + "```"), "docs/services.md has another one");
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      AskingTheBroker.main(new String[0]);
    } finally {
      System.setOut(before);
    }
    String text = printed.toString(StandardCharsets.UTF_8);
    assertEquals("house/hall/temperature 21.5\n0 sessions\n", text);
    assertTrue(page.contains("```\n" + text + "```"));
  }
}
