package io.heddle.broker;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Judges a step of a broker: at whatever entry the process dies, is everything there that must be?
 * What was written together is there as a whole, or not at all.
 */
final class Verdict {
  private final Facts before;
  private final List<Ledger.Entry> entries;
  private final Facts after;
  private final Facts end;
  private final Map<String, Integer> had;
  private final Map<String, Integer> has;

  Verdict(Facts before, List<Ledger.Entry> entries) {
    this.before = before;
    this.entries = entries;
    this.after = before.copy();
    entries.forEach(entry -> after.apply(entry.change()));
    this.had = before.settled().payloads();
    this.end = after.settled();
    this.has = end.payloads();
  }

  Facts after() {
    return after;
  }

  /** Looks at what a restart would find after each of the entries. */
  void look(List<Promises.Promise> promises) {
    Facts cut = before.copy();
    for (int i = 0; i <= entries.size(); i++) {
      long next = i < entries.size() ? entries.get(i).mark() : Long.MAX_VALUE;
      int at = i;
      Facts found = cut.settled();
      if (i == 0 || entries.get(i - 1).last()) {
        promises.stream()
            .filter(promise -> promise.mark() < next)
            .filter(promise -> !promise.isKept().test(found, end))
            .forEach(promise -> fail("told too early: " + promise.words(), at));
        conserved(found, at);
      }
      if (i < entries.size()) {
        cut.apply(entries.get(i).change());
      }
    }
  }

  private void conserved(Facts found, int at) {
    Map<String, Integer> then = found.payloads();
    Set<String> payloads = payloads(then);
    for (String key : before.settled().keys()) {
      if (after.has(key) && !found.has(key)) {
        fail("lost in between: " + key, at);
      }
    }
    Set<String> last = payloads(has);
    for (String payload : payloads(had)) {
      if (last.contains(payload) && !payloads.contains(payload)) {
        fail("nobody has " + payload + " in between", at);
      }
    }
    then.forEach((holder, count) -> {
      int most = Math.max(had.getOrDefault(holder, 0), has.getOrDefault(holder, 0));
      if (most > 0 && count > most) {
        fail("doubled in between: " + holder, at);
      }
    });
    wills(found, then, at);
  }

  /** A Will is there until whoever is to get it has it. */
  private void wills(Facts found, Map<String, Integer> then, int at) {
    Set<String> left =
        found.values(Facts.Session.class).flatMap(Facts.Session::wills).collect(Collectors.toSet());
    before
        .values(Facts.Session.class)
        .flatMap(Facts.Session::wills)
        .filter(will -> !left.contains(will))
        .forEach(will ->
            Promises.holders(end, will)
                .filter(holder -> !then.containsKey(holder) && !isWithAGroup(will, found, then))
                .forEach(holder -> fail("the Will is forgotten before it is published", at)));
  }

  /** It may go on from there to a member. */
  private static boolean isWithAGroup(String payload, Facts found, Map<String, Integer> then) {
    return then.keySet().stream()
        .filter(holder -> holder.endsWith("/" + payload))
        .anyMatch(holder -> found.has(holder.substring(0, holder.indexOf('/')) + " group"));
  }

  private static Set<String> payloads(Map<String, Integer> holders) {
    Set<String> payloads = new HashSet<>();
    holders.keySet().forEach(key -> payloads.add(key.substring(key.lastIndexOf('/') + 1)));
    return payloads;
  }

  private void fail(String what, int at) {
    StringBuilder words = new StringBuilder(what + "\nafter " + at + " of these entries:");
    entries.forEach(entry -> words.append("\n  ").append(entry));
    throw new AssertionError(words.toString());
  }

  /** Nobody does anything but the clock, or a restart: only what is due happens. */
  void onlyWhatIsDue(long now, boolean restarted) {
    before.each(
        Facts.Session.class,
        (key, was) -> {
          Facts.Session session = restarted ? was.left(before.heartbeat()) : was;
          Facts.Session then = after.get(key) instanceof Facts.Session found ? found : null;
          boolean over = !session.attached() && session.isOver(now);
          boolean due = !session.attached() && session.isWillDue(now);
          if (!over && then == null) {
            fail("expired too early: " + session, 0);
          }
          if (!due && session.will() != null && (then == null || then.will() == null)) {
            fail("the Will came too early: " + session, 0);
          }
        });
  }

  /** What is due has happened. */
  void nothingIsDue(long now) {
    after
        .values(Facts.Session.class)
        .filter(session -> !session.attached())
        .forEach(session -> {
          if (session.isOver(now) || session.isWillDue(now)) {
            fail("it is late: " + session + " at " + now, 0);
          }
        });
  }
}
