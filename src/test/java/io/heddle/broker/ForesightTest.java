package io.heddle.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import io.heddle.session.DropReason;
import io.heddle.session.Foresight;
import io.heddle.session.Outcome;
import io.heddle.session.QueuePolicy;
import io.heddle.session.Report;
import io.heddle.session.Session;
import io.heddle.session.SessionOptions;
import io.heddle.session.Terms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is foreseen comes to be, and to foresee it changes nothing: many lives by chance. */
class ForesightTest {
  private static final int LIVES = 40;
  private static final int STEPS = 60;
  private static final int[] NO_IDENTIFIERS = {};
  private static final TopicFilter SHARED = TopicFilter.of("$share/g/y");

  /** A broker, and four clients that come and go; two of them share a subscription. */
  private static final class Life {
    final Random random;
    final World world;
    final Map<String, World.Client> clients = new HashMap<>();
    final Map<String, Qos> levels = new HashMap<>();
    int published;

    Life(long seed, QueuePolicy policy) {
      random = new Random(seed);
      SessionOptions session =
          new SessionOptions(2, 3, 1500, 4000, policy, Duration.ofMillis(1), random.nextBoolean());
      world = new World(World.options(session, World.OFFER));
      for (String id : List.of("a", "b", "m1", "m2")) {
        come(id);
        Qos level = Qos.of(random.nextInt(3));
        levels.put(id, level);
        String filter = id.startsWith("m") ? SHARED.value() : "x";
        world
            .core
            .subscribing()
            .subscribe(client(id).attachment, Subscription.of(TopicFilter.of(filter), level));
      }
    }

    World.Client client(String id) {
      return Objects.requireNonNull(clients.get(id));
    }

    Session session(String id) {
      return Objects.requireNonNull(world.core.sessions().find(id));
    }

    void come(String id) {
      clients.put(id, world.connect(id));
    }

    void somethingHappens() {
      String id = List.of("a", "b", "m1", "m2").get(random.nextInt(4));
      World.Client client = client(id);
      switch (random.nextInt(6)) {
        case 0 -> client.leave(false);
        case 1 -> come(id);
        case 2 -> client.outlet.room(random.nextInt(3));
        case 3 -> {
          client.outlet.room(Integer.MAX_VALUE);
          client.attachment.drained(client.shuttle());
        }
        case 4 -> IntStream.range(1, 40).forEach(client::acknowledge);
        default -> world.pass(1);
      }
    }

    Message message() {
      boolean expires = random.nextInt(3) == 0;
      long expiresAt = expires ? world.timer.millis() + 1000 * random.nextInt(1, 4) : Message.NEVER;
      String payload = "p".repeat(random.nextInt(1, 700)) + ++published;
      return new Message(
          TopicName.of("x"),
          Bytes.utf8(payload),
          Qos.of(random.nextInt(3)),
          false,
          Properties.NONE,
          expiresAt,
          "");
    }

    Foresight.Sample sample(Message message) {
      return new Foresight.Sample(
          message.payload(Bytes.EMPTY), message.payload().length(), world.timer.millis(), false);
    }

    /** All that can be seen of sessions and of the group. */
    List<Object> state() {
      List<Object> all = new ArrayList<>();
      levels.keySet().stream().sorted().forEach(id -> all.add(report(id)));
      all.add(group());
      all.add(world.core.queuedBytes());
      return all;
    }

    Report report(String id) {
      return Objects.requireNonNull(Report.of(session(id)));
    }

    GroupReport group() {
      return Objects.requireNonNull(world.core.shareGroupReports().get(SHARED));
    }
  }

  @ParameterizedTest
  @EnumSource(QueuePolicy.class)
  void comesToBe(QueuePolicy policy) {
    Map<Object, Integer> seen = new HashMap<>();
    for (int seed = 0; seed < LIVES; seed++) {
      Life life = new Life(seed, policy);
      for (int step = 0; step < STEPS; step++) {
        life.somethingHappens();
        publish(life, seed + ":" + step, seen);
      }
    }
    for (Object each :
        List.of(Outcome.SENT, Outcome.QUEUED, DropReason.OUTBOX_FULL, DropReason.MEMORY_FULL)) {
      assertTrue(seen.containsKey(each), () -> each + " was never foreseen: " + seen);
    }
  }

  private static void publish(Life life, String when, Map<Object, Integer> seen) {
    Message message = life.message();
    for (String id : List.of("a", "b")) {
      Qos qos = message.qos().min(Objects.requireNonNull(life.levels.get(id)));
      Terms terms = Terms.of(qos, false, NO_IDENTIFIERS);
      List<Object> state = life.state();
      Foresight foreseen = Foresight.of(life.session(id), life.sample(message), terms);
      assertEquals(state, life.state(), when);
      seen.merge(
          foreseen.reason() == null ? foreseen.outcome() : foreseen.reason(), 1, Integer::sum);
      life.client(id).sent();
      Report before = life.report(id);
      Outcome outcome = life.session(id).deliver(message, terms, life.client(id).shuttle());
      check(life, id, foreseen, before, when + " " + outcome + " of " + message.qos());
      assertEquals(
          foreseen.outcome(), outcome == Outcome.FULL ? Outcome.DROPPED : outcome, when + foreseen);
    }
    List<Object> state = life.state();
    Message shared = message.to(TopicName.of("y"));
    Audience audience = life.world.core.audience(life.sample(shared));
    assertEquals(state, life.state(), when);
    life.clients.values().forEach(client -> client.sent());
    GroupReport before = life.group();
    life.world.publish(shared);
    check(life, audience.groups().getFirst(), message, before, when);
  }

  private static boolean got(Life life, String id, Message message) {
    String payload = message.payload().text() + " q";
    return life.client(id).sent().stream().anyMatch(each -> each.startsWith(payload));
  }

  private static void check(Life life, String id, Foresight foreseen, Report before, String when) {
    Report after = life.report(id);
    String words = when + " " + id + " " + foreseen + ": " + before + after;
    DropReason reason = foreseen.reason();
    if (reason == null) {
      boolean waits = foreseen.outcome() == Outcome.QUEUED;
      assertEquals(before.everQueued() + (waits ? 1 : 0), after.everQueued(), words);
      boolean others = !before.dropped().equals(after.dropped());
      assertTrue(waits ? others == foreseen.displaces() : !foreseen.displaces(), words);
    } else if (reason != DropReason.OUTBOX_FULL) { // which an outlet counts that is not tested here
      // Room that was made in vain counts, too.
      assertTrue(count(before.dropped(), reason) < count(after.dropped(), reason), words);
      assertEquals(before.everQueued(), after.everQueued(), words);
    }
  }

  private static long count(Map<DropReason, Long> dropped, @Nullable DropReason reason) {
    return dropped.getOrDefault(reason, 0L);
  }

  private static void check(
      Life life, GroupForesight foreseen, Message message, GroupReport before, String when) {
    Session chosen = foreseen.chosen();
    String words = when + " " + foreseen + " of " + message.qos();
    for (String id : List.of("m1", "m2")) {
      boolean its = chosen != null && chosen.clientId().equals(id);
      assertEquals(its, got(life, id, message), words);
    }
    DropReason reason = foreseen.reason();
    if (chosen == null && reason != null) {
      assertTrue(count(before.dropped(), reason) < count(life.group().dropped(), reason), words);
    }
  }
}
