package io.heddle.broker;

import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.RetainHandling;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import io.heddle.mqtt.Will;
import io.heddle.session.Archive;
import io.heddle.session.Attachment;
import io.heddle.session.QueuePolicy;
import io.heddle.session.Receiving;
import io.heddle.session.Samples;
import io.heddle.session.Session;
import io.heddle.session.SessionOptions;
import io.heddle.session.Shuttle;
import io.heddle.session.Visit;
import io.heddle.store.log.DamagedEntryException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One life of a broker on a bad disk, all of it from one seed: clients come and go, subscribe,
 * publish and acknowledge, time passes, writes fail, the process dies and comes up again. {@link
 * Verdict} and {@link Scene} say what must be there then.
 */
final class Life {
  private static final List<String> CLIENTS = List.of("a", "b", "c", "d");
  private static final List<String> TOPICS = List.of("t/1", "t/2", "will");
  private static final List<String> FILTERS =
      List.of("t/1", "t/2", "t/+", "#", "will", "$share/g/t/+", "$share/g/t/1", "$share/h/#");

  private final RandomGenerator random;
  private final boolean flips;
  private final Scene scene;
  private final Map<String, Guest> guests = new TreeMap<>();
  private final List<String> log = new ArrayList<>();
  private int counter;
  private boolean deep;

  /** A client that is connected. */
  private record Guest(String clientId, Attachment attachment, Ear ear) {}

  Life(long seed, boolean flips) {
    this.random = new Random(seed);
    this.flips = flips;
    QueuePolicy policy =
        pick(List.of(QueuePolicy.DROP_OLDEST, QueuePolicy.DROP_NEWEST, QueuePolicy.DISCONNECT));
    SessionOptions session =
        Samples.options(pick(List.of(1, 3, 100)), pick(List.of(3, 1000, 1000)), policy);
    this.scene = new Scene(random, World.options(session, World.OFFER), flips);
  }

