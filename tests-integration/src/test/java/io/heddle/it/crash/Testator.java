package io.heddle.it.crash;

import io.heddle.codec.Packet;
import io.heddle.it.Image;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.TopicName;
import io.heddle.mqtt.Will;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One client after the other that has a Will, and leaves in one of several ways, or with the
 * broker. This object guards the Wills and their fates.
 */
final class Testator extends Actor {
  static final String PREFIX = "will";
  static final String TOPIC = "crash/w";

  private static final int LONG_DELAY = 10;

  /** What must become of a Will. */
  enum Fate {
    /** The broker has it, and its client is gone. */
    PUBLISHED,
    /** Its client said goodbye, or came again in time. */
    FORGOTTEN,
    /** Nobody knows what the broker heard. */
    OPEN
  }

  /** A Will. Guarded by the testator. */
  private static final class Wish {
    private final Letter letter;
    private Fate fate = Fate.OPEN;

    Wish(Letter letter) {
      this.letter = letter;
    }
  }

  /** Whose client is to come again: it was cut off. */
  private record Cut(String clientId, Wish wish, long connectedAt) {}

  private final Inbox inbox;
  private final List<Wish> wishes = new ArrayList<>();
  private int number;
  private @Nullable Cut cut;

  /** Those that said goodbye in this life, which the broker need not have written down yet. */
  private final List<Wish> goodbyes = new ArrayList<>();

  private @Nullable Image life;

  Testator(Actor.Place place, Inbox inbox) {
    super(place);
    this.inbox = inbox;
  }

  @Override
  void visit(Line line) throws IOException {
    if (arena.isQuiet()) {
      arena.pause(50);
      return;
    }
    Cut before = cut;
    cut = null;
    if (before != null) {
      comeAgain(line, before);
      return;
    }
    boolean willBeCut = random.nextInt(4) == 0;
    long began = System.nanoTime();
    String clientId = id + "-client-" + (number + 1);
    Wish wish = connect(line, clientId, true, willBeCut ? LONG_DELAY : random.nextInt(2));
    if (willBeCut) {
      fate(wish, Fate.OPEN);
      cut = new Cut(clientId, wish, began);
      arena.pause(random.nextInt(100));
      line.reset();
    } else {
      leave(line, wish);
    }
  }

  private Wish connect(Line line, String clientId, boolean cleanStart, int delay)
      throws IOException {
    Qos qos = random.nextBoolean() ? Qos.AT_LEAST_ONCE : Qos.EXACTLY_ONCE;
    Wish wish = new Wish(ledger.write(id, ++number, qos, TOPIC));
    synchronized (this) {
      wishes.add(wish);
    }
    Will will =
        new Will(
            TopicName.of(TOPIC),
            wish.letter.payload(random.nextInt(500)),
            qos,
            false,
            Properties.NONE,
            delay);
    int lasts = delay == LONG_DELAY || random.nextBoolean() ? 60 : 0;
    Packet.Connack connack = line.connect(clientId, cleanStart, Line.lasting(lasts).build(), will);
    if (!cleanStart && !connack.sessionPresent()) {
      ledger.fault(clientId + " has no session any more");
    }
    fate(wish, Fate.PUBLISHED);
    return wish;
  }

  private synchronized void fate(Wish wish, Fate fate) {
    wish.fate = fate;
  }

  /** It has come again in time, so its first Will is nobody's; the second one is published. */
  private void comeAgain(Line line, Cut before) throws IOException {
    connect(line, before.clientId(), false, 0);
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - before.connectedAt());
    if (seconds < LONG_DELAY - 1) {
      fate(before.wish(), Fate.FORGOTTEN);
    }
    arena.pause(random.nextInt(100));
    line.reset();
  }

  private void leave(Line line, Wish wish) throws IOException {
    if (life != line.life()) {
      life = line.life();
      goodbyes.clear();
    }
    // This one was written down after the goodbyes before the last one.
    while (goodbyes.size() > 1) {
      fate(goodbyes.removeFirst(), Fate.FORGOTTEN);
    }
    arena.pause(random.nextInt(300));
    switch (random.nextInt(3)) {
      case 0 -> {
        fate(wish, Fate.OPEN);
        line.send(Packet.Disconnect.NORMAL);
        while (line.read() != null) {}
        if (arena.isLife(line.life())) { // or it was killed, and that was the end
          goodbyes.add(wish);
        }
      }
      case 1 -> line.reset();
      default -> line.close();
    }
  }

  /** Wills that must be published and were not. */
  synchronized List<Letter> missing() {
    return wishes.stream()
        .filter(wish -> wish.fate == Fate.PUBLISHED && inbox.count(wish.letter) == 0)
        .filter(wish -> inbox.standsSince(wish.letter))
        .map(wish -> wish.letter)
        .toList();
  }

  synchronized void verify() {
    for (Letter letter : missing()) {
      ledger.figures().lost.increment();
      ledger.fault("the Will was not published: " + letter);
    }
    for (Wish wish : wishes) {
      ledger.figures().wills.add(wish.fate == Fate.PUBLISHED ? 1 : 0);
      if (wish.fate == Fate.FORGOTTEN && inbox.count(wish.letter) > 0) {
        ledger.fault(
            "the Will was published, but its client was not lost: "
                + wish.letter
                + " "
                + inbox.story(wish.letter));
      }
    }
    wishes.removeIf(wish -> wish.fate != Fate.OPEN);
  }
}
