package io.heddle.it.crash;

import io.heddle.codec.Packet;
import io.heddle.it.Image;
import io.heddle.mqtt.Property;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * A client that comes again whenever its connection has ended, with a virtual thread of its own.
 * The fields of those that extend it belong to that thread, where they do not say otherwise.
 */
abstract class Actor {
  private static final int MOST_AWAY = 300;

  final String id;
  final Arena arena;
  final Ledger ledger;
  final RandomGenerator random;
  private boolean known;

  /** Who it is, and where. */
  record Place(String id, Arena arena, Ledger ledger, long seed) {}

  Actor(Place place) {
    this.id = place.id();
    this.arena = place.arena();
    this.ledger = place.ledger();
    this.random = new Random(place.seed() ^ (id.hashCode() * 0x9E37_79B9_7F4A_7C15L));
  }

  Thread start() {
    return Thread.ofVirtual().name(id).start(this::live);
  }

  private void live() {
    try {
      for (Image image = arena.awaitUp(); image != null; image = arena.awaitUp()) {
        visit(image);
        if (!arena.isQuiet()) {
          arena.pause(random.nextInt(MOST_AWAY));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void visit(Image image) throws InterruptedException {
    try (Line line = Line.open(image)) {
      visit(line);
    } catch (IOException e) {
      // It left, or the broker did.
    } catch (AssertionError | RuntimeException fault) {
      StringWriter words = new StringWriter();
      fault.printStackTrace(new PrintWriter(words));
      ledger.fault(id + ": " + words);
    }
  }

  /** One connection, from its beginning until it is of no use any more. */
  abstract void visit(Line line) throws IOException, InterruptedException;

  /** Connects with a session that stays; once the broker has said so it must be there. */
  final void resume(Line line, int receiveMaximum) throws IOException {
    Packet.Connack connack =
        line.connect(
            id,
            false,
            Line.lasting(3600).add(Property.RECEIVE_MAXIMUM, receiveMaximum).build(),
            null);
    if (known && connack.sessionPresent()) {
      ledger.figures().sessionsResumed.increment();
    } else if (known) {
      ledger.fault(id + " has no session any more");
    }
    known = true;
  }
}
