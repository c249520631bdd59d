package io.heddle.it.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.auth.http.Station;
import io.heddle.auth.jwt.Signer;
import io.heddle.auth.ldap.Slapd;
import io.heddle.codec.Packet;
import io.heddle.it.Command;
import io.heddle.it.Image;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.ReasonCode;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.SocketWire;
import io.heddle.spec.Wire;
import io.heddle.spec.WsWire;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever reads what the image says, everything of it, finds no secret: they are used here rightly
 * and wrongly, and whoever is asked about them fails in several ways.
 */
class SecretsTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Authority AUTHORITY = Authority.temporary();
  private static final String PASSWORD = "wonder land";
  private static final String GUESS = "guess-3f9a";
  private static final String HEADER = "Bearer header-7c21";
  private static final String PHRASE = "phrase-5d17";
  private static final String ACCOUNT = "reader's own";
  private static final String PLAIN = "plain-text-66d0";
  private static final String COOKIE = "cookie-91be";
  private static final String QUERY = "query-4b4b";
  private static final String BASIC = "d3MtaGVhZGVy";
  private static final String PROOF = "proof-8f77";

  @TempDir Path folder;
  private final List<String> secrets =
      new ArrayList<>(
          List.of(PASSWORD, GUESS, HEADER, PHRASE, ACCOUNT, PLAIN, COOKIE, QUERY, BASIC, PROOF));
  private final List<String> said = new ArrayList<>();

  @AfterEach
  void nothingIsSaid() {
    assertTrue(said.size() > 100, "it says something at all: " + said.size());
    for (String line : said) {
      for (String secret : secrets) {
        assertFalse(line.contains(secret), () -> secret + " is in: " + line);
      }
    }
  }

  private Path file(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text);
  }

  private void secretFile(Path file) throws Exception {
    for (String line : Files.readAllLines(file)) {
      secrets.addAll(
          Arrays.stream(line.split("[$:,]")).filter(part -> part.length() > 15).toList());
    }
  }

  private static Client over(Wire wire) {
    return Ways.client(wire);
  }

  private static void comes(Client client, String user, String password, ReasonCode reason) {
    client.send(Login.v5("c").credentials(user, password).packet());
    assertEquals(reason, client.expect(Packet.Connack.class).reason());
  }

  private static void comes(Image image, String user, String password, ReasonCode reason) {
    comes(over(new SocketWire(image.port())), user, password, reason);
  }

  private static void signal(Image image, String name) throws Exception {
    String pid = Long.toString(image.pid());
    assertEquals(0, new ProcessBuilder("kill", "-" + name, pid).start().waitFor());
  }

  private void end(Image image) throws Exception {
    signal(image, "QUIT");
    Awaitility.await().atMost(LIMIT).until(() -> image.stdout().size() > 50);
    assertEquals(0, image.stop());
    said.addAll(image.stderr());
    said.addAll(image.stdout());
  }

  private void command(String... words) throws Exception {
    try (Command command = Command.run(Image.home(), Map.of(), List.of(words))) {
      command.awaitExit(LIMIT);
      said.addAll(command.stdout());
      said.addAll(command.stderr());
    }
  }

  private void run(String... words) throws Exception {
    try (Command command = Command.run(List.of(words), Map.of(), folder)) {
      assertEquals(0, command.awaitExit(LIMIT), command::toString);
    }
  }

  private static String token(int seconds) {
    long end = Instant.now().getEpochSecond() + seconds;
    return Signer.SECRET.token("HS256", "{\"sub\":\"alice\",\"exp\":" + end + "}");
  }

  private String secretToken(String token) {
    secrets.addAll(List.of(token.split("\\.")));
    return token;
  }

  private static Image start(List<String> settings) throws Exception {
    return Image.start(settings.toArray(String[]::new));
  }

  private void printConfig(List<String> settings) throws Exception {
    List<String> words = new ArrayList<>(List.of("print-config"));
    settings.forEach(setting -> words.addAll(List.of("-D", setting)));
    command(words.toArray(String[]::new));
  }

  @Test
  void ofThoseWhoAreAsked() throws Exception {
    Path key = Files.write(folder.resolve("jwt"), Signer.SECRET.secret);
    secrets.add(new String(Signer.SECRET.secret, StandardCharsets.US_ASCII));
    Path header = file("header", HEADER + "\n");
    try (Station station = Station.open();
        Slapd slapd = Slapd.start(folder, "IP:127.0.0.1")) {
      List<String> settings =
          List.of(
              "log.level=trace",
              "limits.connect-timeout=60s",
              "auth.failures=0",
              "auth.jwt.secret-file=" + key,
              "auth.http.url=" + station.url(),
              "auth.http.authorization-file=" + header,
              "auth.ldap.url=" + slapd.url(),
              "auth.ldap.bind-dn=cn=reader,dc=example,dc=org",
              "auth.ldap.bind-password-file=" + file("account", ACCOUNT + "\n"),
              "auth.ldap.user-base=" + Slapd.PEOPLE);
      station.say("{\"result\":\"ignore\"}");
      try (Image image = start(settings)) {
        tokens(image);
        comes(image, "alice", PASSWORD, ReasonCode.SUCCESS);
        comes(image, "alice", GUESS, ReasonCode.BAD_USER_NAME_OR_PASSWORD);
        assertTrue(station.authorizations().contains(HEADER));
        wrongFiles(image);
        wrongServers(image, station, slapd);
        end(image);
      }
      printConfig(settings);
    }
  }

  private void tokens(Image image) {
    String right = secretToken(token(600));
    comes(image, "x", right, ReasonCode.SUCCESS);
    comes(image, "x", secretToken(token(-600)), ReasonCode.BAD_USER_NAME_OR_PASSWORD);
    comes(image, "x", right + "x", ReasonCode.BAD_USER_NAME_OR_PASSWORD);
    comes(image, "x", right.replace(".", "!."), ReasonCode.BAD_USER_NAME_OR_PASSWORD);
  }

  private void wrongFiles(Image image) throws Exception {
    file("account", GUESS);
    file("header", HEADER + "\nand more\n");
    file("jwt", "short-" + PLAIN);
    signal(image, "HUP");
    Ways.logged(image, "jwt: a secret of ");
    comes(image, "alice", PASSWORD, ReasonCode.SERVER_UNAVAILABLE);
    Ways.logged(image, "is not let in");
  }

  /** Servers at fault like to show what they were asked. */
  private static void wrongServers(Image image, Station station, Slapd slapd) {
    for (int status : new int[] {200, 500}) {
      station.answer(exchange ->
          Station.reply(exchange, status, "application/json", station.questions().getLast()));
      comes(image, "alice", PASSWORD, ReasonCode.SERVER_UNAVAILABLE);
    }
    station.close();
    slapd.close();
    comes(image, "alice", GUESS, ReasonCode.SERVER_UNAVAILABLE);
  }

  @Test
  void ofFilesAndKeys() throws Exception {
    Path users = folder.resolve("users");
    // With few rounds: a busy machine takes its time for many.
    run("mosquitto_passwd", "-c", "-b", users.toString(), "alice", PASSWORD);
    passwd(users, PASSWORD, "--scram", "bob");
    secretFile(users);
    AUTHORITY.openssl(
        "pkcs8 -topk8 -v2 aes256 -in server.key -out secret.key -passout pass:" + PHRASE);
    List<String> settings =
        List.of(
            "log.level=trace",
            "limits.connect-timeout=60s",
            "auth.failures=0",
            "auth.password-file=" + users,
            "auth.scram-file=" + users,
            "listener.tls.port=0",
            "listener.tls.tls.certificate=" + AUTHORITY.file("server.crt"),
            "listener.tls.tls.key=" + AUTHORITY.file("secret.key"),
            "listener.tls.tls.key-password=" + PHRASE);
    try (Image image = start(settings)) {
      int tls = Ways.port(image, "tls", 0);
      Client secure = over(Ways.secure("tls", tls, AUTHORITY.client()));
      comes(secure, "alice", PASSWORD, ReasonCode.SUCCESS);
      comes(image, "alice", GUESS, ReasonCode.BAD_USER_NAME_OR_PASSWORD);
      comes(image, "nobody", GUESS, ReasonCode.BAD_USER_NAME_OR_PASSWORD);
      comes(image, "bob", PASSWORD, ReasonCode.SUCCESS);
      proves(over(new SocketWire(image.port())));
      web(image, "/mqtt?token=" + QUERY);
      web(image, "/" + QUERY + "?token=" + QUERY);
      Files.writeString(users, "carol:" + PLAIN + "\ndora:$7$101$" + PLAIN + "\n");
      signal(image, "HUP");
      Ways.logged(image, "Not read anew");
      end(image);
    }
    printConfig(settings);
    command("check-config", "-D", "listener.tcp.tls.key-password=" + PHRASE);
    command("check-config", "-D", "listener.tls.tls.key-passwort=" + PHRASE);
  }

  /** An exchange of SCRAM with a proof that is wrong. */
  private static void proves(Client exchange) {
    exchange.send(
        Login.v5("d")
            .with(Property.AUTHENTICATION_METHOD, "SCRAM-SHA-256")
            .with(Property.AUTHENTICATION_DATA, data("n,,n=bob,r=" + PROOF))
            .packet());
    exchange.expect(Packet.Auth.class);
    exchange.send(
        new Packet.Auth(
            ReasonCode.CONTINUE_AUTHENTICATION,
            Properties.builder()
                .add(Property.AUTHENTICATION_METHOD, "SCRAM-SHA-256")
                .add(Property.AUTHENTICATION_DATA, data("c=biws,r=" + PROOF + ",p=" + PROOF))
                .build()));
    exchange.expectRefused(ReasonCode.NOT_AUTHORIZED);
  }

  private static Bytes data(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  /** An upgrade with what browsers and proxies send along; the second path is none. */
  private static void web(Image image, String path) {
    WsWire.ask(
            new SocketWire(image.port("ws")),
            head ->
                head.replace("GET /mqtt ", "GET " + path + " ")
                    .replace(
                        "\r\n\r\n",
                        "\r\nAuthorization: Basic "
                            + BASIC
                            + "\r\nCookie: session="
                            + COOKIE
                            + "\r\n\r\n"))
        .close();
  }

  private void passwd(Path file, String password, String... words) throws Exception {
    List<String> all = new ArrayList<>(List.of("passwd", "--stdin"));
    all.addAll(List.of(words).subList(0, words.length - 1));
    all.addAll(List.of(file.toString(), words[words.length - 1]));
    try (Command command = Command.run(Image.home(), Map.of(), all)) {
      try (var stdin = command.process().getOutputStream()) {
        stdin.write((password + "\n").getBytes(StandardCharsets.UTF_8));
      }
      assertEquals(0, command.awaitExit(LIMIT), command::toString);
      said.addAll(command.stdout());
      said.addAll(command.stderr());
    }
  }
}
