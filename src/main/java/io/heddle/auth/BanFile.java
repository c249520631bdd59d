package io.heddle.auth;

import io.heddle.api.AddressRange;
import io.heddle.api.Ban;
import io.heddle.api.Ban.Target;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file of bans, one in a line: {@code client NAME}, {@code user NAME} or {@code address RANGE},
 * then {@code until TIME} and {@code because WORDS} where wanted. A name with blanks stands in
 * double quotes; there a backslash stands before a double quote and before a backslash.
 */
public final class BanFile {
  private static final Pattern LINE =
      Pattern.compile(
          "(\\S+)\\s+(\"(?:[^\"\\\\]|\\\\.)+\"|[^\\s\"]+)(?:\\s+until\\s+(\\S+))?(?:\\s+because\\s+(.+))?");

  private static final String FORM =
      "a ban is `client NAME`, `user NAME` or `address RANGE`, and may go on with `until TIME` and"
          + " `because WORDS`";

  private BanFile() {}

  /**
   * Reads a file.
   *
   * @throws WrongFile with all errors, when there are any
   */
  public static BanIndex read(Path file) throws WrongFile {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (NoSuchFileException e) {
      throw new WrongFile(file + ": there is no such file", e);
    } catch (CharacterCodingException e) {
      throw new WrongFile(file + ": not UTF-8", e);
    } catch (IOException e) {
      throw new WrongFile(file + ": cannot be read: " + e.getMessage(), e);
    }
    List<Ban> bans = new ArrayList<>();
    List<String> errors = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        try {
          bans.add(ban(line));
        } catch (IllegalArgumentException e) {
          errors.add(file + ":" + (i + 1) + ": " + e.getMessage());
        }
      }
    }
    if (!errors.isEmpty()) {
      throw new WrongFile(errors);
    }
    return BanIndex.of(bans);
  }

  /** A ban as a line, which is read as the same; null for a name that no line can have. */
  static @Nullable String line(Ban ban) {
    String target =
        switch (ban.target()) {
          case Target.ClientId(String name) -> "client " + quoted(name);
          case Target.UserName(String name) -> "user " + quoted(name);
          case Target.Addresses addresses -> addresses.toString();
        };
    String until = ban.until() == null ? "" : " until " + ban.until();
    String reason = ban.reason().replaceAll("\\s+", " ").strip();
    String line = target + until + (reason.isEmpty() ? "" : " because " + reason);
    return LINE.matcher(line).matches() && target.chars().noneMatch(Character::isISOControl)
        ? line
        : null;
  }

  private static String quoted(String name) {
    return '"' + name.replaceAll("[\"\\\\]", "\\\\$0") + '"';
  }

  private static Ban ban(String line) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      throw new IllegalArgumentException(FORM);
    }
    String reason = parts.group(4);
    return new Ban(
        target(parts.group(1), parts.group(2)),
        until(parts.group(3)),
        reason == null ? "no reason given" : reason);
  }

  private static Target target(String kind, String written) {
    String name =
        written.startsWith("\"")
            ? written.substring(1, written.length() - 1).replaceAll("\\\\(.)", "$1")
            : written;
    return switch (kind) {
      case "client" -> new Target.ClientId(name);
      case "user" -> new Target.UserName(name);
      case "address" -> new Target.Addresses(AddressRange.parse(name));
      default -> throw new IllegalArgumentException(kind + ": nobody can be banned so; " + FORM);
    };
  }

  private static @Nullable Instant until(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "until " + text + ": no such time; write it as 2026-12-31T18:00:00Z or with +01:00");
    }
  }
}
