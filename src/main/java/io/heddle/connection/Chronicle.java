package io.heddle.connection;

import io.heddle.api.Client;
import io.heddle.api.ClientInfo;
import io.heddle.api.Login;
import io.heddle.api.Peer;
import io.heddle.broker.Sessions;
import io.heddle.broker.Tracing.Event;
import io.heddle.broker.Witness;
import io.heddle.codec.Packet;
import io.heddle.hook.Happening;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.session.DropReason;
import io.heddle.session.Drops;
import io.heddle.session.Outcome;
import io.heddle.session.Shuttle;
import io.heddle.session.Terms;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What observers are told of one client, whether it comes with packets or is a part of the program.
 * Whoever uses this holds no lock; {@link #delivered} and {@link #dropped} may be used under any.
 * Safe for use by any thread, but for {@link #asks}.
 */
public final class Chronicle implements Drops {
  private final Supplier<Peer> peer;
  private final Witness witness;

  /**
   * Counts what is dropped: its session does, as soon as the client has one. Written by the
   * client's thread before the first message is delivered.
   */
  private volatile Drops drops;

  /** Belongs to the connection's thread. */
  private Packet.@Nullable Connect connect;

  /**
   * Belongs to the connection's thread; null until interceptors have said whom they take it for.
   */
  private @Nullable Peer taken;

  /** Written by the client's thread before the first message is delivered. */
  private volatile @Nullable ClientInfo client;

  private Chronicle(Supplier<Peer> peer, Surroundings surroundings) {
    this.peer = peer;
    this.witness = surroundings.core().witness();
    this.drops = witness;
  }

  /** That of a connection. */
  Chronicle(Link link, Surroundings surroundings) {
    this(
        () -> new Peer(surroundings.entrance().listener(), link.address(), link.certificates()),
        surroundings);
  }

  /** That of a client in the program. */
  Chronicle(Peer peer, Surroundings surroundings) {
    this(() -> peer, surroundings);
  }

  /** Whom the connection is taken for from now on; answers the same. */
  Identification takenAs(Identification who) {
    taken = who.peer();
    return who;
  }

  /** The client asks to be taken in. */
  void asks(Packet.Connect packet) {
    connect = packet;
    trace(Event.CONNECT, null, () -> Described.connect(packet));
  }

  /** It is known who the client is. */
  void authenticated(Client who) {
    String name = who.userName();
    trace(Event.AUTHENTICATED, null, () -> name == null ? "anonymous" : "as user " + name);
  }

  /** A packet came, but for the first. */
  void received(Packet packet) {
    if (witness.tracing().isOn()) {
      trace(Event.RECEIVED, null, () -> Described.of(packet));
    }
  }

  /** A packet goes to the client, but for messages. */
  void sends(Packet packet) {
    if (witness.tracing().isOn()) {
      trace(Event.SENT, null, () -> Described.of(packet));
    }
  }

  /** A PUBREL goes to the client. */
  void releases(int packetId) {
    if (witness.tracing().isOn()) {
      trace(Event.SENT, null, () -> "PUBREL of packet " + packetId);
    }
  }

  /** The client publishes a message; nothing is decided yet. */
  public void publishes(Message message) {
    if (witness.tracing().isOn()) {
      trace(Event.PUBLISHED, message, () -> Described.message(message));
    }
  }

  /** Interceptors have made another message of one. */
  void changed(Message before, Message after) {
    witness.tracing().changed(clientId(), before, after);
  }

  private void trace(Event event, @Nullable Message message, Supplier<String> words) {
    if (witness.tracing().isOn()) {
      witness.tracing().tell(event, clientId(), address(), message, words);
    }
  }

  private @Nullable InetAddress address() {
    ClientInfo known = client;
    Peer from = taken;
    Peer shown = known != null ? known.client().peer() : from != null ? from : peer.get();
    InetSocketAddress address = shown.address();
    return address == null ? null : address.getAddress();
  }

  /** The client has its session. */
  public ClientInfo takenIn(ClientInfo info, Sessions.Arrival arrival) {
    client = info;
    drops = arrival.attachment().session().drops();
    connect = null; // It has the password.
    trace(Event.CONNECTED, null, () -> arrival.present() ? "to its session" : "to a new session");
    witness.observers().connected(info);
    if (arrival.present()) {
      witness.observers().sessionResumed(info);
    } else {
      witness.observers().sessionCreated(info);
    }
    return info;
  }

  /** The client has authenticated again. */
  void reauthenticated(Client who) {
    witness.observers().reauthenticated(who);
  }

  /** A subscription is stored. An observer may take its time: the batch so far is not to wait. */
  void subscribed(Client who, Subscription subscription, Shuttle shuttle) {
    if (watches(Happening.SUBSCRIBED)) {
      shuttle.pause();
    }
    subscribed(who, subscription);
  }

  /** The same where nothing is to wait. */
  public void subscribed(Client who, Subscription subscription) {
    trace(Event.SUBSCRIBED, null, () -> Described.subscription(subscription));
    witness.observers().subscribed(who, subscription);
  }

  /** A subscription is gone. */
  void unsubscribed(Client who, TopicFilter filter, Shuttle shuttle) {
    if (watches(Happening.UNSUBSCRIBED)) {
      shuttle.pause();
    }
    unsubscribed(who, filter);
  }

  /** The same where nothing is to wait. */
  public void unsubscribed(Client who, TopicFilter filter) {
    trace(Event.UNSUBSCRIBED, null, filter::value);
    witness.observers().unsubscribed(who, filter);
  }

  /** Whether anybody is to be told. */
  boolean watches(Happening happening) {
    return witness.observers().watches(happening);
  }

  /** Whether anybody is told what the client publishes. */
  boolean watchesMessages() {
    return watches(Happening.PUBLISHED);
  }

  /** A message of the client is routed, and its receivers have it. */
  public void published(Client who, Message message) {
    if (watchesMessages()) {
      witness.observers().published(who, message);
    }
  }

  /** A message was given to this connection. */
  public Outcome delivered(Message message, Qos qos, boolean dup, int packetId) {
    if (watches(Happening.DELIVERED)) {
      witness.observers().delivered(clientId(), message);
    }
    if (witness.tracing().isOn()) {
      trace(Event.DELIVERED, message, () -> Described.delivery(qos, dup, packetId));
    }
    return Outcome.SENT;
  }

  /** A message was not. */
  public Outcome dropped(DropReason reason, Message message, Terms terms) {
    drops.dropped(reason, message, terms.qos(), clientId());
    return Outcome.DROPPED;
  }

  @Override
  public void dropped(DropReason reason, Message message, Qos qos, String whose) {
    drops.dropped(reason, message, qos, whose);
  }

  @Override
  public void dropped(DropReason reason, Qos qos, long messages) {
    drops.dropped(reason, qos, messages);
  }

  private String clientId() {
    ClientInfo known = client;
    Packet.Connect asked = connect;
    return known != null ? known.client().clientId() : asked == null ? "" : asked.clientId();
  }

  /**
   * The connection is closed.
   *
   * @param last what is known of the client at the end; null when it was not served
   */
  void over(Farewell farewell, @Nullable ClientInfo last) {
    ClientInfo known = last == null ? client : last;
    Packet.Connect asked = connect;
    Peer from = taken == null ? peer.get() : taken;
    if (known == null && asked != null && farewell.by() == Farewell.By.SERVER) {
      Login login = new Login(from, asked.clientId(), asked.userName(), asked.password());
      witness.observers().refused(login, farewell.reason(), farewell.words());
      trace(Event.REFUSED, null, () -> Described.end(farewell.reason(), farewell.words()));
    }
    trace(Event.DISCONNECTED, null, () -> Described.end(farewell.reason(), farewell.words()));
    witness.observers().disconnected(from, known, farewell.reason(), farewell.words());
  }

  /** A client that was taken in is gone. */
  public void gone(ClientInfo last, ReasonCode reason, String words) {
    trace(Event.DISCONNECTED, null, () -> Described.end(reason, words));
    witness.observers().disconnected(peer.get(), last, reason, words);
  }
}
