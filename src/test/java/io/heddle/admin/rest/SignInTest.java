package io.heddle.admin.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.auth.PasswordHash;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Signing in with a page. */
@Timeout(60)
class SignInTest {
  private static final String SIGN_IN = "/api/v1/signin";
  private static final String CLIENTS = "/api/v1/clients";

  @TempDir Path folder;
  private Path users;

  @BeforeEach
  void writeUsers() throws IOException {
    users = folder.resolve("users");
    write("ann-secret");
  }

  private void write(String password) throws IOException {
    byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
    Files.writeString(users, "ann:" + PasswordHash.make(bytes, 10, new Random(1)).text() + "\n");
  }

  private Asking asking() {
    return new Asking(
        "admin.password-file",
        users.toString(),
        "admin.operators",
        "ann",
        "files.interval",
        "100ms",
        "auth.failures",
        "3");
  }

  private static HttpRequest.Builder console(Asking asking, String path) {
    return asking.to(path).header("Heddle-Console", "1");
  }

  private static Asking.Answer signIn(Asking asking, String password) {
    return asking.send(
        console(asking, SIGN_IN)
            .header("Authorization", Asking.basic("ann", password))
            .POST(BodyPublishers.noBody()));
  }

  private static String cookie(Asking.Answer answer) {
    return answer.headers().get("set-cookie").split(";", 2)[0];
  }

  private static int status(Asking asking, String cookie) {
    return asking.send(console(asking, CLIENTS).header("Cookie", cookie)).status();
  }

  @Test
  void whoHasSignedInNeedNotShowHisPassword() {
    try (Asking asking = asking()) {
      Asking.Answer answer = signIn(asking, "ann-secret");
      assertEquals(200, answer.status(), answer.text());
      assertEquals("operate", answer.object().getString("role"));
      assertTrue(answer.object().getBoolean("signedIn"));
      String set = answer.headers().get("set-cookie");
      assertTrue(set.endsWith("; Path=/; HttpOnly; SameSite=Strict"), set);
      assertFalse(set.contains("ann"), set);
      assertEquals(200, status(asking, cookie(answer)));
      assertEquals(200, status(asking, "other=1; " + cookie(answer)));
      assertNotEquals(cookie(answer), cookie(signIn(asking, "ann-secret")));
    }
  }

  @Test
  void aCookieAloneIsNothing() {
    try (Asking asking = asking()) {
      String cookie = cookie(signIn(asking, "ann-secret"));
      // A page of somebody else may make the browser send it, but not the header.
      assertEquals(401, asking.send(asking.to(CLIENTS).header("Cookie", cookie)).status());
      assertEquals(
          403,
          asking
              .send(
                  console(asking, CLIENTS)
                      .header("Cookie", cookie)
                      .header("Origin", "http://localhost:9"))
              .status());
      assertEquals(401, status(asking, "heddle=" + "A".repeat(43)));
      assertEquals(401, status(asking, "heddle="));
    }
  }

  @Test
  void aPageIsNotChallengedSoThatTheBrowserAsks() {
    try (Asking asking = asking()) {
      Asking.Answer page = asking.send(console(asking, SIGN_IN));
      assertEquals(401, page.status());
      assertEquals("Heddle-Console realm=\"Heddle\"", page.headers().get("www-authenticate"));
      Asking.Answer program = asking.get(SIGN_IN);
      assertTrue(program.headers().get("www-authenticate").startsWith("Basic"));
    }
  }

  @Test
  void whoSignsOutIsOut() {
    try (Asking asking = asking()) {
      String cookie = cookie(signIn(asking, "ann-secret"));
      Asking.Answer out = asking.send(console(asking, SIGN_IN).header("Cookie", cookie).DELETE());
      assertEquals(204, out.status());
      assertTrue(out.headers().get("set-cookie").contains("Max-Age=0"));
      assertEquals(401, status(asking, cookie));
    }
  }

  @Test
  void aCookieIsNotGoodForAnotherOneThatWouldLastLonger() {
    try (Asking asking = asking()) {
      String cookie = cookie(signIn(asking, "ann-secret"));
      Asking.Answer again =
          asking.send(
              console(asking, SIGN_IN).header("Cookie", cookie).POST(BodyPublishers.noBody()));
      assertEquals(200, again.status(), again.text());
      assertTrue(again.object().getBoolean("signedIn"));
      assertNull(again.headers().get("set-cookie"));
    }
  }

  @Test
  void whoGuessesHasToWait() {
    try (Asking asking = asking()) {
      for (int i = 0; i < 3; i++) {
        assertEquals(401, signIn(asking, "wrong" + i).status());
      }
      assertEquals(429, signIn(asking, "ann-secret").status());
    }
  }

  @Test
  void anotherPasswordEndsItAndIsNoGuess() throws Exception {
    try (Asking asking = asking()) {
      String cookie = cookie(signIn(asking, "ann-secret"));
      write("another");
      while (status(asking, cookie) != 401) {
        Thread.onSpinWait();
      }
      for (int i = 0; i < 10; i++) {
        assertEquals(401, status(asking, cookie));
      }
      assertEquals(200, signIn(asking, "another").status());
    }
  }

  @Test
  void withoutUsersNobodySignsIn() {
    try (Asking asking = new Asking()) {
      Asking.Answer answer = asking.get(SIGN_IN);
      assertEquals(200, answer.status());
      assertEquals("admin", answer.object().getString("role"));
      assertFalse(answer.object().getBoolean("users"));
      Asking.Answer posted = asking.post(SIGN_IN);
      assertEquals(200, posted.status());
      assertNull(posted.headers().get("set-cookie"));
    }
  }

  @Test
  void itEndsWithTime() {
    Instant[] now = {Instant.EPOCH};
    SignIns signIns = new SignIns(new Random(1), () -> now[0]);
    String idle = signIns.open("Basic x");
    String used = signIns.open("Basic y");
    Duration step = SignIns.IDLE.minusSeconds(1);
    now[0] = now[0].plus(step);
    assertEquals("Basic y", signIns.find(used));
    now[0] = now[0].plus(step);
    assertNull(signIns.find(idle));
    for (Instant end = Instant.EPOCH.plus(SignIns.LONGEST); now[0].isBefore(end); ) {
      assertEquals("Basic y", signIns.find(used));
      now[0] = now[0].plus(step);
    }
    assertNull(signIns.find(used));
  }

  @Test
  void thereAreNotTooMany() {
    Instant[] now = {Instant.EPOCH};
    SignIns signIns = new SignIns(new Random(1), () -> now[0]);
    String first = signIns.open("Basic x");
    String last = first;
    for (int i = 0; i < SignIns.MOST; i++) {
      now[0] = now[0].plusMillis(1);
      last = signIns.open("Basic x");
    }
    assertNull(signIns.find(first));
    assertEquals("Basic x", signIns.find(last));
  }
}
