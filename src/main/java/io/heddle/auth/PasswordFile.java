package io.heddle.auth;

import io.heddle.mqtt.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Users and the hashes of their passwords, as a file had them when it was read. Each line is {@code
 * user:hash}, empty, or a comment that begins with #; one may be the {@linkplain #decoyKey() key of
 * decoys}. Immutable.
 */
public final class PasswordFile {
  private final String name;
  private final Map<String, StoredPassword> users;
  private final Bytes decoyKey;

  /** All passwords, those that cost the same beside each other. */
  private final StoredPassword[] models;

  private final Map<Sha, List<ScramKeys>> scram = new EnumMap<>(Sha.class);

  private PasswordFile(Reading read) {
    this.name = read.name;
    this.users = read.users;
    this.decoyKey = read.decoyKey;
    this.models =
        users.values().stream()
            .sorted(
                Comparator.comparing((StoredPassword each) -> each instanceof ScramKeys)
                    .thenComparing(StoredPassword::sha)
                    .thenComparingInt(StoredPassword::rounds))
            .toArray(StoredPassword[]::new);
    for (StoredPassword each : models) {
      if (each instanceof ScramKeys keys) {
        scram.computeIfAbsent(keys.sha(), sha -> new ArrayList<>()).add(keys);
      }
    }
  }

  /**
   * Reads a file.
   *
   * @throws WrongFile with all errors, when there are any
   */
  public static PasswordFile read(Path file) throws WrongFile {
    try {
      return parse(file.toString(), Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw new WrongFile(file + ": there is no such file", e);
    } catch (AccessDeniedException e) {
      throw new WrongFile(file + ": may not be read by this user", e);
    } catch (IOException e) {
      String why =
          Files.isDirectory(file) ? "a directory, not a file" : "cannot be read: " + e.getMessage();
      throw new WrongFile(file + ": " + why, e);
    }
  }

  /** What a file with that name says. */
  static PasswordFile parse(String name, byte[] content) throws WrongFile {
    Reading reading = new Reading(name);
    int line = 1;
    int start = 0;
    for (int i = 0; i <= content.length; i++) {
      if (i == content.length || content[i] == '\n') {
        reading.line(line++, ByteBuffer.wrap(content, start, i - start));
        start = i + 1;
      }
    }
    if (!reading.errors.isEmpty()) {
      throw new WrongFile(reading.errors);
    }
    return new PasswordFile(reading);
  }

  /** A file while it is read. */
  private static final class Reading {
    private final String name;
    private final Map<String, StoredPassword> users = new HashMap<>();
    private final Map<String, Integer> lines = new HashMap<>();
    private final List<String> errors = new ArrayList<>();
    private Bytes decoyKey = Bytes.EMPTY;

    Reading(String name) {
      this.name = name;
    }

    void line(int number, ByteBuffer bytes) {
      try {
        String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        String problem = DecoyLine.isOne(text) ? key(text) : problem(text, number);
        if (!problem.isEmpty()) {
          errors.add(name + ":" + number + ": " + problem);
        }
      } catch (CharacterCodingException e) {
        errors.add(name + ":" + number + ": not UTF-8");
      }
    }

    private String key(String text) {
      if (!decoyKey.isEmpty()) {
        return "there is such a line already; delete this one";
      }
      decoyKey = DecoyLine.key(text);
      return decoyKey.isEmpty()
          ? "not a line that heddle passwd wrote; delete it, and heddle passwd --scram writes another"
          : "";
    }

    private String problem(String text, int number) {
      PasswordLine line = PasswordLine.of(text);
      return line == null ? "" : add(line, number);
    }

    private String add(PasswordLine line, int number) {
      String user = line.user();
      String problem = UserName.problem(user);
      if (user.isEmpty()) {
        return "no user before a colon: a line is USER:HASH, and heddle passwd FILE USER writes it";
      }
      if (!problem.isEmpty()) {
        return "the user name " + problem;
      }
      Integer before = lines.putIfAbsent(user, number);
      if (before != null) {
        return "the user " + user + " is in line " + before + " already";
      }
      try {
        users.put(user, StoredPassword.parse(line.rest()));
        return "";
      } catch (IllegalArgumentException e) {
        return "the user "
            + user
            + " has "
            + e.getMessage()
            + "; set it anew with: heddle passwd FILE USER";
      }
    }
  }

  /** The number of users. */
  public int size() {
    return users.size();
  }

  /** The names of the users, in no order. */
  public Collection<String> names() {
    return users.keySet();
  }

  /** What is kept of a user's password; null when there is no such user. */
  public @Nullable StoredPassword find(String user) {
    return users.get(user);
  }

  /**
   * A hash to compute for a user who is not there, so that it takes as long as for one who is.
   *
   * <p>Users may differ: a file from Mosquitto has 101 rounds, to which ours adds those with
   * 210000. With the most rounds for every stranger a quick answer would tell that a user is there.
   * So strangers are spread over the rounds that users have, and each always gets the same.
   *
   * @param chance follows from the name in a way that nobody can guess, evenly over all numbers
   */
  StoredPassword decoy(long chance) {
    return models.length == 0
        ? PasswordHash.nobodys(PasswordHash.USUAL_ROUNDS)
        : models[place(chance, models.length)].decoy();
  }

  private static int place(long chance, int length) {
    return (int) Math.unsignedMultiplyHigh(chance, length);
  }

  /**
   * Keys to show somebody who is not there, or has none: iterations, and the length of the salt, as
   * some user has them, and the same each time.
   *
   * @param chance follows from the name in a way that nobody can guess; at least 8 bytes, and as
   *     many as a salt shall have at most
   */
  public ScramKeys scramDecoy(Sha sha, byte[] chance) {
    List<ScramKeys> own = scram.getOrDefault(sha, List.of());
    ScramKeys model =
        own.isEmpty()
            ? ScramKeys.usual(sha)
            : own.get(place(ByteBuffer.wrap(chance).getLong(), own.size()));
    int length = Math.min(chance.length, model.salt().length());
    return model.decoy(Bytes.copyOf(chance, chance.length - length, length));
  }

  /**
   * What salts for strangers follow from, so that they stay the same when the broker starts again;
   * empty when the file has no such line.
   */
  public Bytes decoyKey() {
    return decoyKey;
  }

  /** Its name, and how many users it has. */
  @Override
  public String toString() {
    return name + " (" + users.size() + " users)";
  }
}
