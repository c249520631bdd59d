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
import io.heddle.session.Attachment;
import io.heddle.session.QueuePolicy;
import io.heddle.session.Receiving;
import io.heddle.session.Samples;
import io.heddle.session.Session;
import io.heddle.session.SessionOptions;
import io.heddle.session.Shuttle;
import io.heddle.session.Visit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What clients of a life do, each as chance wills. Belongs to one thread. For {@link Life} alone,
 * which adds what becomes of the broker.
 */
class Deeds {
  static final List<String> CLIENTS = List.of("a", "b", "c", "d");
  static final List<String> TOPICS = List.of("t/1", "t/2", "will");
  static final List<String> FILTERS =
      List.of("t/1", "t/2", "t/+", "#", "will", "$share/g/t/+", "$share/g/t/1", "$share/h/#");

  final RandomGenerator random;
  final Scene scene;
  final Map<String, Guest> guests = new TreeMap<>();
  final List<String> log = new ArrayList<>();
  private int counter;

  /** A client that is connected. */
  record Guest(String clientId, Attachment attachment, Ear ear) {}

  Deeds(RandomGenerator random, boolean flips) {
    this.random = random;
    QueuePolicy policy =
        pick(List.of(QueuePolicy.DROP_OLDEST, QueuePolicy.DROP_NEWEST, QueuePolicy.DISCONNECT));
    SessionOptions session =
        Samples.options(pick(List.of(1, 3, 100)), pick(List.of(3, 1000, 1000)), policy);
    this.scene = new Scene(random, World.options(session, World.OFFER), flips);
  }

