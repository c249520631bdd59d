package io.heddle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.heddle.auth.http.Station;
import io.heddle.auth.jwt.Signer;
import io.heddle.auth.ldap.Slapd;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The image asks outside: its modules have to be there, and to be open where the JDK looks for
 * classes by name.
 */
class OutsideTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int BAD = 134;
  private static final int UNAVAILABLE = 136;

  @TempDir private Path folder;

  private static Image start(String... more) throws IOException {
    List<String> settings = new ArrayList<>(List.of("anonymous=deny"));
    settings.addAll(List.of(more));
    return Image.start(settings.toArray(String[]::new));
  }

  /** The exit code is the code of CONNACK. */
  private int publish(Image image, String user, String password) throws IOException {
    List<String> words =
        List.of(
            "mosquitto_pub",
            "-V",
            "5",
            "-p",
            "" + image.port(),
            "-u",
            user,
            "-P",
            password,
            "-t",
            "a",
            "-m",
            "x",
            "-q",
            "1");
    try (Command command = Command.run(words, Map.of(), folder)) {
      return command.awaitExit(LIMIT);
    }
  }

  @Test
  void tokens() throws Exception {
    long end = Instant.now().getEpochSecond() + 600;
    String token = Signer.RSA.token("PS256", "{\"sub\":\"alice\",\"exp\":" + end + "}");
    try (Station station = Station.open()) {
      station.say(Signer.set(Signer.RSA.jwk("k")));
      try (Image image = start("auth.jwt.jwks-url=" + station.url())) {
        assertEquals(0, publish(image, "alice", token));
        assertEquals(BAD, publish(image, "alice", token.substring(0, token.length() - 9)));
        assertFalse(String.join("\n", image.stderr()).contains(token.substring(30, 60)));
      }
    }
  }

  @Test
  void aWebServer() throws Exception {
    try (Station station = Station.open()) {
      station.answer(exchange -> {
        boolean right = station.questions().getLast().contains("wonder land");
        String result = right ? "allow" : "deny";
        Station.reply(exchange, 200, "application/json", "{\"result\":\"" + result + "\"}");
      });
      try (Image image = start("auth.http.url=" + station.url())) {
        assertEquals(0, publish(image, "alice", "wonder land"));
        assertEquals(BAD, publish(image, "alice", "secret-guess"));
        station.say(503);
        assertEquals(UNAVAILABLE, publish(image, "alice", "wonder land"));
        assertFalse(String.join("\n", image.stderr()).contains("wonder land"));
      }
    }
  }

  @Test
  void aDirectory() throws Exception {
    try (Slapd slapd = Slapd.start(folder, "IP:127.0.0.1")) {
      for (String how :
          List.of("auth.ldap.url=" + slapd.secureUrl(), "auth.ldap.url=" + slapd.url())) {
        try (Image image =
            start(
                how,
                "auth.ldap.starttls=" + how.contains("ldap:"),
                "auth.ldap.ca-file=" + folder.resolve("server.crt"),
                "auth.ldap.user-dn=uid=%u," + Slapd.PEOPLE)) {
          assertEquals(0, publish(image, "alice", "wonder land"), how);
          assertEquals(BAD, publish(image, "alice", "secret-guess"), how);
          assertFalse(String.join("\n", image.stderr()).contains("secret-guess"));
        }
      }
    }
  }
}