  private <T> T pick(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private boolean once(int in) {
    return random.nextInt(in) == 0;
  }

  /** What was done, for people. */
  List<String> log() {
    return log;
  }

  /** All that was ever written is in it: the same seed comes to the same. */
  String end() {
    return scene.now().toString();
  }

  void live(int steps) throws IOException {
    for (int i = 0; i < steps; i++) {
      if (once(25)) {
        dieInTheNextStep();
      } else {
        step();
      }
    }
    crash();
  }

  private void did(String words) {
    log.add(log.size() + ": " + words);
  }

  private void dieInTheNextStep() throws IOException {
    int[] left = {1 + random.nextInt(6)};
    scene.ledger.afterEntry(() -> {
      if (--left[0] == 0) {
        scene.tested.tryCommit();
      }
    });
    act();
    scene.judge();
    did("died in it, after its entry " + left[0]);
    crash();
  }

  private void step() throws IOException {
    switch (random.nextInt(40)) {
      case 0 -> crash();
      case 1 -> keepShort();
      case 2 -> {
        scene.disk.failNext(1 + random.nextInt(3));
        did("the disk fails");
      }
      case 3, 4, 5, 6, 7, 8, 9 -> {
        scene.commit();
        did("commit");
      }
      case 10, 11 -> pass();
      default -> {
        act();
        scene.judge();
      }
    }
  }

  private void pass() {
    long seconds = 1 + random.nextInt(once(3) ? 60 : 5);
    did(seconds + " s pass");
    scene.timer.advance(java.time.Duration.ofSeconds(seconds));
    scene.judge().onlyWhatIsDue(scene.timer.millis(), false);
  }

  private void act() {
    String clientId = pick(CLIENTS);
    Guest guest = guests.get(clientId);
    if (guest == null) {
      if (random.nextInt(3) > 0) {
        connect(clientId);
      } else {
        publish(null);
      }
    } else if (guest.ear.ended) {
      leave(guest, true);
    } else {
      act(guest);
    }
  }

  private void act(Guest guest) {
    switch (random.nextInt(20)) {
      case 0 -> connect(guest.clientId);
      case 1 -> leave(guest, false);
      case 2 -> leave(guest, true);
      case 3, 4, 5 -> subscribe(guest);
      case 6 -> unsubscribe(guest);
      case 7 -> {
        did("heartbeat");
        scene.ledger.heartbeat();
      }
      case 8 -> room(guest);
      case 9 -> exactlyOnce(guest);
      case 10 -> rare(guest);
      case 11, 12, 13, 14, 15 -> answer(guest);
      default -> publish(guest);
    }
  }

  private void rare(Guest guest) {
    switch (random.nextInt(4)) {
      case 0 -> {
        did("remove " + guest.clientId);
        scene.core.sessions().remove(guest.clientId, ReasonCode.ADMINISTRATIVE_ACTION, "");
        guests.remove(guest.clientId);
      }
      case 1 -> {
        did("sweep");
        scene.core.retained().sweep();
      }
      case 2 -> {
        TopicName topic = TopicName.of(pick(TOPICS));
        did("forget " + topic);
        scene.core.retained().remove(topic);
      }
      default -> {
        long seconds = expiry();
        did(guest.clientId + " leaves with expiry " + seconds);
        if (guest.attachment.session().expirySeconds() > 0) {
          guest.attachment.expirySeconds(seconds);
        }
        leave(guest, once(2));
      }
    }
  }

  private long expiry() {
    return pick(List.of(0L, 5L, 50L, 500L, Sessions.FOR_EVER));
  }

  private Shuttle shuttle() {
    return new Shuttle(scene.timer.millis());
  }

  private void connect(String clientId) {
    long seconds = expiry();
    boolean clean = once(4);
    Will will = once(2) ? will() : null;
    did(clientId + " connects, clean " + clean + ", expiry " + seconds + ", " + text(will));
    Ear ear = new Ear(clientId, scene.promises);
    int receive = pick(List.of(1, 2, 65_535));
    Sessions.Arrival arrival =
        scene.core.sessions().arrive(clientId, clean, new Visit(ear, seconds, receive, will));
    Attachment attachment = arrival.attachment();
    guests.put(clientId, new Guest(clientId, attachment, ear));
    Shuttle shuttle = shuttle();
    attachment.leaveMark(shuttle);
    scene.promises.connected(clientId, shuttle.mark());
    attachment.resume(shuttle);
    shuttle.flush();
  }

  private Will will() {
    return new Will(
        TopicName.of(pick(TOPICS)),
        Bytes.utf8("w" + ++counter),
        pick(List.of(Qos.AT_LEAST_ONCE, Qos.EXACTLY_ONCE)),
        once(3),
        Properties.NONE,
        pick(List.of(0L, 3L, 100L)));
  }

  private static String text(@Nullable Will will) {
    return will == null
        ? "no Will"
        : "Will "
            + new String(will.payload().toArray(), java.nio.charset.StandardCharsets.UTF_8)
            + " after "
            + will.delaySeconds();
  }

  private void leave(Guest guest, boolean keepWill) {
    did(guest.clientId + (keepWill ? " is lost" : " leaves"));
    guests.remove(guest.clientId);
    scene.core.sessions().leave(guest.attachment, keepWill);
  }

  private void subscribe(Guest guest) {
    String filter = pick(FILTERS);
    Subscription wanted =
        new Subscription(
            TopicFilter.of(filter),
            pick(List.of(Qos.AT_MOST_ONCE, Qos.AT_LEAST_ONCE, Qos.EXACTLY_ONCE, Qos.EXACTLY_ONCE)),
            !filter.startsWith("$") && once(4),
            once(3),
            pick(List.of(RetainHandling.SEND, RetainHandling.SEND_IF_NEW)),
            once(3) ? 7 : 0);
    did(guest.clientId + " subscribes to " + Facts.text(wanted));
    Shuttle shuttle = shuttle();
    Subscribing.Answer answer = scene.core.subscribing().subscribe(guest.attachment, wanted);
    guest.attachment.leaveMark(shuttle);
    scene.promises.fact(guest.clientId, "SUBACK", " subscription " + filter, shuttle.mark());
    if (answer.feed() != null) {
      guest.attachment.feed(answer.feed(), shuttle);
    }
    guest.attachment.pull(shuttle);
    guest.attachment.drained(shuttle);
    shuttle.flush();
  }

  private void unsubscribe(Guest guest) {
    String filter = pick(FILTERS);
    did(guest.clientId + " unsubscribes from " + filter);
    Shuttle shuttle = shuttle();
    scene.core.subscribing().unsubscribe(guest.attachment, TopicFilter.of(filter));
    guest.attachment.leaveMark(shuttle);
    scene.promises.fact(guest.clientId, "UNSUBACK", " subscription " + filter, shuttle.mark());
    shuttle.flush();
  }

  private void room(Guest guest) {
    guest.ear.room = pick(List.of(0, 1, 3, Integer.MAX_VALUE));
    did(guest.clientId + " has room for " + guest.ear.room);
    Shuttle shuttle = shuttle();
    guest.attachment.drained(shuttle);
    shuttle.flush();
  }

  private Message message(@Nullable Guest from, Qos qos) {
    boolean retain = once(3);
    String payload = retain && once(4) ? "" : "m" + ++counter;
    long expiresAt = once(5) ? scene.timer.millis() + pick(List.of(2000L, 20_000L)) : Message.NEVER;
    String padding = once(10) ? "x".repeat(random.nextInt(3000)) : "";
    return new Message(
        TopicName.of(pick(TOPICS)),
        Bytes.utf8(payload.isEmpty() ? "" : payload + padding),
        qos,
        retain,
        Properties.NONE,
        expiresAt,
        from == null ? "" : from.clientId);
  }

  private void publish(@Nullable Guest from) {
    Message message = message(from, pick(List.of(Qos.values())));
    did((from == null ? "the server" : from.clientId) + " publishes " + brief(message));
    Shuttle shuttle = shuttle();
    publish(from, message, shuttle);
    shuttle.flush();
  }

  private static String brief(Message message) {
    String text = Facts.text(message);
    return text.length() > 100 ? text.substring(0, 20) + "…" : text;
  }

  private void publish(@Nullable Guest from, Message message, Shuttle shuttle) {
    Session own = from == null ? null : from.attachment.session();
    scene.core.router().publisher(own, shuttle).publish(message);
    if (message.qos() != Qos.AT_MOST_ONCE) {
      String topic = Facts.retained(message.topic().value());
      scene.promises.published(Facts.payload(message), topic, shuttle.mark());
    }
  }

  /** The client sends a QoS 2 message, or again, or releases it. */
  private void exactlyOnce(Guest guest) {
    int packetId = 1 + random.nextInt(3);
    Shuttle shuttle = shuttle();
    Receiving receiving = guest.attachment.receiving(shuttle);
    if (once(2)) {
      did(guest.clientId + " sends PUBREL #" + packetId);
      receiving.release(packetId);
    } else {
      Message message = message(guest, Qos.EXACTLY_ONCE);
      did(guest.clientId + " sends #" + packetId + " " + brief(message));
      if (isNew(receiving, packetId)) {
        publish(guest, message, shuttle);
        receiving.routed(packetId, ReasonCode.SUCCESS);
      }
    }
    scene.promises.fact(guest.clientId, "its answer", " received " + packetId, shuttle.mark());
    shuttle.flush();
  }

  private static boolean isNew(Receiving receiving, int packetId) {
    try {
      return receiving.arrive(packetId, 0);
    } catch (InterruptedException | java.util.concurrent.TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  private void answer(Guest guest) {
    if (guest.ear.open.isEmpty()) {
      return;
    }
    int packetId = pick(List.copyOf(guest.ear.open.keySet()));
    boolean released = guest.ear.open.get(packetId);
    Shuttle shuttle = shuttle();
    did(guest.clientId + " answers #" + packetId);
    Attachment to = guest.attachment;
    ReasonCode reason = once(10) ? ReasonCode.UNSPECIFIED_ERROR : ReasonCode.SUCCESS;
    boolean over;
    if (released) {
      over = to.pubcomp(packetId, shuttle);
    } else if (to.puback(packetId, reason, shuttle)) {
      over = true;
    } else {
      over = !to.pubrec(packetId, reason, shuttle) || reason.isError();
    }
    if (over) {
      guest.ear.open.remove(packetId);
    } else {
      guest.ear.pubrel(packetId, shuttle);
    }
    shuttle.flush();
  }

  /** Everything is said again, while clients go on, and perhaps the process dies meanwhile. */
  private void keepShort() throws IOException {
    if (deep) {
      return;
    }
    deep = true;
    int commits = once(3) ? random.nextInt(4) : Integer.MAX_VALUE;
    boolean interleaved = once(2);
    did("keeps short, " + commits + " commits");
    boolean lives;
    try {
      lives = scene.tested.keepShort(() -> sayAgain(interleaved), commits);
    } catch (DamagedEntryException e) {
      requireFlips(e);
      lives = true;
    } catch (IOException e) {
      // The disk failed.
      lives = true;
    } finally {
      deep = false;
    }
    scene.judge();
    scene.noteSafe();
    if (!lives) {
      crash();
    }
  }

  private void requireFlips(DamagedEntryException e) throws IOException {
    if (!flips) {
      throw e;
    }
  }

  private void sayAgain(boolean interleaved) {
    if (interleaved) {
      for (Session session : scene.core.sessions().all()) {
        Archive.stateAgain(session);
        scene.judge();
        act();
        scene.judge();
      }
      scene.ledger.skipSessions(scene.core::stateAgain);
    } else {
      scene.core.stateAgain();
    }
    scene.judge();
  }

  private void crash() {
    scene.disk.failNext(0);
    boolean power = random.nextInt(3) > 0;
    if (power) {
      scene.disk.cutPower();
    } else {
      scene.disk.killProcess();
    }
    boolean turned = flips && once(4) && scene.disk.turnBit();
    int seconds = once(2) ? 0 : random.nextInt(60);
    did((power ? "power cut" : "killed") + (turned ? ", a bit turned, " : ", ") + seconds + " s");
    guests.clear();
    scene.restart(turned, seconds);
  }
}
