package io.heddle.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.hook.Interceptors;
import io.heddle.hook.Observers;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import io.heddle.mqtt.Will;
import io.heddle.session.Attachment;
import io.heddle.session.RecordingOutlet;
import io.heddle.session.Samples;
import io.heddle.session.SessionOptions;
import io.heddle.session.SessionStore;
import io.heddle.session.Shuttle;
import io.heddle.session.Visit;
import io.heddle.store.TestedStore;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A broker without connections, on a clock that only tests move, and clients that only listen. */
public final class World {
  /** Everything is on offer. */
  public static final BrokerOptions.Offer OFFER =
      new BrokerOptions.Offer(Qos.EXACTLY_ONCE, true, true, true, true);

  /** Bytes: a few messages, so that others are on disk alone where there is one. */
  private static final int RETAINED_MEMORY = 2000;

  final FakeTimer timer;
  final Core core;
  final Publisher publisher;
  private Runnable readPending = () -> {};

  World() {
    this(options());
  }

  World(BrokerOptions options) {
    this(options, new FakeTimer(), SessionStore.NONE);
  }

  /** One whose store reads ahead whenever somebody came, or a message. */
  World(BrokerOptions options, FakeTimer timer, TestedStore tested) {
    this(options, timer, tested.store());
    readPending = tested::readPending;
  }

  World(BrokerOptions options, FakeTimer timer, SessionStore store) {
    this.timer = timer;
    core = new Core(options, Machines.of(timer), Observers.NONE, Interceptors.none(), store);
    publisher = core.router().publisher(null, new Shuttle(timer.millis()));
  }

  /** Wide limits, and everything is on offer. */
  public static BrokerOptions options() {
    return options(Samples.options(), OFFER);
  }

  static BrokerOptions options(SessionOptions session, BrokerOptions.Offer offer) {
    return new BrokerOptions(
        session,
        1_000_000,
        Sessions.FOR_EVER,
        SessionOwner.USER,
        offer,
        1000,
        1_000_000,
        RETAINED_MEMORY,
        100,
        true,
        List.of(TopicFilter.of("denied/#")),
        Duration.ZERO,
        new DropsOptions(16, 100));
  }

  Client connect(String clientId) {
    return connect(clientId, false, 1000, null);
  }

  Client connect(String clientId, boolean cleanStart, long expiry, @Nullable Will will) {
    RecordingOutlet outlet = new RecordingOutlet();
    Sessions.Arrival arrival =
        core.sessions().arrive(clientId, cleanStart, null, new Visit(outlet, expiry, 65_535, will));
    Client client = new Client(arrival.attachment(), arrival.present(), outlet);
    client.attachment.resume(client.shuttle());
    readPending.run();
    return client;
  }

  Router.Routed publish(String topic, String payload, Qos qos) {
    return publish(Samples.message(topic, payload, qos, ""));
  }

  Router.Routed publish(Message message) {
    publisher.shuttle().now(timer.millis());
    Router.Routed routed = publisher.publish(message);
    publisher.shuttle().flush();
    readPending.run();
    return routed;
  }

  Router.Routed retain(String topic, String payload) {
    return publish(retained(topic, payload, Message.NEVER));
  }

  static Message retained(String topic, String payload, long expiresAt) {
    return new Message(
        TopicName.of(topic),
        Bytes.utf8(payload),
        Qos.AT_LEAST_ONCE,
        true,
        Properties.NONE,
        expiresAt,
        "publisher");
  }

  void pass(long seconds) {
    timer.advance(Duration.ofSeconds(seconds));
  }

  /** A client that is connected. */
  final class Client {
    final Attachment attachment;
    final boolean present;
    final RecordingOutlet outlet;

    Client(Attachment attachment, boolean present, RecordingOutlet outlet) {
      this.attachment = attachment;
      this.present = present;
      this.outlet = outlet;
    }

    Shuttle shuttle() {
      return new Shuttle(timer.millis());
    }

    /** As a SUBSCRIBE does it, retained messages included. */
    ReasonCode subscribe(Subscription subscription) {
      Subscribing.Answer answer = core.subscribing().subscribe(attachment, subscription);
      if (answer.feed() != null) {
        attachment.feed(answer.feed(), shuttle());
      }
      attachment.drained(shuttle());
      readPending.run();
      return answer.reason();
    }

    Client subscribed(String filter, Qos qos) {
      assertEquals(
          ReasonCode.granted(qos), subscribe(Subscription.of(TopicFilter.of(filter), qos)));
      return this;
    }

    ReasonCode unsubscribe(String filter) {
      return core.subscribing().unsubscribe(attachment, TopicFilter.of(filter));
    }

    void acknowledge(int packetId) {
      Shuttle shuttle = shuttle();
      attachment.puback(packetId, ReasonCode.SUCCESS, shuttle);
      shuttle.flush();
      readPending.run();
    }

    void leave(boolean keepWill) {
      core.sessions().leave(attachment, keepWill);
    }

    List<String> sent() {
      return outlet.sent();
    }
  }
}
