package io.heddle.admin.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Heddle;
import io.heddle.auth.PasswordHash;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who may ask, and what is answered to those who may not. */
@Timeout(60)
class GateTest {
  private static final String CLIENTS = "/api/v1/clients";

  @TempDir Path folder;
  private Path users;

  @BeforeEach
  void writeUsers() throws IOException {
    users = folder.resolve("users");
    StringBuilder lines = new StringBuilder();
    for (String name : List.of("ann", "bob", "eve", "x.y")) {
      byte[] password = (name + "-secret").getBytes(StandardCharsets.UTF_8);
      lines.append(name + ":" + PasswordHash.make(password, 10, new Random(1)).text() + "\n");
    }
    Files.writeString(users, lines);
  }

  private Asking as(String user) {
    return Asking.as(
        user,
        user + "-secret",
        "admin.password-file",
        users.toString(),
        "admin.operators",
        "bob",
        "admin.administrators",
        "ann, x.y",
        "files.interval",
        "100ms",
        "auth.remember",
        "never");
  }

  @Test
  void rolesAreWhatTheSettingsSay() {
    Map<String, Role> roles = Map.of("eve", Role.READ, "bob", Role.OPERATE, "ann", Role.ADMIN);
    Set<Integer> seen = new HashSet<>();
    roles.forEach((user, role) -> {
      try (Asking asking = as(user)) {
        List<Route> routes =
            Routes.all(
                asking.broker().services(),
                java.time.InstantSource.system(),
                new SignIns(new Random(1), java.time.InstantSource.system()));
        for (Route route : routes) {
          int status = ask(asking, route).status();
          boolean may = route.role() == null || role.covers(route.role());
          assertEquals(!may, status == 403, () -> user + " " + route + ": " + status);
          seen.add(status);
        }
      }
    });
    assertTrue(seen.containsAll(Set.of(200, 403, 404)), seen::toString);
  }

