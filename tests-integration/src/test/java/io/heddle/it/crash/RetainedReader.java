package io.heddle.it.crash;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Comes with a clean session and reads everything that is retained, again and again. */
final class RetainedReader extends Actor {
  static final String TOPICS = "crash/r/";

  private final Shelf shelf;

  RetainedReader(Actor.Place place, Shelf shelf) {
    super(place);
    this.shelf = shelf;
  }

  @Override
  void visit(Line line) throws IOException {
    if (arena.isQuiet()) {
      arena.pause(50);
    } else {
      check(line);
    }
  }

  /** Reads until nothing is missing that must be there, and all that comes may be there. */
  void check(Line line) throws IOException {
    line.connect(id, true, Properties.NONE, null);
    Map<String, Integer> from = shelf.now();
    line.send(
        Packet.Subscribe.of(1, Subscription.of(TopicFilter.of(TOPICS + "+"), Qos.AT_MOST_ONCE)));
    line.send(new Packet.Pingreq());
    Set<String> seen = new HashSet<>();
    boolean answered = false;
    int silences = 0;
    while (!(answered && missing(from, seen).isEmpty())) {
      switch (line.read()) {
        case Packet.Publish publish -> {
          if (publish.retain()) {
            see(publish, from, seen);
          }
        }
        case Packet.Pingresp pong -> {
          answered = true;
          if (++silences > 100) {
            missing(from, seen).forEach(topic -> lost(topic, from));
            return;
          }
          arena.pause(silences);
          line.send(new Packet.Pingreq());
        }
        case null -> throw new IOException("the end");
        default -> {}
      }
    }
    ledger.figures().retainedChecked.add(seen.size());
    line.send(Packet.Disconnect.NORMAL);
  }

  private void see(Packet.Publish publish, Map<String, Integer> from, Set<String> seen) {
    String topic = String.valueOf(publish.topic());
    String key = Letter.key(publish.payload().text());
    seen.add(topic);
    if (!shelf.allows(topic, key, from.getOrDefault(topic, -1))) {
      ledger.fault(
          "retained for "
              + topic
              + " is "
              + key
              + ", and it may be one of "
              + shelf.story(topic, from.getOrDefault(topic, -1)));
    }
  }

  private Set<String> missing(Map<String, Integer> from, Set<String> seen) {
    Set<String> missing = new HashSet<>();
    from.forEach((topic, since) -> {
      if (!seen.contains(topic) && !shelf.allowsNothing(topic, since)) {
        missing.add(topic);
      }
    });
    return missing;
  }

  private void lost(String topic, Map<String, Integer> from) {
    ledger.figures().lost.increment();
    ledger.fault(
        "nothing is retained for "
            + topic
            + ", and it must be one of "
            + shelf.story(topic, from.getOrDefault(topic, -1)));
  }
}
