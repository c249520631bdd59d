package io.heddle.it.crash;

import io.heddle.codec.Packet;
import io.heddle.it.Image;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.TopicName;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** All clients of the test, and what they must find. Belongs to the thread of the test. */
final class Troupe {
  private static final String TOPICS = "crash/t/";
  private static final int TOPIC_COUNT = 6;
  private static final int RETAINED_COUNT = 10;
  private static final int CLEARS = 4;

  /** What is still on its way when all is quiet: Wills wait a second. */
  private static final long PATIENCE_MILLIS = 30_000;

  private final Arena arena;
  private final Ledger ledger;
  private final long seed;
  private final Shelf shelf = new Shelf();
  private final List<Publisher> publishers = new ArrayList<>();
  private final List<Subscriber> subscribers = new ArrayList<>();
  private final List<Inbox> inboxes = new ArrayList<>();
  private final List<Testator> testators = new ArrayList<>();
  private final RetainedReader reader;
  private final List<Thread> threads = new ArrayList<>();
  private long verifiedAt;

  Troupe(Arena arena, Ledger ledger, long seed) {
    this.arena = arena;
    this.ledger = ledger;
    this.seed = seed;
    for (int i = 0; i < 3; i++) {
      publishers.add(publisher("one" + i, Qos.AT_LEAST_ONCE));
      publishers.add(publisher("two" + i, Qos.EXACTLY_ONCE));
    }
    publishers.add(retaining("keep1", Qos.AT_LEAST_ONCE));
    publishers.add(retaining("keep2", Qos.EXACTLY_ONCE));
    List<String> all = List.of(TOPICS + "+");
    alone("steady-2", Qos.EXACTLY_ONCE, Subscriber.Nature.STEADY, all);
    alone("steady-1", Qos.AT_LEAST_ONCE, Subscriber.Nature.STEADY, all);
    alone("fickle-2", Qos.EXACTLY_ONCE, Subscriber.Nature.FICKLE, List.of(topic(0), topic(1)));
    alone("fickle-1", Qos.AT_LEAST_ONCE, Subscriber.Nature.FICKLE, List.of(topic(1), topic(2)));
    Inbox group = inbox("group", false);
    for (int i = 0; i < 3; i++) {
      subscriber(
          "member" + i,
          Qos.EXACTLY_ONCE,
          Subscriber.Nature.STEADY,
          List.of("$share/g/" + all.getFirst()),
          group);
    }
    Inbox wills = inbox("watcher", false);
    subscriber(
        "watcher", Qos.EXACTLY_ONCE, Subscriber.Nature.STEADY, List.of(Testator.TOPIC), wills);
    for (int i = 0; i < 3; i++) {
      testators.add(new Testator(place(Testator.PREFIX + i), wills));
    }
    reader = new RetainedReader(place("reader"), shelf);
  }

  private Actor.Place place(String id) {
    return new Actor.Place(id, arena, ledger, seed);
  }

  private static String topic(int number) {
    return TOPICS + number;
  }

  private Publisher publisher(String id, Qos qos) {
    return new Publisher(
        place(id),
        qos,
        false,
        (by, number) -> ledger.write(by.id, number, qos, topic(by.random.nextInt(TOPIC_COUNT))));
  }

  private Publisher retaining(String id, Qos qos) {
    return new Publisher(
        place(id),
        qos,
        true,
        (by, number) -> {
          String topic = RetainedReader.TOPICS + id + "-" + by.random.nextInt(RETAINED_COUNT);
          boolean clear = by.random.nextInt(CLEARS) == 0;
          return shelf.put(
              clear
                  ? ledger.writeEmpty(id, number, qos, topic)
                  : ledger.write(id, number, qos, topic));
        });
  }

  private void alone(String id, Qos qos, Subscriber.Nature nature, List<String> filters) {
    subscriber(id, qos, nature, filters, inbox(id, true));
  }

  private void subscriber(
      String id, Qos qos, Subscriber.Nature nature, List<String> filters, Inbox inbox) {
    Subscriber subscriber = new Subscriber(place(id), qos, nature, filters, inbox);
    subscribers.add(subscriber);
    inbox.member(subscriber);
  }

  private Inbox inbox(String owner, boolean ordered) {
    Inbox inbox = new Inbox(owner, ordered, ledger);
    inboxes.add(inbox);
    return inbox;
  }

  void start() {
    List<Actor> actors = new ArrayList<>(subscribers);
    actors.addAll(publishers);
    actors.addAll(testators);
    actors.add(reader);
    actors.forEach(actor -> threads.add(actor.start()));
  }

  /** Lets everything arrive, and looks whether all is as was promised. The broker is up. */
  void verify() throws IOException, InterruptedException {
    arena.quiet(true);
    await(() -> publishers.stream().allMatch(Publisher::isIdle));
    publishers.stream()
        .filter(publisher -> !publisher.isIdle())
        .forEach(publisher -> ledger.fault(publisher.unanswered()));
    publishFences();
    await(() -> inboxes.stream().allMatch(inbox -> inbox.missing().isEmpty()));
    await(() -> testators.stream().allMatch(testator -> testator.missing().isEmpty()));
    inboxes.forEach(Inbox::verify);
    testators.forEach(Testator::verify);
    verifyRetained();
    inboxes.forEach(Inbox::forget);
    subscribers.forEach(subscriber -> subscriber.forget(verifiedAt));
    ledger.verified();
    verifiedAt = ledger.tick();
    arena.quiet(false);
  }

  /** After everything else to each topic: whoever has these has all that was to come. */
  private void publishFences() throws IOException, InterruptedException {
    Image image = arena.awaitUp();
    if (image == null) {
      return;
    }
    String id = "fence" + ledger.generation();
    try (Line line = Line.open(image)) {
      line.connect(id, true, Properties.NONE, null);
      for (int i = 0; i < TOPIC_COUNT; i++) {
        Letter letter = ledger.write(id, i, Qos.AT_LEAST_ONCE, topic(i));
        line.send(
            Packet.Publish.of(
                TopicName.of(letter.topic()), letter.payload(0), letter.qos(), i + 1));
        if (line.read() instanceof Packet.Puback) {
          ledger.acknowledged(letter);
        }
      }
      line.send(Packet.Disconnect.NORMAL);
    }
  }

  private void verifyRetained() throws IOException, InterruptedException {
    Image image = arena.awaitUp();
    if (image != null) {
      try (Line line = Line.open(image)) {
        new RetainedReader(place("last-reader"), shelf).check(line);
      }
      shelf.forget();
    }
  }

  private void await(Supplier<Boolean> condition) {
    for (long waited = 0; waited < PATIENCE_MILLIS && !condition.get(); waited += 20) {
      arena.pause(20);
    }
  }

  /** Waits until all have left; the arena is closed. */
  void join() throws InterruptedException {
    for (Thread thread : threads) {
      if (!thread.join(Duration.ofSeconds(30))) {
        ledger.fault(thread.getName() + " does not end");
      }
    }
  }
}
