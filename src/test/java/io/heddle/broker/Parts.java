package io.heddle.broker;

import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import io.heddle.mqtt.Will;
import io.heddle.session.Cancellable;
import io.heddle.session.Outcome;
import io.heddle.session.Outlet;
import io.heddle.session.QueuePolicy;
import io.heddle.session.SessionOptions;
import io.heddle.session.Shuttle;
import io.heddle.session.Terms;
import io.heddle.session.Visit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A broker without connections, clients that are only an outlet, and a timer that stands still. */
final class Parts {
  private static final int FOR_EVER = 100_000_000;

  private Parts() {}

  /** A core whose sessions have that much room. */
  static Core core(int inflight, int queueMessages) {
    return core(inflight, queueMessages, 1_000_000);
  }

  /** A core with that many sessions, which have that much room. */
  static Core core(int inflight, int queueMessages, int sessions) {
    return new Core(options(inflight, queueMessages, sessions), Machines.of(new StillTimer()));
  }

  /** The options of such a core. */
  static BrokerOptions options(int inflight, int queueMessages, int sessions) {
    SessionOptions session =
        new SessionOptions(
            inflight,
            queueMessages,
            1 << 26,
            1 << 28,
            QueuePolicy.DROP_NEWEST,
            Duration.ofSeconds(5),
            false);
    return new BrokerOptions(
        session,
        sessions,
        FOR_EVER,
        SessionOwner.USER,
        new BrokerOptions.Offer(Qos.EXACTLY_ONCE, true, true, true, true),
        1_000_000,
        1 << 28,
        1 << 28,
        1000,
        true,
        List.of(),
        Duration.ZERO,
        new DropsOptions(16, 100));
  }

  /** A visit of a client whose session stays. */
  static Visit visit(Outlet outlet, int receiveMaximum) {
    return new Visit(outlet, FOR_EVER, receiveMaximum, null);
  }

  /** A visit of a client whose session stays, and who leaves this Will. */
  static Visit visit(Outlet outlet, Will will) {
    return new Visit(outlet, FOR_EVER, 100, will);
  }

  static Will will(String topic) {
    return new Will(
        TopicName.of(topic), Bytes.utf8("gone"), Qos.AT_MOST_ONCE, false, Properties.NONE, 0);
  }

  static Message message(String topic, String payload, Qos qos) {
    return Message.of(TopicName.of(topic), Bytes.utf8(payload), qos);
  }

  static Subscription subscription(String filter) {
    return Subscription.of(TopicFilter.of(filter), Qos.EXACTLY_ONCE);
  }

  /** A client that takes everything and remembers it. */
  static final class Recording implements Outlet {
    final List<String> topics = new CopyOnWriteArrayList<>();
    final List<String> payloads = new CopyOnWriteArrayList<>();
    final List<Integer> packetIds = new CopyOnWriteArrayList<>();
    volatile boolean room = true;
    volatile boolean ended;

    @Override
    public long delivered() {
      return payloads.size();
    }

    @Override
    public boolean hasRoom() {
      return room;
    }

    @Override
    public Outcome publish(
        Message message, Terms terms, boolean dup, int packetId, Shuttle shuttle) {
      topics.add(message.topic().value());
      payloads.add(message.payload().text());
      packetIds.add(packetId);
      return Outcome.SENT;
    }

    @Override
    public void pubrel(int packetId, Shuttle shuttle) {}

    @Override
    public void flush() {}

    @Override
    public void end(ReasonCode reason, String words) {
      ended = true;
    }
  }

  /** Does nothing until it is told to. */
  static final class StillTimer implements Timer {
    final List<Runnable> due = new ArrayList<>();

    @Override
    public Cancellable after(Duration delay, Runnable action) {
      due.add(action);
      return () -> due.remove(action);
    }

    @Override
    public Cancellable every(Duration pause, Runnable action) {
      return after(pause, action);
    }

    @Override
    public long nanos() {
      return 0;
    }
  }
}
