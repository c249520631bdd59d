package io.heddle.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.heddle.api.Authentication;
import io.heddle.api.Login;
import io.heddle.api.Peer;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.ReasonCode;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many logins of alice at the same time, from one address. */
@Timeout(30)
class PasswordStormTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Authentication ALICE = new Authentication.Accepted("alice", Set.of());
  private static final Peer PEER =
      new Peer("tcp", new InetSocketAddress("203.0.113.1", 1), List.of());

  private final CountedHash hash = new CountedHash();
  private final FailedLogins failures = new FailedLogins(5, 10, () -> 0);
  private HashPool pool;

  private Passwords passwords(Executor threads, Duration patience) throws WrongFile {
    PasswordFile file = GoldenLines.file(GoldenLines.ALICE_7);
    pool = new HashPool(threads, 1, 100, patience);
    Passwords.Memory memory = new Passwords.Memory(LONG, 3, new Random(1), () -> 0);
    return new Passwords(() -> file, pool, failures, memory, hash);
  }

  private static Authentication say(Passwords passwords, String password) {
    return passwords.authenticate(new Login(PEER, "c", "alice", Bytes.utf8(password)));
  }

  private static ReasonCode reason(Authentication answer) {
    return assertInstanceOf(Authentication.Refused.class, answer).reason();
  }

  @Test
  void guessesThatWaitForAThreadAreDroppedWhenOthersHaveFailed() throws Exception {
    Queue<Runnable> idle = new LinkedBlockingQueue<>();
    Passwords passwords = passwords(idle::add, LONG);
    List<FutureTask<Authentication>> storm = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      String guess = "guess " + i;
      FutureTask<Authentication> one = new FutureTask<>(() -> say(passwords, guess));
      storm.add(one);
      Thread.startVirtualThread(one);
    }
    // All of them were let through, because nobody had failed yet.
    while (pool.waiting() < 50) {
      Thread.onSpinWait();
    }
    List<ReasonCode> reasons = new ArrayList<>();
    for (FutureTask<Authentication> one : storm) {
      while (!one.isDone()) {
        Runnable thread = idle.poll();
        if (thread != null) {
          thread.run();
        }
        Thread.onSpinWait();
      }
      reasons.add(reason(one.get(1, TimeUnit.SECONDS)));
    }
    assertEquals(5, hash.rounds().size(), "as many guesses as may fail, however many at a time");
    assertEquals(45, reasons.stream().filter(ReasonCode.CONNECTION_RATE_EXCEEDED::equals).count());
  }

  @Test
  void theSameLoginAtTheSameTimeIsHashedOnce() throws Exception {
    Queue<Runnable> idle = new LinkedBlockingQueue<>();
    Passwords passwords = passwords(idle::add, LONG);
    List<FutureTask<Authentication>> fleet = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      FutureTask<Authentication> one = new FutureTask<>(() -> say(passwords, "wonder land"));
      fleet.add(one);
      Thread.startVirtualThread(one);
    }
    while (pool.waiting() < 20) {
      Thread.onSpinWait();
    }
    idle.remove().run();
    for (FutureTask<Authentication> one : fleet) {
      assertEquals(ALICE, one.get(20, TimeUnit.SECONDS));
    }
    assertEquals(List.of(101), hash.rounds());
  }

  @Test
  void whenNoThreadComesTheServerIsBusy() throws WrongFile {
    Passwords passwords = passwords(work -> {}, Duration.ofMillis(10));
    assertEquals(ReasonCode.SERVER_BUSY, reason(say(passwords, "wonder land")));
    assertFalse(failures.mustWait(PEER), "not the client's fault");
  }
}
