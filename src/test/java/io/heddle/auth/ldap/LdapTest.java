package io.heddle.auth.ldap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.api.Authentication;
import io.heddle.api.Login;
import io.heddle.api.Peer;
import io.heddle.auth.Complaints;
import io.heddle.auth.HashPool;
import io.heddle.auth.TrustFile;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.ReasonCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Logins at OpenLDAP's server, and at worse ones. */
@Timeout(120)
class LdapTest {
  private static final Duration TIME = Duration.ofSeconds(20);
  private static final LdapOptions.Users NAMED =
      new LdapOptions.Named(DnTemplate.of("uid=%u," + Slapd.PEOPLE));
  private static final LdapOptions.Users SEARCHED =
      new LdapOptions.Searched(Slapd.BASE, FilterTemplate.of("(&(objectClass=person)(uid=%u))"));
  private static final LdapOptions.Account READER = account("reader's own");
  private static final LdapOptions.Groups GROUPS =
      new LdapOptions.Groups(Slapd.GROUPS, FilterTemplate.of("(member=%d)"), "cn");

  @TempDir private static Path folder;
  private static Slapd slapd;

  @BeforeAll
  static void start() throws Exception {
    slapd = Slapd.start(folder, "IP:127.0.0.1");
  }

  @AfterAll
  static void stop() {
    slapd.close();
  }

  private static LdapOptions.Account account(String password) {
    return new LdapOptions.Account(Slapd.READER, () -> password.getBytes(StandardCharsets.UTF_8));
  }

  private static LdapOptions named() {
    return new LdapOptions(slapd.url(), false, null, TIME, null, NAMED, true, null);
  }

  private static LdapOptions searched() {
    return new LdapOptions(slapd.url(), false, null, TIME, READER, SEARCHED, true, GROUPS);
  }

  private static LdapOptions at(URI url, boolean startTls, SSLContext trust) {
    return new LdapOptions(
        url, startTls, trust == null ? null : () -> trust, TIME, READER, SEARCHED, true, null);
  }

  private static Authentication say(LdapOptions options, String user, String password) {
    HashPool pool =
        new HashPool(work -> Thread.ofPlatform().start(work), 4, 10, Duration.ofSeconds(60));
    Complaints complaints =
        new Complaints(LoggerFactory.getLogger(LdapTest.class), System::nanoTime);
    Peer peer = new Peer("tcp", null, List.of());
    Bytes bytes = password == null ? null : Bytes.utf8(password);
    return new Ldap(options, pool, complaints).authenticate(new Login(peer, "c", user, bytes));
  }

  private static Authentication accepted(String user, String... groups) {
    return new Authentication.Accepted(user, Set.of(groups));
  }

  private static ReasonCode refusal(LdapOptions options, String user, String password) {
    Authentication.Refused refused =
        assertInstanceOf(Authentication.Refused.class, say(options, user, password), user);
    assertFalse(password != null && password.length() > 3 && refused.words().contains(password));
    return refused.reason();
  }

  @Test
  void byName() {
    assertEquals(accepted("alice"), say(named(), "alice", "wonder land"));
    assertEquals(accepted("käthe"), say(named(), "käthe", "pässwörd"));
    assertEquals(accepted("o'brien, (pat)*"), say(named(), "o'brien, (pat)*", "comma"));
    assertEquals(accepted("back\\slash"), say(named(), "back\\slash", "slash"));
  }

  @Test
  void bySearch() {
    assertEquals(accepted("alice", "pumps", "operators"), say(searched(), "alice", "wonder land"));
    assertEquals(accepted("käthe"), say(searched(), "käthe", "pässwörd"));
    assertEquals(accepted("o'brien, (pat)*"), say(searched(), "o'brien, (pat)*", "comma"));
    assertEquals(accepted("back\\slash"), say(searched(), "back\\slash", "slash"));
  }

  @Test
  void wrongOnes() {
    for (LdapOptions options : List.of(named(), searched())) {
      for (String[] login :
          new String[][] {
            {"alice", "wonder"},
            {"alice", "pässwörd"},
            {"nobody", "x"},
            {"reader", "reader's own"},
            {"", "x"},
            {" ", "x"},
            {"alice\u0001", "wonder land"},
            {"x".repeat(60_000), "x"},
            {"alice", "y".repeat(60_000)}
          }) {
        assertEquals(
            ReasonCode.BAD_USER_NAME_OR_PASSWORD,
            refusal(options, login[0], login[1]),
            () -> login[0].substring(0, Math.min(20, login[0].length())));
      }
    }
    assertEquals(new Authentication.Unknown(), say(named(), null, "x"));
  }

  /** The server of these tests takes a bind without a password for one of nobody, and says yes. */
  @Test
  void anEmptyPasswordIsNone() {
    for (LdapOptions options : List.of(named(), searched())) {
      assertEquals(ReasonCode.BAD_USER_NAME_OR_PASSWORD, refusal(options, "alice", ""));
      assertEquals(ReasonCode.BAD_USER_NAME_OR_PASSWORD, refusal(options, "alice", null));
      assertEquals(ReasonCode.BAD_USER_NAME_OR_PASSWORD, refusal(options, "nobody", ""));
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> {
          try (Directory directory = Directory.open(named())) {
            directory.bind("uid=alice," + Slapd.PEOPLE, new byte[0]);
          }
        });
  }

