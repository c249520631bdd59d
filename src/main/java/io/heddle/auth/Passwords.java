package io.heddle.auth;

import io.heddle.api.Authentication;
import io.heddle.api.Authenticator;
import io.heddle.api.Login;
import io.heddle.api.Peer;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.ReasonCode;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates by a password file, which is the last word about everybody who names a user;
 * whoever names none is unknown here. Safe for use by any thread.
 *
 * <p>A stranger costs the hash that a user costs. An address with too many failures is refused
 * without a hash. What was checked not long ago, right or wrong, is not hashed again as long as the
 * file stays the same: when ten thousand devices come back, or a hundred try a wrong password again
 * and again, nobody else has to wait for their hashes.
 */
public final class Passwords implements Authenticator {
  /** Wrong logins that are remembered. */
  static final int WRONG = 10_000;

  private static final Authentication UNKNOWN = new Authentication.Unknown();
  private static final Authentication NO_PASSWORD = bad("a user name without a password");
  private static final Authentication NO_USER = bad("there is no such user");
  private static final Authentication WRONG_PASSWORD = bad("the password is wrong");
  private static final Authentication WAITS =
      new Authentication.Refused(
          ReasonCode.CONNECTION_RATE_EXCEEDED, "too many failed logins from this address");
  private static final Authentication BUSY =
      new Authentication.Refused(
          ReasonCode.SERVER_BUSY,
          "its password could not be checked in time: too many wait, or the machine has too much to do");

  private final Supplier<PasswordFile> file;
  private final HashPool pool;
  private final FailedLogins failures;
  private final Memory memory;
  private final SlowHash slow;
  private final LoginDigest digests;
  private final AtomicReference<@Nullable Known> known = new AtomicReference<>();

  /**
   * How logins that were checked are remembered.
   *
   * @param period for how long; zero when they are not
   * @param most right ones at a time, at least 1; of more, the oldest is forgotten
   * @param random where the key of their digests comes from: what nobody can guess
   * @param nanos a clock that never jumps, in nanoseconds
   */
  public record Memory(Duration period, int most, RandomGenerator random, LongSupplier nanos) {
    private RecentLogins none(int bound) {
      return new RecentLogins(period.toNanos(), bound, nanos);
    }
  }

  /**
   * An authenticator by the file that there is at each moment.
   *
   * @param file answers the same object as long as nothing has changed
   */
  public Passwords(
      Supplier<PasswordFile> file, HashPool pool, FailedLogins failures, Memory memory) {
    this(file, pool, failures, memory, SlowHash.REAL);
  }

  Passwords(
      Supplier<PasswordFile> file,
      HashPool pool,
      FailedLogins failures,
      Memory memory,
      SlowHash slow) {
    this.file = file;
    this.pool = pool;
    this.failures = failures;
    this.memory = memory;
    this.slow = slow;
    this.digests = new LoginDigest(memory.random());
  }

  /** A file, and what was checked by it. */
  private record Known(PasswordFile file, RecentLogins right, RecentLogins wrong) {}

  @Override
  public Authentication authenticate(Login login) {
    String user = login.userName();
    if (user == null) {
      return UNKNOWN;
    }
    if (failures.mustWait(login.peer())) {
      return WAITS;
    }
    Bytes password = login.password();
    if (password == null) {
      failures.failed(login.peer());
      return NO_PASSWORD;
    }
    return new Check(login.peer(), user, password.toArray()).answer();
  }

  /** Of several threads that find a new file, one makes what all of them remember by. */
  private Known known() {
    while (true) {
      PasswordFile now = file.get();
      Known latest = known.get();
      if (latest != null && latest.file == now) {
        return latest;
      }
      known.compareAndSet(latest, new Known(now, memory.none(memory.most()), memory.none(WRONG)));
    }
  }

  /** One login that is checked. */
  private final class Check {
    private final Peer peer;
    private final String user;
    private final byte[] password;
    private final Bytes digest;

    Check(Peer peer, String user, byte[] password) {
      this.peer = peer;
      this.user = user;
      this.password = password;
      this.digest = digests.of(user, password);
    }

    Authentication answer() {
      Known by = known();
      Authentication answer = remembered(by);
      if (answer == null) {
        answer = pool.ask(() -> hashed(by));
      }
      if (answer instanceof Authentication.Accepted && by.file != file.get()) {
        // The file has changed meanwhile, and the user may be gone.
        return answer();
      }
      return answer == null ? BUSY : answer;
    }

    private @Nullable Authentication remembered(Known by) {
      if (by.right.has(digest)) {
        return new Authentication.Accepted(user, Set.of());
      }
      return by.wrong.has(digest) ? wrong(by) : null;
    }

    /** On a thread of the pool. */
    private Authentication hashed(Known by) {
      // While this one waited, others may have failed from there, or the same login was checked.
      if (failures.mustWait(peer)) {
        return WAITS;
      }
      Authentication answer = remembered(by);
      if (answer != null) {
        return answer;
      }
      StoredPassword own = by.file.find(user);
      StoredPassword hash = own == null ? by.file.decoy(digests.chance(user)) : own;
      boolean same = hash.matches(password, slow);
      if (own == null || !same) {
        by.wrong.add(digest);
        return wrong(by);
      }
      by.right.add(digest);
      return new Authentication.Accepted(user, Set.of());
    }

    private Authentication wrong(Known by) {
      failures.failed(peer);
      return by.file.find(user) == null ? NO_USER : WRONG_PASSWORD;
    }
  }

  private static Authentication bad(String words) {
    return new Authentication.Refused(ReasonCode.BAD_USER_NAME_OR_PASSWORD, words);
  }
}
