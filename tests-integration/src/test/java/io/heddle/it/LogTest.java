package io.heddle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an operator reads on stderr. */
class LogTest {
  private static final String AT = " at 127\\.0\\.0\\.1:\\d+ is ";

  /** Two clients: "a" leaves in order, "b" followed by a new line breaks the rules. */
  private static List<String> logOf(Image image) throws Exception {
    talk(image, "100e 0004 4d515454 05 02 0000 00 0001 61", "e000");
    talk(image, "100f 0004 4d515454 05 02 0000 00 0002 620a", "b000");
    assertEquals(0, image.stop());
    return image.stderr();
  }

  private static void talk(Image image, String... packets) throws IOException {
    try (Socket socket = new Socket(image.host(), image.port())) {
      OutputStream out = socket.getOutputStream();
      for (String packet : packets) {
        out.write(HexFormat.of().parseHex(packet.replace(" ", "")));
      }
      socket.getInputStream().readAllBytes();
    }
  }

  /** The log, without what the start says of settings that have no effect yet. */
  private static void assertLines(List<String> stderr, String... patterns) {
    List<String> lines =
        stderr.stream().filter(line -> !line.startsWith("heddle: warning: ")).toList();
    assertEquals(patterns.length, lines.size(), () -> String.join("\n", lines));
    for (int i = 0; i < patterns.length; i++) {
      String line = lines.get(i);
      String pattern = "\\d{4}-\\d\\d-\\d\\dT\\S+ " + patterns[i];
      assertTrue(line.matches(pattern), line + " is not like " + pattern);
    }
  }

  @Test
  void byDefaultWhatGoesWrong() throws Exception {
    try (Image image = Image.start()) {
      assertLines(logOf(image), "INFO Logbook - client \"b\\\\n\"" + AT + "gone: .*");
    }
  }

  @Test
  void whoComesAndGoesAtDebug() throws Exception {
    try (Image image = Image.start("log.level=debug")) {
      assertLines(
          logOf(image),
          "DEBUG Logbook - client \"a\"" + AT + "connected",
          "DEBUG Logbook - client \"a\"" + AT + "gone: it said DISCONNECT: Success",
          "DEBUG Logbook - client \"b\\\\n\"" + AT + "connected",
          "INFO Logbook - client \"b\\\\n\"" + AT + "gone: .*");
    }
  }

  @Test
  void nothingAtError() throws Exception {
    try (Image image = Image.start("log.level=error")) {
      assertLines(logOf(image));
    }
  }
}
