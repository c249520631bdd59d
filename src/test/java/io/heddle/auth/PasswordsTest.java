package io.heddle.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.api.Authentication;
import io.heddle.api.Login;
import io.heddle.api.Peer;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.ReasonCode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logins, right and wrong, and what they cost. */
@Timeout(30)
class PasswordsTest {
  private static final Duration REMEMBERED = Duration.ofMinutes(10);
  private static final Authentication ALICE = new Authentication.Accepted("alice", Set.of());

  private final CountedHash hash = new CountedHash();
  private volatile PasswordFile file;
  private volatile long now;
  private FailedLogins failures;
  private Passwords passwords;

  @BeforeEach
  void make() throws WrongFile {
    file = GoldenLines.file(GoldenLines.ALICE_7, GoldenLines.KAETHE_7);
    passwords = passwords(5, REMEMBERED, Runnable::run);
  }

  private Passwords passwords(int perMinute, Duration remembered, Executor threads) {
    failures = new FailedLogins(perMinute, 1000, () -> now);
    HashPool pool = new HashPool(threads, 1, 100, Duration.ofSeconds(20));
    Passwords.Memory memory = new Passwords.Memory(remembered, 3, new Random(1), () -> now);
    return new Passwords(() -> file, pool, failures, memory, hash);
  }

  private static Login login(String ip, String user, String password) {
    Peer peer = new Peer("tcp", new InetSocketAddress(InetAddress.ofLiteral(ip), 1), List.of());
    return new Login(peer, "c", user, password == null ? null : Bytes.utf8(password));
  }

  private Authentication say(String user, String password) {
    return passwords.authenticate(login("203.0.113.1", user, password));
  }

  private static ReasonCode reason(Authentication answer) {
    return assertInstanceOf(Authentication.Refused.class, answer).reason();
  }

  @Test
  void theRightPassword() {
    assertEquals(ALICE, say("alice", "wonder land"));
    assertEquals(new Authentication.Accepted("käthe", Set.of()), say("käthe", "pässwörd"));
  }

  @Test
  void whateverElseIsRefused() {
    String[][] wrong = {
      {"alice", "wonder"}, {"alice", ""}, {"alice", null}, {"alice", "pässwörd"},
    };
    for (String[] words : wrong) {
      assertEquals(ReasonCode.BAD_USER_NAME_OR_PASSWORD, reason(say(words[0], words[1])));
    }
    now += Duration.ofMinutes(2).toNanos();
    for (String user : new String[] {"Alice", "", "nobody", "alice:"}) {
      assertEquals(ReasonCode.BAD_USER_NAME_OR_PASSWORD, reason(say(user, "wonder land")));
    }
  }

  @Test
  void whoNamesNoUserIsUnknownHere() {
    assertEquals(new Authentication.Unknown(), say(null, null));
    assertEquals(new Authentication.Unknown(), say(null, "wonder land"));
    assertEquals(List.of(), hash.rounds());
  }

  @Test
  void aStrangerCostsWhatAUserCosts() {
    say("alice", "wrong");
    assertEquals(List.of(101), hash.rounds());
    say("nobody", "wrong");
    assertEquals(List.of(101), hash.rounds());
    say("alice", "wonder land");
    assertEquals(List.of(101), hash.rounds());
  }

