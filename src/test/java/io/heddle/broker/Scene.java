package io.heddle.broker;

import io.heddle.session.Kept;
import io.heddle.store.TestedStore;
import io.heddle.store.disk.SimulatedDisk;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A broker on a bad disk, and the one that comes after it, and so on. Belongs to one thread. */
final class Scene {
  final FakeTimer timer = new FakeTimer();
  final Promises promises = new Promises();
  final SimulatedDisk disk;
  private final BrokerOptions options;

  /** Whether bits may turn. */
  private final boolean flips;

  /** Every fact that was ever written, and every message. */
  private final Set<String> everWritten = new HashSet<>();

  TestedStore tested;
  Ledger ledger;
  Core core;

  /** Whether a bit of what was written is another one now. */
  private boolean turned;

  /** What the store was opened with, and what is so now. */
  private Facts start;

  private Facts now;
  private int judged;

  /** The entries before the last commit but one: with a turned bit the last looks torn. */
  private int safeBefore;

  private int safe;

  Scene(RandomGenerator random, BrokerOptions options, boolean flips) {
    this.flips = flips;
    this.options = options;
    this.disk = new SimulatedDisk(random);
    this.tested = TestedStore.open(disk, timer);
    this.ledger = new Ledger(tested);
    this.core = broker();
    this.tested.whoGivesUp(lost -> core.giveUp(lost));
    this.start = Found.of(tested.readable(), ledger);
    this.now = start;
  }

  private Core broker() {
    return new World(options, timer, ledger).core;
  }

  /** What is so. */
  Facts now() {
    return now;
  }

  /** Judges what was done since the last time. */
  Verdict judge() {
    ledger.readPending();
    List<Ledger.Entry> fresh = List.copyOf(ledger.entries.subList(judged, ledger.entries.size()));
    Verdict verdict = new Verdict(now, fresh);
    Facts heard = ledger.listen(core);
    heard.put(Facts.HEARTBEAT, verdict.after().heartbeat());
    if (!heard.settled().same(verdict.after().settled())) {
      throw new AssertionError(
          "what is so, and what is written:"
              + heard.settled().difference(verdict.after().settled())
              + "\n"
              + fresh);
    }
    verdict.look(promises.all);
    verdict.nothingIsDue(timer.millis());
    now = verdict.after();
    judged = ledger.entries.size();
    promises.all.clear();
    fresh.forEach(this::remember);
    countBodies();
    return verdict;
  }

  private void remember(Ledger.Entry entry) {
    if (!flips) {
      return;
    }
    everWritten.add(entry.change().toString());
  }

  private void countBodies() {
    Set<Long> bodies = new HashSet<>();
    now.settled().values(Facts.Held.class).forEach(held -> bodies.add(held.body()));
    now.settled().values(Facts.Retained.class).forEach(retained -> bodies.add(retained.body()));
    if (bodies.size() != tested.bodies()) {
      throw new AssertionError(
          "the store has " + tested.bodies() + " messages, and somebody has " + bodies);
    }
  }

  /** Makes everything safe, unless the disk fails. */
  void commit() {
    tested.tryCommit();
    noteSafe();
  }

  void noteSafe() {
    int then = countSafe();
    if (then > safe) {
      safeBefore = safe;
      safe = then;
    }
  }

  private int countSafe() {
    int count = safe;
    while (count < ledger.entries.size() && ledger.isSafe(ledger.entries.get(count).mark())) {
      count++;
    }
    return count;
  }

  /** The next process comes up after this one died, so much later. */
  void restart(boolean turnedNow, int seconds) {
    turned |= turnedNow;
    noteSafe();
    timer.forget();
    timer.advance(Duration.ofSeconds(seconds));
    tested = TestedStore.open(disk, timer);
    Ledger next = new Ledger(tested);
    Kept kept = tested.readable();
    Facts found = Found.of(kept, next).settled();
    if (!isExpected(found, safe, false)) {
      judgeDamage(found);
    }
    ledger.entries.forEach(this::remember);
    everWritten.addAll(ledger.messages.values());
    ledger = next;
    core = broker();
    tested.whoGivesUp(lost -> core.giveUp(lost));
    core.restore(ledger.through(kept));
    Facts heard = ledger.listen(core);
    // A member was written down, and its group, which was empty, was not.
    heard.keys().stream()
        .filter(key -> key.endsWith(" group") && !found.has(key))
        .forEach(heard::remove);
    requireSame(expected(found), heard);
    core.resume();
    start = found;
    now = found;
    judged = 0;
    safe = 0;
    safeBefore = 0;
    promises.all.clear();
    judge().onlyWhatIsDue(timer.millis(), true);
    if (!turned) {
      requireTornOnly();
    }
  }

