package io.heddle.it.crash;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Qos;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What arrived at one subscriber, or at the members of a share group. This object guards all
 * fields.
 */
final class Inbox {
  private final String owner;
  private final boolean ordered;
  private final Ledger ledger;
  private final List<Subscriber> members = new ArrayList<>();

  /** Where each message arrived, as often as it did. */
  private final Map<Letter, List<String>> arrivals = new HashMap<>();

  private final Map<String, Integer> latest = new HashMap<>();

  /**
   * An empty one.
   *
   * @param ordered whether the messages of one publisher come in their order
   */
  Inbox(String owner, boolean ordered, Ledger ledger) {
    this.owner = owner;
    this.ordered = ordered;
    this.ledger = ledger;
  }

  synchronized void member(Subscriber subscriber) {
    members.add(subscriber);
  }

  synchronized void take(String member, Packet.Publish publish) {
    Letter letter = ledger.find(Letter.key(publish.payload().text()));
    if (letter == null) {
      ledger.fault(member + " got what nobody sent, or long ago: " + shown(publish));
      return;
    }
    ledger.figures().received.increment();
    List<String> before = arrivals.computeIfAbsent(letter, any -> new ArrayList<>(1));
    before.add(
        member
            + (publish.dup() ? " DUP" : "")
            + " id "
            + publish.packetId()
            + " round "
            + ledger.figures().rounds.sum()
            + " at "
            + ledger.tick());
    if (before.size() == 1) {
      inOrder(letter);
    } else {
      again(letter, before, publish.qos());
    }
  }

  private static String shown(Packet.Publish publish) {
    return Letter.key(publish.payload().text())
        + " to "
        + publish.topic()
        + ", dup "
        + publish.dup();
  }

  /**
   * For the first time. What was routed before there was a subscription, and again after a crash,
   * may be late.
   */
  private void inOrder(Letter letter) {
    int before = latest.merge(letter.publisher(), letter.number(), Math::max);
    boolean late = before > letter.number();
    if (ordered && late && standsSince(letter)) {
      ledger.fault(owner + " got after number " + before + " for the first time " + letter);
    }
  }

  private void again(Letter letter, List<String> arrived, Qos qos) {
    Figures figures = ledger.figures();
    if (qos == Qos.AT_LEAST_ONCE || letter.qos() == Qos.AT_LEAST_ONCE) {
      figures.repeatedAtQos1.increment();
      return;
    }
    if (letter.publisher().startsWith(Testator.PREFIX)) {
      figures.willsDoubled.increment();
    } else if (members.size() > 1) {
      figures.doubledInGroup.increment();
    } else if (letter.isRepeated()) {
      figures.doubledAfterRepeat.increment();
    } else {
      figures.doubled.increment();
    }
    String words = owner + " got at QoS 2 more than once " + letter + ": " + arrived;
    if (letter.isRepeated() || members.size() > 1) {
      System.out.println(words);
    } else {
      ledger.fault(words);
    }
  }

  synchronized int count(Letter letter) {
    return arrivals.getOrDefault(letter, List.of()).size();
  }

  /** Whether it was subscribed before the message was sent, and still is. */
  synchronized boolean standsSince(Letter letter) {
    return members.stream().allMatch(member -> member.standsSince(letter));
  }

  synchronized String story(Letter letter) {
    return arrivals.getOrDefault(letter, List.of()).toString();
  }

  /** What was promised and is not here. */
  synchronized List<Letter> missing() {
    return ledger.letters().stream()
        .filter(letter -> !arrivals.containsKey(letter))
        .filter(letter -> members.stream().anyMatch(member -> member.wants(letter)))
        .toList();
  }

  /** Says what is missing, and what should not be here. */
  void verify() {
    List<Letter> missing = missing();
    ledger.figures().lost.add(missing.size());
    synchronized (this) {
      for (Letter letter : missing) {
        ledger.fault(
            owner
                + " never got "
                + letter
                + "; it is "
                + members.stream().map(Subscriber::story).toList());
      }
      arrivals.forEach((letter, where) -> {
        if (members.stream().noneMatch(member -> member.allows(letter))) {
          ledger.fault(
              owner
                  + " got without a subscription "
                  + letter
                  + " "
                  + where
                  + "; it is "
                  + members.stream().map(Subscriber::story).toList());
        }
      });
    }
  }

  /** Forgets what the ledger is about to forget. */
  synchronized void forget() {
    arrivals.keySet().removeIf(letter -> letter.isPast(ledger.generation()));
  }
}
