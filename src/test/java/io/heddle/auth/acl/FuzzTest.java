package io.heddle.auth.acl;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Files by chance: they are read or refused, and nothing else happens. */
class FuzzTest {
  private static final List<String> PIECES =
      List.of(
          "allow",
          "deny",
          "all",
          "anonymous",
          "user",
          "client",
          "group",
          "address",
          "certificate",
          "connect",
          "publish",
          "subscribe",
          "max-qos",
          "retain",
          "no-retain",
          "topic",
          "pattern",
          "read",
          "write",
          "readwrite",
          "0",
          "2",
          "a/b",
          "#",
          "+",
          "a/#",
          "=#",
          "=",
          "%u",
          "%c/x",
          "10.0.0.0/8",
          "::1",
          "O=Acme",
          "CN=",
          "\"",
          "\\",
          ",",
          "'",
          "$share/g/a",
          "$SYS/#",
          "\t",
          "\r",
          "\uFEFF",
          "\0",
          "\uD83D\uDE00",
          "ü",
          "//",
          "/");

  private final Random random = new Random(71);
  private int read;
  private int refused;

  @Test
  void piecesOfBothFormats() {
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int words = random.nextInt(12); words > 0; words--) {
        text.append(PIECES.get(random.nextInt(PIECES.size())));
        text.append(" ".repeat(random.nextInt(8) == 0 ? 0 : 1));
        text.append(random.nextInt(8) == 0 ? "\n" : "");
      }
      check(text.toString().getBytes(UTF_8));
    }
    assertTrue(read > 500 && refused > 500, read + " read, " + refused + " refused");
  }

  @Test
  void goodLinesWithBytesChanged() {
    String good =
        """
        allow user "al ice",bob address 10.0.0.0/8 publish,subscribe s/%u/# "x y" max-qos 1
        deny certificate O="Acme" subscribe =# $SYS/# "#"
        """;
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = good.getBytes(UTF_8);
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        int at = random.nextInt(bytes.length);
        bytes[at] =
            (byte) (random.nextInt(4) == 0 ? random.nextInt(256) : ' ' + random.nextInt(64));
      }
      check(bytes);
    }
    assertTrue(read > 500 && refused > 500, read + " read, " + refused + " refused");
  }

  private void check(byte[] bytes) {
    try {
      Asked rules = new Asked(new Acl(AclFile.parse(Asked.FILE, bytes)));
      for (String question : List.of("connect", "retain2 a/b", "subscribe +/#", "receive $SYS/x")) {
        rules.says(Asked.client("u", "c", "g"), question);
        rules.says(Asked.client(null, "a/+"), question);
      }
      read++;
    } catch (AclException e) {
      refused++;
      assertFalse(e.errors().isEmpty());
      for (String error : e.errors()) {
        assertTrue(
            error.matches("(?s)acl:[0-9]+: .+"),
            () -> error + " in " + new String(bytes, ISO_8859_1));
      }
    }
  }
}