  final <T> T pick(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  final boolean once(int in) {
    return random.nextInt(in) == 0;
  }

  final void did(String words) {
    log.add(log.size() + ": " + words);
  }

  long expiry() {
    return pick(List.of(0L, 5L, 50L, 500L, Sessions.FOR_EVER));
  }

  Shuttle shuttle() {
    return new Shuttle(scene.timer.millis());
  }

  void connect(String clientId) {
    long seconds = expiry();
    boolean clean = once(4);
    Will will = once(2) ? will() : null;
    did(clientId + " connects, clean " + clean + ", expiry " + seconds + ", " + text(will));
    Ear ear = new Ear(clientId, scene.promises);
    int receive = pick(List.of(1, 2, 65_535));
    Sessions.Arrival arrival =
        scene.core.sessions().arrive(clientId, clean, null, new Visit(ear, seconds, receive, will));
    Attachment attachment = arrival.attachment();
    guests.put(clientId, new Guest(clientId, attachment, ear));
    Shuttle shuttle = shuttle();
    attachment.leaveMark(shuttle);
    scene.promises.connected(clientId, shuttle.mark());
    attachment.resume(shuttle);
    shuttle.flush();
  }

  Will will() {
    return new Will(
        TopicName.of(pick(TOPICS)),
        Bytes.utf8("w" + ++counter),
        pick(List.of(Qos.AT_LEAST_ONCE, Qos.EXACTLY_ONCE)),
        once(3),
        Properties.NONE,
        pick(List.of(0L, 3L, 100L)));
  }

  static String text(@Nullable Will will) {
    return will == null
        ? "no Will"
        : "Will "
            + new String(will.payload().toArray(), java.nio.charset.StandardCharsets.UTF_8)
            + " after "
            + will.delaySeconds();
  }

  void leave(Guest guest, boolean keepWill) {
    did(guest.clientId() + (keepWill ? " is lost" : " leaves"));
    guests.remove(guest.clientId());
    scene.core.sessions().leave(guest.attachment(), keepWill);
  }

  void subscribe(Guest guest) {
    String filter = pick(FILTERS);
    Subscription wanted =
        new Subscription(
            TopicFilter.of(filter),
            pick(List.of(Qos.AT_MOST_ONCE, Qos.AT_LEAST_ONCE, Qos.EXACTLY_ONCE, Qos.EXACTLY_ONCE)),
            !filter.startsWith("$") && once(4),
            once(3),
            pick(List.of(RetainHandling.SEND, RetainHandling.SEND_IF_NEW)),
            once(3) ? 7 : 0);
    did(guest.clientId() + " subscribes to " + Facts.text(wanted));
    Shuttle shuttle = shuttle();
    Subscribing.Answer answer = scene.core.subscribing().subscribe(guest.attachment(), wanted);
    guest.attachment().leaveMark(shuttle);
    scene.promises.fact(guest.clientId(), "SUBACK", " subscription " + filter, shuttle.mark());
    if (answer.feed() != null) {
      guest.attachment().feed(answer.feed(), shuttle);
    }
    guest.attachment().pull(shuttle);
    guest.attachment().drained(shuttle);
    shuttle.flush();
  }

  void unsubscribe(Guest guest) {
    String filter = pick(FILTERS);
    did(guest.clientId() + " unsubscribes from " + filter);
    Shuttle shuttle = shuttle();
    scene.core.subscribing().unsubscribe(guest.attachment(), TopicFilter.of(filter));
    guest.attachment().leaveMark(shuttle);
    scene.promises.fact(guest.clientId(), "UNSUBACK", " subscription " + filter, shuttle.mark());
    shuttle.flush();
  }

  void room(Guest guest) {
    guest.ear().room = pick(List.of(0, 1, 3, Integer.MAX_VALUE));
    did(guest.clientId() + " has room for " + guest.ear().room);
    Shuttle shuttle = shuttle();
    guest.attachment().drained(shuttle);
    shuttle.flush();
  }

  Message message(@Nullable Guest from, Qos qos) {
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

  void publish(@Nullable Guest from) {
    Message message = message(from, pick(List.of(Qos.values())));
    did((from == null ? "the server" : from.clientId) + " publishes " + brief(message));
    Shuttle shuttle = shuttle();
    publish(from, message, shuttle);
    shuttle.flush();
  }

  static String brief(Message message) {
    String text = Facts.text(message);
    return text.length() > 100 ? text.substring(0, 20) + "…" : text;
  }

  void publish(@Nullable Guest from, Message message, Shuttle shuttle) {
    Session own = from == null ? null : from.attachment.session();
    scene.core.router().publisher(own, shuttle).publish(message);
    if (message.qos() != Qos.AT_MOST_ONCE) {
      String topic = Facts.retained(message.topic().value());
      scene.promises.published(Facts.payload(message), topic, shuttle.mark());
    }
  }

  /** The client sends a QoS 2 message, or again, or releases it. */
  void exactlyOnce(Guest guest) {
    int packetId = 1 + random.nextInt(3);
    Shuttle shuttle = shuttle();
    Receiving receiving = guest.attachment().receiving(shuttle);
    if (once(2)) {
      did(guest.clientId() + " sends PUBREL #" + packetId);
      receiving.release(packetId);
    } else {
      Message message = message(guest, Qos.EXACTLY_ONCE);
      did(guest.clientId() + " sends #" + packetId + " " + brief(message));
      if (isNew(receiving, packetId)) {
        scene.ledger.together(() -> {
          publish(guest, message, shuttle);
          receiving.routed(packetId, ReasonCode.SUCCESS);
        });
      }
    }
    scene.promises.fact(guest.clientId(), "its answer", " received " + packetId, shuttle.mark());
    shuttle.flush();
  }

  static boolean isNew(Receiving receiving, int packetId) {
    try {
      return receiving.arrive(packetId, 0);
    } catch (InterruptedException | java.util.concurrent.TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  void answer(Guest guest) {
    if (guest.ear().open.isEmpty()) {
      return;
    }
    int packetId = pick(List.copyOf(guest.ear().open.keySet()));
    boolean released = guest.ear().open.get(packetId);
    Shuttle shuttle = shuttle();
    did(guest.clientId() + " answers #" + packetId);
    Attachment to = guest.attachment();
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
      guest.ear().open.remove(packetId);
    } else {
      guest.ear().pubrel(packetId, shuttle);
    }
    shuttle.flush();
  }
}
