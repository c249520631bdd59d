package io.heddle.auth.scram;

import io.heddle.api.AuthenticationMethod;
import io.heddle.api.Client;
import io.heddle.api.Exchange;
import io.heddle.api.Login;
import io.heddle.auth.FailedLogins;
import io.heddle.auth.PasswordFile;
import io.heddle.auth.ScramKeys;
import io.heddle.auth.Sha;
import io.heddle.auth.StoredPassword;
import io.heddle.mqtt.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * SCRAM with one hash function, by the password file that there is at each moment. Without channel
 * binding. Safe for use by any thread.
 *
 * <p>Whoever is not in the file, or has no keys for this hash function, goes through the same
 * dialogue as everybody else, and fails at its end.
 */
public final class ScramMethod implements AuthenticationMethod {
  /** 144 bits of chance, which are 24 characters. */
  private static final int NONCE = 18;

  private static final int KEY = 32;

  private final Sha sha;
  private final Supplier<PasswordFile> file;
  private final FailedLogins failures;
  private final Supplier<String> nonces;
  private final Bytes ownKey;

  /**
   * A method without clients.
   *
   * @param failures counts exchanges that failed, and says who has to wait
   * @param random what nobody can guess
   */
  public ScramMethod(
      Sha sha, Supplier<PasswordFile> file, FailedLogins failures, RandomGenerator random) {
    this(sha, file, failures, random, () -> nonce(random));
  }

  ScramMethod(
      Sha sha,
      Supplier<PasswordFile> file,
      FailedLogins failures,
      RandomGenerator random,
      Supplier<String> nonces) {
    this.sha = sha;
    this.file = file;
    this.failures = failures;
    this.nonces = nonces;
    byte[] key = new byte[KEY];
    random.nextBytes(key);
    this.ownKey = Bytes.wrap(key);
  }

  private static String nonce(RandomGenerator random) {
    byte[] bytes = new byte[NONCE];
    random.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  public String name() {
    return "SCRAM-SHA-" + sha.bits();
  }

  @Override
  public Exchange begin(Login login) {
    return new ScramExchange(this, failures, login.peer(), login.userName(), "authenticated as ");
  }

  @Override
  public Exchange beginAgain(Client client) {
    return new ScramExchange(
        this, failures, client.peer(), client.userName(), "authenticated again as ");
  }

  Sha sha() {
    return sha;
  }

  /** A part of a nonce that never comes twice: printable, without a comma. */
  String nonce() {
    return nonces.get();
  }

  /**
   * A user that somebody says to be.
   *
   * @param keys of the user, or those that a stranger is shown
   */
  record Claim(String user, ScramKeys keys, boolean known) {}

  Claim find(String user) {
    PasswordFile now = file.get();
    StoredPassword own = now.find(user);
    // Computed for users as well: a stranger shall not be known by the time it takes.
    ScramKeys decoy = now.scramDecoy(sha, chance(now, user));
    return own instanceof ScramKeys keys && keys.sha() == sha
        ? new Claim(user, keys, true)
        : new Claim(user, decoy, false);
  }

  /** Whether a claim holds still: the file may have changed since its client was asked. */
  boolean holds(Claim claim) {
    return claim.keys().equals(file.get().find(claim.user()));
  }

  /** Without a key in the file, strangers' salts change when the broker starts again. */
  private byte[] chance(PasswordFile now, String user) {
    Bytes key = now.decoyKey().isEmpty() ? ownKey : now.decoyKey();
    return sha.hmac(key.toArray(), (name() + ":" + user).getBytes(StandardCharsets.UTF_8));
  }
}
