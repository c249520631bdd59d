package io.heddle.admin.rest;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Those who have signed in with a page: the header that each has shown, so that it is asked about
 * again with every request, and whoever is taken out of the file is out. It is kept encrypted, with
 * a key that only the ticket in the browser has. Safe for use by any thread; its monitor is a leaf.
 */
final class SignIns {
  /** How long one lasts that nobody uses. */
  static final Duration IDLE = Duration.ofHours(1);

  /** How long one lasts at most. */
  static final Duration LONGEST = Duration.ofHours(12);

  /** At a time; when there are more, the one that was not used for longest ends. */
  static final int MOST = 1000;

  private static final int TICKET = 32;
  private static final int TAG_BITS = 128;

  /** Each key encrypts once. */
  private static final byte[] NONCE = new byte[12];

  private final RandomGenerator random;
  private final InstantSource clock;

  /** Under the hash of the ticket; by this object's monitor, as what is in them. */
  private final Map<String, Kept> all = new HashMap<>();

  /** Tickets are drawn of a generator whose next nobody can guess. */
  SignIns(RandomGenerator random, InstantSource clock) {
    this.random = random;
    this.clock = clock;
  }

  private static final class Kept {
    final byte[] sealed;
    final Instant end;
    Instant used;

    Kept(byte[] sealed, Instant now) {
      this.sealed = sealed;
      this.used = now;
      this.end = now.plus(LONGEST);
    }

    boolean isOver(Instant now) {
      return now.isAfter(end) || now.isAfter(used.plus(IDLE));
    }
  }

  /** Keeps a header; answers the ticket for it. */
  String open(String authorization) {
    byte[] bytes = new byte[TICKET];
    byte[] sealed;
    Instant now = clock.instant();
    String ticket;
    synchronized (this) {
      random.nextBytes(bytes);
      ticket = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
      sealed = crypt(Cipher.ENCRYPT_MODE, ticket, authorization.getBytes(StandardCharsets.UTF_8));
      all.values().removeIf(kept -> kept.isOver(now));
      if (all.size() >= MOST) {
        all.entrySet().stream()
            .min(Comparator.comparing(entry -> entry.getValue().used))
            .ifPresent(oldest -> all.remove(oldest.getKey()));
      }
      all.put(name(ticket), new Kept(sealed, now));
    }
    return ticket;
  }

  /** The header of a ticket; null when it is none, or is over. */
  @Nullable String find(String ticket) {
    Instant now = clock.instant();
    byte[] sealed;
    synchronized (this) {
      Kept kept = all.get(name(ticket));
      if (kept == null || kept.isOver(now)) {
        all.remove(name(ticket));
        return null;
      }
      kept.used = now;
      sealed = kept.sealed;
    }
    return new String(crypt(Cipher.DECRYPT_MODE, ticket, sealed), StandardCharsets.UTF_8);
  }

  /** Ends one. */
  synchronized void close(String ticket) {
    all.remove(name(ticket));
  }

  private static String name(String ticket) {
    return Base64.getEncoder().encodeToString(hash("name " + ticket));
  }

  private static byte[] crypt(int mode, String ticket, byte[] content) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          mode,
          new SecretKeySpec(Arrays.copyOf(hash("key " + ticket), 32), "AES"),
          new GCMParameterSpec(TAG_BITS, NONCE));
      return cipher.doFinal(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a JDK without AES", e);
    }
  }

  private static byte[] hash(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a JDK without SHA-256", e);
    }
  }
}
