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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Users and the hashes of their passwords, as a file had them when it was read. Each line is {@code
 * user:hash}, empty, or a comment that begins with #. Immutable.
 */
public final class PasswordFile {
  private final String name;
  private final Map<String, PasswordHash> users;
  private final int[] rounds;

  private PasswordFile(String name, Map<String, PasswordHash> users) {
    this.name = name;
    this.users = users;
    this.rounds = users.values().stream().mapToInt(PasswordHash::rounds).sorted().toArray();
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
    return new PasswordFile(name, reading.users);
  }

  /** A file while it is read. */
  private static final class Reading {
    private final String name;
    private final Map<String, PasswordHash> users = new HashMap<>();
    private final Map<String, Integer> lines = new HashMap<>();
    private final List<String> errors = new ArrayList<>();

    Reading(String name) {
      this.name = name;
    }

    void line(int number, ByteBuffer bytes) {
      try {
        PasswordLine line =
            PasswordLine.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        String problem = line == null ? "" : add(line, number);
        if (!problem.isEmpty()) {
          errors.add(name + ":" + number + ": " + problem);
        }
      } catch (CharacterCodingException e) {
        errors.add(name + ":" + number + ": not UTF-8");
      }
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
        users.put(user, PasswordHash.parse(line.rest()));
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
  @Nullable PasswordHash find(String user) {
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
  PasswordHash decoy(long chance) {
    int own =
        rounds.length == 0
            ? PasswordHash.USUAL_ROUNDS
            : rounds[(int) Math.unsignedMultiplyHigh(chance, rounds.length)];
    return new PasswordHash(
        own, Bytes.wrap(new byte[PasswordHash.SALT_LENGTH]), Bytes.wrap(new byte[Sha512.LENGTH]));
  }

  /** Its name, and how many users it has. */
  @Override
  public String toString() {
    return name + " (" + users.size() + " users)";
  }
}
