package io.heddle.cli;

import io.heddle.cli.line.Json;
import io.heddle.cli.line.Terminal;
import io.heddle.store.Findings;
import io.heddle.store.Inspection;
import io.heddle.store.Line;
import io.heddle.store.Stock;
import io.heddle.store.disk.Folder;
import io.heddle.store.log.Damage;
import io.heddle.store.log.Position;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code store check}, {@code stats} and {@code dump}: look at a store, and change nothing.
 *
 * @param json whether what is told is for programs
 */
record StoreLook(Terminal terminal, boolean json) {
  /** What is told as it is; other texts are quoted. */
  private static final Pattern PLAIN = Pattern.compile("[!-~&&[^\"=]]+");

  /** Opens the store in a folder. */
  static Inspection open(Path folder) throws IOException {
    Inspection inspection = Inspection.of(Folder.look(folder));
    if (inspection.isEmpty()) {
      inspection.close();
      throw new IOException("there is no store in " + folder);
    }
    return inspection;
  }

  int check(Path folder) throws IOException {
    try (Inspection inspection = open(folder)) {
      Findings findings = inspection.check();
      if (json) {
        terminal.out().println(Json.of(facts(folder, findings)));
      } else {
        tell(folder, findings);
      }
      return findings.isSound() ? Command.DONE : Command.FAILED;
    }
  }

  /** Tells what is wrong, and last whether anything is. */
  void tell(Path folder, Findings findings) {
    PrintStream out = terminal.out();
    for (Damage damage : findings.damages()) {
      out.println(
          damage.isTorn()
              ? "torn: " + damage + "; a kill may leave that, and nobody was told of what was there"
              : "damaged: " + damage);
    }
    findings.losses().forEach(loss -> out.println("lost: " + loss));
    out.println(
        (findings.isSound() ? "ok: " : "damaged: ")
            + folder
            + ": "
            + findings.entries()
            + " entries in "
            + findings.bytes()
            + " bytes");
  }

  private static Map<String, Object> facts(Path folder, Findings findings) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("folder", folder.toString());
    facts.put("sound", findings.isSound());
    facts.put("entries", findings.entries());
    facts.put("bytes", findings.bytes());
    facts.put("damages", findings.damages().stream().map(StoreLook::facts).toList());
    facts.put("losses", findings.losses());
    return facts;
  }

  private static Map<String, Object> facts(Damage damage) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("from", Position.text(damage.from()));
    facts.put("to", Position.text(damage.to()));
    facts.put("torn", damage.isTorn());
    facts.put("what", damage.what());
    return facts;
  }

  int stats(Path folder) throws IOException {
    try (Inspection inspection = open(folder)) {
      Map<String, Object> facts = facts(inspection.stock());
      if (json) {
        terminal.out().println(Json.of(facts));
      } else {
        facts.forEach(this::tell);
      }
      return Command.DONE;
    }
  }

  private void tell(String name, @Nullable Object value) {
    if (value instanceof Map<?, ?> parts) {
      terminal.out().println(name);
      parts.forEach((part, count) -> terminal.out().printf("  %-17s %s%n", part, count));
    } else {
      terminal.out().printf("%-19s %s%n", name, value == null ? "-" : value);
    }
  }

  private static Map<String, Object> facts(Stock stock) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("format", stock.format());
    facts.put("segments", stock.segments());
    facts.put("file-bytes", stock.fileBytes());
    facts.put("used-bytes", stock.usedBytes());
    facts.put("needed-bytes", stock.neededBytes());
    facts.put("dead-bytes", stock.deadBytes());
    facts.put("sessions", stock.sessions());
    facts.put("subscriptions", stock.subscriptions());
    facts.put("share-groups", stock.groups());
    facts.put("queued", stock.queued());
    facts.put("inflight", stock.inflight());
    facts.put("retained", stock.retained());
    facts.put("oldest-message", time(stock.oldest()));
    facts.put("last-write", time(stock.lastCommit()));
    facts.put("entries", stock.entries());
    return facts;
  }

  private static @Nullable String time(long millis) {
    return millis == 0 ? null : Instant.ofEpochMilli(millis).toString();
  }

  int dump(Path folder, @Nullable String client, boolean payloads) throws IOException {
    try (Inspection inspection = open(folder)) {
      inspection.dump(
          client,
          line -> {
            Map<String, Object> facts = facts(line, payloads);
            terminal.out().println(json ? Json.of(facts) : words(facts));
          });
      return Command.DONE;
    }
  }

  private static Map<String, Object> facts(Line line, boolean payloads) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("at", line.place());
    facts.put("kind", line.kind());
    String client = line.client();
    if (client != null) {
      facts.put("client", client);
    }
    facts.putAll(line.details());
    if (line.bytes() > 0) {
      facts.put("bytes", line.bytes());
    }
    if (payloads && line.payload() != null) {
      facts.put("payload", Base64.getEncoder().encodeToString(line.payload().toArray()));
    }
    return facts;
  }

  /** The place and the kind need no names. */
  private static String words(Map<String, Object> facts) {
    StringBuilder words = new StringBuilder();
    facts.forEach((name, value) -> {
      String text = value.toString();
      boolean first = List.of("at", "kind").contains(name);
      words
          .append(words.isEmpty() ? "" : " ")
          .append(first ? "" : name + "=")
          .append(PLAIN.matcher(text).matches() ? text : Json.quoted(text));
    });
    return words.toString();
  }
}