  @Test
  void namesThatMeanMore() {
    for (LdapOptions options : List.of(named(), searched())) {
      for (String user :
          new String[] {
            "*",
            "a*",
            "alic?",
            "alice)(uid=*",
            "*)(uid=alice",
            "alice)(|(uid=*)",
            "alice," + Slapd.PEOPLE,
            "alice,ou=people",
            "alice+cn=x",
            "alice\\2a",
            "alice\\",
            "#616c696365",
            "alice;x",
            "\"alice\"",
            "{0}",
            "%u",
            "uid=alice",
            "ali{0}"
          }) {
        assertEquals(
            ReasonCode.BAD_USER_NAME_OR_PASSWORD, refusal(options, user, "wonder land"), user);
      }
    }
  }

  /** A directory does not tell apart what rules of access do. */
  @Test
  void theDirectorysSpelling() {
    for (String user : new String[] {"ALICE", "Alice", " alice", "alice "}) {
      assertEquals(accepted("alice"), say(named(), user, "wonder land"), user);
      assertEquals(
          accepted("alice", "pumps", "operators"), say(searched(), user, "wonder land"), user);
    }
    LdapOptions own =
        new LdapOptions(slapd.url(), false, null, TIME, READER, SEARCHED, false, null);
    assertEquals(accepted("ALICE"), say(own, "ALICE", "wonder land"));
  }

  @Test
  void twoOfOneName() {
    assertEquals(ReasonCode.SERVER_UNAVAILABLE, refusal(searched(), "twin", "twin"));
  }

  @Test
  void anAccountThatIsNotLetIn() {
    LdapOptions wrong =
        new LdapOptions(slapd.url(), false, null, TIME, account("x"), SEARCHED, true, null);
    assertEquals(ReasonCode.SERVER_UNAVAILABLE, refusal(wrong, "alice", "wonder land"));
    LdapOptions none = new LdapOptions(slapd.url(), false, null, TIME, null, SEARCHED, true, null);
    assertEquals(
        ReasonCode.BAD_USER_NAME_OR_PASSWORD,
        refusal(none, "alice", "wonder land"),
        "it sees nothing");
  }

  @Test
  void secured() throws Exception {
    SSLContext trust = TrustFile.context(folder.resolve("server.crt"));
    assertEquals(
        accepted("alice"), say(at(slapd.secureUrl(), false, trust), "alice", "wonder land"));
    assertEquals(accepted("alice"), say(at(slapd.url(), true, trust), "alice", "wonder land"));
    for (LdapOptions strange :
        List.of(at(slapd.secureUrl(), false, null), at(slapd.url(), true, null))) {
      assertEquals(ReasonCode.SERVER_UNAVAILABLE, refusal(strange, "alice", "wonder land"));
    }
  }

  @Test
  void theNameInTheCertificate(@TempDir Path other) throws Exception {
    try (Slapd wrong = Slapd.start(other, "DNS:other.example")) {
      SSLContext trust = TrustFile.context(other.resolve("server.crt"));
      assertEquals(
          ReasonCode.SERVER_UNAVAILABLE,
          refusal(at(wrong.secureUrl(), false, trust), "alice", "wonder land"));
      assertEquals(
          ReasonCode.SERVER_UNAVAILABLE,
          refusal(at(wrong.url(), true, trust), "alice", "wonder land"));
    }
  }

  @Test
  void serversThatSayNothingOrNonsense() throws Exception {
    for (String said :
        new String[] {"", "HTTP/1.1 400 Bad Request\r\n\r\n", "0\u0084\u007f\u007f\u007f\u007f"}) {
      try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
        Thread.startVirtualThread(() -> say(server, said));
        URI url = URI.create("ldap://127.0.0.1:" + server.getLocalPort());
        Duration time = Duration.ofMillis(500);
        LdapOptions options = new LdapOptions(url, false, null, time, null, NAMED, true, null);
        assertEquals(ReasonCode.SERVER_UNAVAILABLE, refusal(options, "alice", "wonder land"));
      }
    }
    URI nobody = URI.create("ldap://127.0.0.1:1");
    LdapOptions options = new LdapOptions(nobody, false, null, TIME, null, NAMED, true, null);
    assertEquals(ReasonCode.SERVER_UNAVAILABLE, refusal(options, "alice", "wonder land"));
  }

  private static void say(ServerSocket server, String said) {
    try {
      Socket socket = server.accept();
      socket.getOutputStream().write(said.getBytes(StandardCharsets.ISO_8859_1));
      socket.getInputStream().readAllBytes();
    } catch (IOException e) {
      // The test is over.
    }
  }

  @Test
  void noThreadsStay() throws Exception {
    say(searched(), "alice", "wonder land");
    int before = Thread.activeCount();
    for (int i = 0; i < 20; i++) {
      say(searched(), "alice", "wonder land");
    }
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (Thread.activeCount() > before && System.nanoTime() - end < 0) {
      Thread.onSpinWait();
    }
    assertTrue(Thread.activeCount() <= before, Thread.activeCount() + " threads, before " + before);
  }
}