  private static Asking.Answer ask(Asking asking, Route route) {
    String path = route.path().replaceAll("\\{\\w+}", "nobody");
    String body = route.form() == null ? "" : "{\"clientId\":\"nobody\"}";
    HttpRequest.Builder request =
        asking
            .to(path)
            .method(
                route.method(),
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    return asking.send(
        body.isEmpty() ? request : request.header("Content-Type", "application/json"));
  }

  @Test
  void whoDoesNotSayWhoHeIsLearnsNothing() {
    try (Asking asking = as("ann")) {
      for (String path : List.of(CLIENTS, "/api/v1/nothing", "/mqtt", "/api/v1/clients/x")) {
        Asking.Answer answer = asking.send(HttpRequest.newBuilder(asking.uri(path)));
        assertEquals(401, answer.status());
        assertEquals("application/problem+json", answer.type());
        assertTrue(answer.headers().get("www-authenticate").startsWith("Basic realm="));
      }
      assertEquals(200, asking.send(HttpRequest.newBuilder(asking.uri("/health/ready"))).status());
    }
  }

  @Test
  void tokensAreNameAndSecret() {
    try (Asking asking = as("ann")) {
      assertEquals(401, bearer(asking, "x.y"));
      assertEquals(200, bearer(asking, "eve.eve-secret"));
      assertEquals(401, bearer(asking, "eve.bob-secret"));
      assertEquals(401, bearer(asking, "eve"));
      assertEquals(401, bearer(asking, ""));
    }
  }

  private static int bearer(Asking asking, String token) {
    return asking
        .send(
            HttpRequest.newBuilder(asking.uri(CLIENTS)).header("Authorization", "Bearer " + token))
        .status();
  }

  @Test
  void whoGuessesHasToWaitAlsoWithTheRightPassword() {
    try (Asking asking =
        Asking.as(
            "ann", "ann-secret", "admin.password-file", users.toString(), "auth.failures", "3")) {
      int status = 0;
      for (int i = 0; i < 4; i++) {
        status =
            asking
                .send(
                    HttpRequest.newBuilder(asking.uri(CLIENTS))
                        .header("Authorization", Asking.basic("ann", "wrong" + i)))
                .status();
      }
      assertEquals(429, status);
      Asking.Answer own = asking.get(CLIENTS);
      assertEquals(429, own.status());
      assertTrue(own.headers().containsKey("retry-after"));
    }
  }

  @Test
  void whoIsTakenOutOfTheFileIsOut() throws Exception {
    try (Asking asking = as("ann")) {
      assertEquals(200, asking.get(CLIENTS).status());
      Files.writeString(users, "");
      while (asking.get(CLIENTS).status() != 401) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void othersThanThisMachineNeedUsers() {
    Map<String, String> settings =
        Map.of("listener.tcp.port", "0", "admin.port", "0", "admin.address", "0.0.0.0");
    Exception refused = assertThrows(Exception.class, () -> Heddle.start(settings));
    assertTrue(refused.getMessage().contains("heddle passwd FILE USER"), refused.getMessage());
    assertEquals(1, refused.getMessage().lines().count());
  }

  @Test
  void aPageThatPointsItsNameHereIsNotAnswered() throws IOException {
    try (Asking asking = new Asking()) {
      assertEquals(421, raw(asking, "Host: evil.example:8081\r\n"));
      assertEquals(200, raw(asking, "Host: localhost\r\n"));
      assertEquals(200, raw(asking, "Host: 127.0.0.1:8081\r\n"));
      assertEquals(200, raw(asking, "Host: [::1]:8081\r\n"));
      assertEquals(403, raw(asking, "Host: localhost\r\nOrigin: http://evil.example\r\n"));
      assertEquals(403, raw(asking, "Host: localhost\r\nOrigin: null\r\n"));
      assertEquals(200, raw(asking, "Host: localhost\r\nOrigin: http://localhost\r\n"));
      assertEquals(403, raw(asking, "Host: localhost\r\nSec-Fetch-Site: cross-site\r\n"));
      assertEquals(403, raw(asking, "Host: localhost\r\nX-Forwarded-For: 192.0.2.1\r\n"));
      assertEquals(400, raw(asking, ""));
      assertEquals(400, rawTo(asking, "/api/v1/clients/%zz", "Host: localhost\r\n"));
      assertEquals(400, rawTo(asking, "/api/v1/clients?a=%zz", "Host: localhost\r\n"));
      assertEquals(400, raw(asking, "Host: localhost\r\nX: " + "x".repeat(20_000) + "\r\n"));
    }
  }

  private static int raw(Asking asking, String headers) throws IOException {
    return rawTo(asking, CLIENTS, headers);
  }

  private static int rawTo(Asking asking, String path, String headers) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", asking.uri("/").getPort())) {
      String text = "GET " + path + " HTTP/1.1\r\n" + headers + "Connection: close\r\n\r\n";
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!answer.contains(" 200 ")) {
        assertTrue(answer.contains("application/problem+json"), answer);
      }
      return Integer.parseInt(answer.split(" ")[1]);
    }
  }

  @Test
  void whatIsNotAskedProperlyIsToldAsAProblem() {
    try (Asking asking = new Asking()) {
      problem(404, asking.get("/api/v1/nothing"));
      problem(404, asking.get("/nothing"));
      problem(404, asking.get("/api/v1/clients/"));
      Asking.Answer post = asking.post(CLIENTS);
      problem(405, post);
      assertEquals("GET", post.headers().get("allow"));
      problem(405, asking.send("OPTIONS", CLIENTS, "{}"));
      problem(415, asking.post("/api/v1/reload"));
      problem(
          415,
          asking.send(
              asking
                  .to("/api/v1/publish")
                  .header("Content-Type", "text/plain")
                  .POST(HttpRequest.BodyPublishers.ofString("{\"topic\":\"a\"}"))));
      problem(413, asking.post("/api/v1/publish", " ".repeat(1024 * 1024 + 1)));
      problem(400, asking.post("/api/v1/publish", "{\"topic\":\"a\",\"payload\":\"\\ud800\"}"));
      problem(400, asking.get("/api/v1/clients?limit=1&limit=2"));
      problem(400, asking.send("DELETE", "/api/v1/clients/a", "{}"));
      assertEquals(
          List.of(),
          asking.broker().services().statistics().adminRequests().stream()
              .filter(each -> each.status().equals("5xx"))
              .toList());
    }
  }

  private static void problem(int status, Asking.Answer answer) {
    assertEquals(status, answer.status(), answer.text());
    assertEquals("application/problem+json", answer.type());
    assertEquals(status, answer.object().getInt("status"));
    assertTrue(!answer.object().getString("detail").isEmpty());
    assertTrue(!answer.object().getString("title").isEmpty());
  }
}