  private void requireTornOnly() {
    for (String damage : tested.damageWords()) {
      if (!damage.contains("the last commit")) {
        throw new AssertionError("damage without a cause: " + damage);
      }
    }
  }

  /**
   * Whether it is what there was after some entry; or else all of that but for messages that are
   * damaged, which is told in the broker's log.
   */
  private boolean isExpected(Facts found, int atLeast, boolean lossy) {
    Facts facts = start.copy();
    for (int i = 0; i <= ledger.entries.size(); i++) {
      if (i >= atLeast && (i == 0 || ledger.entries.get(i - 1).last())) {
        Facts settled = facts.settled();
        if (settled.same(found) || lossy && settled.lacksMessagesAlone(found)) {
          return true;
        }
      }
      if (i < ledger.entries.size()) {
        facts.apply(ledger.entries.get(i).change());
      }
    }
    return false;
  }

  private void judgeDamage(Facts found) {
    if (!turned || tested.damages() == 0 && !isExpected(found, safeBefore, true)) {
      Facts facts = closest(found);
      throw new AssertionError(
          "after "
              + safe
              + " safe entries of "
              + ledger.entries.size()
              + " something else was found; the closest, and found:"
              + facts.settled().difference(found)
              + "\n"
              + ledger.entries.subList(safe, ledger.entries.size()));
    }
    requireUnaltered(found);
  }

  private Facts closest(Facts found) {
    Facts facts = start.copy();
    Facts closest = facts.copy();
    for (Ledger.Entry entry : ledger.entries) {
      facts.apply(entry.change());
      int length = facts.settled().difference(found).length();
      closest = length < closest.settled().difference(found).length() ? facts.copy() : closest;
    }
    return closest;
  }

  private void requireUnaltered(Facts found) {
    everWritten.addAll(ledger.messages.values());
    found.each(Facts.Held.class, (key, held) -> requireKnown(held.message()));
    found.each(Facts.Retained.class, (key, retained) -> requireKnown(retained.message()));
    found.each(Facts.Session.class, (key, session) -> requireWritten(key, session));
    found.each(String.class, this::requireWritten);
  }

  private void requireKnown(String message) {
    if (!everWritten.contains(message)) {
      throw new AssertionError("altered: " + message);
    }
  }

  private void requireWritten(String key, Object value) {
    Facts.Change change = new Facts.Change(key, value);
    boolean written =
        everWritten.contains(change.toString())
            || ledger.entries.stream().anyMatch(entry -> entry.change().equals(change))
            || value.equals(start.get(key));
    if (!written) {
      throw new AssertionError("altered: " + change);
    }
  }

  /** What a broker is to make of what was found: the time of some is over. */
  private Facts expected(Facts found) {
    Facts expected = found.copy();
    Set<String> filters = new HashSet<>();
    found.each(
        Facts.Session.class,
        (key, session) -> {
          Facts.Session left = session.left(found.heartbeat());
          if (left.isOver(timer.millis())) {
            expected.end(Facts.owner(key), left.ended());
          } else {
            expected.put(key, left);
          }
        });
    expected.each(
        String.class,
        (key, text) -> {
          if (key.contains(" subscription ")) {
            filters.add(text.substring(0, text.indexOf('|')));
          }
        });
    Map<String, String> groups = new TreeMap<>();
    expected.each(
        String.class,
        (key, filter) -> {
          if (key.endsWith(" group") && !filters.contains(filter)) {
            groups.put(key, filter);
          }
        });
    groups.keySet().forEach(key -> expected.remove(Facts.owner(key) + " "));
    expected.put(Facts.HEARTBEAT, 0L);
    return expected.settled();
  }

  private static void requireSame(@Nullable Facts expected, Facts heard) {
    Facts settled = heard.settled();
    settled.put(Facts.HEARTBEAT, 0L);
    if (expected == null || !settled.same(expected)) {
      throw new AssertionError(
          "what should be taken up, and what is:"
              + (expected == null ? "" : expected.difference(settled)));
    }
  }
}
