package io.heddle.connection;

import io.heddle.api.Client;
import io.heddle.api.ClientInfo;
import io.heddle.api.Login;
import io.heddle.api.Peer;
import io.heddle.broker.Witness;
import io.heddle.codec.Packet;
import io.heddle.hook.Happening;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.session.DropReason;
import io.heddle.session.Outcome;
import io.heddle.session.Shuttle;
import io.heddle.session.Terms;
import org.jspecify.annotations.Nullable;

/**
 * What observers are told of one connection. Belongs to the connection's thread, which holds no
 * lock when it uses this; {@link #delivered} and {@link #dropped} are for any thread and under any
 * lock.
 */
final class Chronicle {
  private final Link link;
  private final String listener;
  private final Witness witness;
  private Packet.@Nullable Connect connect;

  /** Written by the connection's thread before the first message is delivered. */
  private volatile @Nullable ClientInfo client;

  Chronicle(Link link, Surroundings surroundings) {
    this.link = link;
    this.listener = surroundings.entrance().listener();
    this.witness = surroundings.core().witness();
  }

  /** The client asks to be taken in. */
  void asks(Packet.Connect packet) {
    connect = packet;
  }

  /** The client has its session. */
  ClientInfo takenIn(ClientInfo info, boolean resumed) {
    client = info;
    connect = null; // It has the password.
    witness.observers().connected(info);
    if (resumed) {
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
      witness.observers().subscribed(who, subscription);
    }
  }

  /** A subscription is gone. */
  void unsubscribed(Client who, TopicFilter filter, Shuttle shuttle) {
    if (watches(Happening.UNSUBSCRIBED)) {
      shuttle.pause();
      witness.observers().unsubscribed(who, filter);
    }
  }

  /** Whether anybody is to be told. */
  boolean watches(Happening happening) {
    return witness.observers().watches(happening);
  }

  /** A message of the client is routed, and its receivers have it. */
  void published(Client who, Message message) {
    witness.observers().published(who, message);
  }

  /** A message was given to this connection. */
  Outcome delivered(Message message) {
    if (watches(Happening.DELIVERED)) {
      witness.observers().delivered(clientId(), message);
    }
    return Outcome.SENT;
  }

  /** A message was not. */
  Outcome dropped(DropReason reason, Message message, Terms terms) {
    witness.dropped(reason, message, terms.qos(), clientId());
    return Outcome.DROPPED;
  }

  private String clientId() {
    ClientInfo known = client;
    return known == null ? "" : known.client().clientId();
  }

  /**
   * The connection is closed.
   *
   * @param last what is known of the client at the end; null when it was not served
   */
  void over(Farewell farewell, @Nullable ClientInfo last) {
    ClientInfo known = last == null ? client : last;
    Packet.Connect asked = connect;
    Peer peer = new Peer(listener, link.address(), link.certificates());
    if (known == null && asked != null && farewell.by() == Farewell.By.SERVER) {
      Login login = new Login(peer, asked.clientId(), asked.userName(), asked.password());
      witness.observers().refused(login, farewell.reason(), farewell.words());
    }
    witness.observers().disconnected(peer, known, farewell.reason(), farewell.words());
  }
}
