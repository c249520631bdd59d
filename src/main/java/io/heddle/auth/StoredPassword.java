package io.heddle.auth;

import io.heddle.mqtt.Bytes;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a file keeps of a password. Immutable. */
public sealed interface StoredPassword permits PasswordHash, ScramKeys {
  /** More would keep a thread busy for tens of seconds, and is a mistake. */
  int MOST_ROUNDS = 10_000_000;

  /** How often the password is hashed; 0 for a single hash without PBKDF2. */
  int rounds();

  /** The hash function of its rounds. */
  Sha sha();

  /** Whether it is that of this password; how long it takes says nothing of where they differ. */
  boolean matches(byte[] password, SlowHash slow);

  /** One that costs as much to compare with, and is nobody's. */
  StoredPassword decoy();

  /** How it stands in a file. */
  String text();

  /**
   * Reads what stands in a file behind the user's name.
   *
   * @throws IllegalArgumentException when it cannot be read; the message shows nothing of the text,
   *     which may be a password
   */
  static StoredPassword parse(String text) {
    Matcher kind = Texts.KIND.matcher(text);
    if (!kind.matches()) {
      throw new IllegalArgumentException(
          text.isEmpty() ? "no password" : "a password in plain text");
    }
    String[] parts = kind.group(2).split("\\$", -1);
    return switch (kind.group(1)) {
      case "6", "7" -> PasswordHash.parse(kind.group(1), parts);
      case "scram-sha-256" -> ScramKeys.parse(Sha.SHA_256, parts);
      case "scram-sha-512" -> ScramKeys.parse(Sha.SHA_512, parts);
      default ->
          throw new IllegalArgumentException(
              "a hash of the kind $"
                  + kind.group(1)
                  + "$, and only $7$, $6$, $scram-sha-256$ and $scram-sha-512$ can be read");
    };
  }

  /** The parts of such texts. */
  final class Texts {
    /** Kinds that there are: a message shows them, and a password may begin as if it were one. */
    private static final Pattern KIND =
        Pattern.compile(
            "\\$([1567y]|2[abxy]?|argon2(?:id|i|d)|scrypt|pbkdf2(?:-sha\\d+)?|scram-sha-(?:1|224|256|384|512))\\$(.*)");

    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,9}");

    private Texts() {}

    static void count(String[] parts, int expected) {
      if (parts.length != expected) {
        throw new IllegalArgumentException("a hash that is cut off or has too many parts");
      }
    }

    static int rounds(String text, int least) {
      int rounds = DIGITS.matcher(text).matches() ? Integer.parseInt(text) : -1;
      if (rounds < least || rounds > MOST_ROUNDS) {
        throw new IllegalArgumentException(
            "a hash whose number of iterations is not from " + least + " to " + MOST_ROUNDS);
      }
      return rounds;
    }

    static Bytes salt(String text) {
      return decoded(text, "salt");
    }

    static Bytes hash(String text, Sha sha) {
      Bytes hash = decoded(text, "hash");
      if (hash.length() != sha.length()) {
        throw new IllegalArgumentException("a hash that is not " + sha.length() + " bytes long");
      }
      return hash;
    }

    private static Bytes decoded(String text, String what) {
      try {
        return Bytes.wrap(Base64.getDecoder().decode(text));
      } catch (IllegalArgumentException e) {
        // Without its message, which shows characters of the text.
        throw new IllegalArgumentException("a " + what + " that is not Base64");
      }
    }

    static String encoded(Bytes... parts) {
      StringBuilder text = new StringBuilder();
      for (Bytes part : parts) {
        text.append('$').append(Base64.getEncoder().encodeToString(part.toArray()));
      }
      return text.toString();
    }
  }
}