  @Test
  void aStrangerAmongUsersThatDifferCostsWhatOneOfThemCosts() throws WrongFile {
    passwords = passwords(0, Duration.ZERO, Runnable::run);
    file = GoldenLines.file(GoldenLines.ALICE_7, GoldenLines.KAETHE_6);
    Set<Integer> all = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      say("nobody " + i, "x");
      List<Integer> first = hash.rounds();
      say("nobody " + i, "y");
      assertEquals(first, hash.rounds(), "asking again tells nothing");
      assertEquals(1, first.size());
      all.addAll(first);
    }
    assertEquals(Set.of(0, 101), all);
  }

  @Test
  void aDecoyMatchesNothing() throws WrongFile {
    // The decoy's hash is 64 zeros: this one says that everything is.
    file = GoldenLines.file(GoldenLines.ALICE_7);
    HashPool pool = new HashPool(Runnable::run, 1, 1, REMEMBERED);
    Passwords.Memory memory = new Passwords.Memory(REMEMBERED, 3, new Random(1), () -> now);
    Passwords zeros =
        new Passwords(
            () -> file,
            pool,
            new FailedLogins(0, 1, () -> now),
            memory,
            (sha, password, salt, rounds) -> new byte[64]);
    assertEquals(
        ReasonCode.BAD_USER_NAME_OR_PASSWORD,
        reason(zeros.authenticate(login("203.0.113.1", "nobody", "x"))));
  }

  @Test
  void whatWasCheckedIsNotHashedAgain() {
    for (int i = 0; i < 3; i++) {
      assertEquals(ALICE, say("alice", "wonder land"));
      assertEquals(ReasonCode.BAD_USER_NAME_OR_PASSWORD, reason(say("alice", "wrong")));
    }
    assertEquals(List.of(101, 101), hash.rounds());
    now += REMEMBERED.toNanos() - 1;
    assertEquals(ALICE, say("alice", "wonder land"));
    assertEquals(List.of(), hash.rounds());
    now += 1;
    assertEquals(ALICE, say("alice", "wonder land"));
    assertEquals(List.of(101), hash.rounds());
  }

  @Test
  void withoutAMemoryEachLoginIsHashed() {
    passwords = passwords(5, Duration.ZERO, Runnable::run);
    assertEquals(ALICE, say("alice", "wonder land"));
    assertEquals(ALICE, say("alice", "wonder land"));
    assertEquals(List.of(101, 101), hash.rounds());
  }

  @Test
  void theMemoryIsBoundedAndTheOldestGoes() throws WrongFile {
    String kept = GoldenLines.hash(GoldenLines.ALICE_7).text();
    file = GoldenLines.file("a:" + kept, "b:" + kept, "c:" + kept, "d:" + kept);
    for (String user : new String[] {"a", "b", "c", "d"}) {
      say(user, "wonder land");
    }
    hash.rounds();
    say("d", "wonder land");
    say("b", "wonder land");
    assertEquals(List.of(), hash.rounds());
    say("a", "wonder land");
    assertEquals(List.of(101), hash.rounds());
  }

  @Test
  void aNewFileForgetsWhatWasChecked() throws WrongFile {
    assertEquals(ALICE, say("alice", "wonder land"));
    say("bob", "");
    file = GoldenLines.file(GoldenLines.BOB_7);
    assertEquals(ReasonCode.BAD_USER_NAME_OR_PASSWORD, reason(say("alice", "wonder land")));
    assertEquals(new Authentication.Accepted("bob", Set.of()), say("bob", ""));
  }

  @Test
  void whoIsDeletedWhileTheHashIsComputedIsNotLetIn() throws WrongFile {
    PasswordFile without = GoldenLines.file(GoldenLines.KAETHE_7);
    passwords =
        passwords(
            5,
            REMEMBERED,
            work -> {
              work.run();
              file = without;
            });
    assertEquals(ReasonCode.BAD_USER_NAME_OR_PASSWORD, reason(say("alice", "wonder land")));
  }

  @Test
  void tooManyFailuresCostTimeAndNoHash() {
    for (int i = 0; i < 5; i++) {
      say("alice", "guess " + i);
    }
    assertEquals(5, hash.rounds().size());
    assertEquals(ReasonCode.CONNECTION_RATE_EXCEEDED, reason(say("alice", "wonder land")));
    assertEquals(ReasonCode.CONNECTION_RATE_EXCEEDED, reason(say("nobody", "x")));
    assertEquals(List.of(), hash.rounds());
    assertEquals(new Authentication.Unknown(), say(null, null));
    assertEquals(ALICE, passwords.authenticate(login("203.0.113.2", "alice", "wonder land")));
    assertEquals(ReasonCode.CONNECTION_RATE_EXCEEDED, reason(say("alice", "wonder land")));
    now += Duration.ofSeconds(1).toNanos();
    assertEquals(ALICE, say("alice", "wonder land"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"the same", "none", "each another"})
  void everyFailureCounts(String kind) {
    for (int i = 0; i < 5; i++) {
      String guess = kind.equals("the same") ? "x" : "x" + i;
      assertEquals(
          ReasonCode.BAD_USER_NAME_OR_PASSWORD,
          reason(say("alice", kind.equals("none") ? null : guess)));
    }
    assertTrue(failures.mustWait(login("203.0.113.1", "", "").peer()));
  }

  @Test
  void successesAreNotCounted() {
    for (int i = 0; i < 100; i++) {
      assertEquals(ALICE, say("alice", "wonder land"));
    }
    assertFalse(failures.mustWait(login("203.0.113.1", "", "").peer()));
  }
}
