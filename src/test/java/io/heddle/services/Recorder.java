package io.heddle.services;

import io.heddle.api.Client;
import io.heddle.api.ClientInfo;
import io.heddle.api.DropReason;
import io.heddle.api.Login;
import io.heddle.api.Observer;
import io.heddle.api.Peer;
import io.heddle.api.SessionEnd;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Writes down what it is told, and on which threads. Safe for use by any thread. */
class Recorder implements Observer {
  /** What clients did. */
  final List<String> direct = new CopyOnWriteArrayList<>();

  /** What became of messages and sessions. */
  final List<String> queued = new CopyOnWriteArrayList<>();

  final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  final Set<Thread> ownThreads = ConcurrentHashMap.newKeySet();

  void direct(String text) {
    threads.add(Thread.currentThread());
    direct.add(text);
  }

  void queued(String text) {
    ownThreads.add(Thread.currentThread());
    queued.add(text);
  }

  private static String text(Message message) {
    return message.topic().value() + "=" + message.payload().text() + " of " + message.publisher();
  }

  @Override
  public void refused(Login login, ReasonCode reason, String words) {
    direct("refused " + login.clientId() + "/" + login.userName() + " " + reason.name());
  }

  @Override
  public void connected(ClientInfo client) {
    direct("connected " + client.client().clientId() + " " + client.protocol());
  }

  @Override
  public void sessionCreated(ClientInfo client) {
    direct("created " + client.client().clientId());
  }

  @Override
  public void sessionResumed(ClientInfo client) {
    direct("resumed " + client.client().clientId());
  }

  @Override
  public void reauthenticated(Client client) {
    direct("reauthenticated " + client.clientId());
  }

  @Override
  public void subscribed(Client client, Subscription subscription) {
    direct(
        "subscribed " + client.clientId() + " " + subscription.filter() + " " + subscription.qos());
  }

  @Override
  public void unsubscribed(Client client, TopicFilter filter) {
    direct("unsubscribed " + client.clientId() + " " + filter);
  }

  @Override
  public void published(Client client, Message message) {
    direct("published " + client.clientId() + " " + text(message));
  }

  @Override
  public void disconnected(
      Peer peer, @Nullable ClientInfo client, ReasonCode reason, String words) {
    String who = client == null ? "stranger" : client.client().clientId();
    direct("disconnected " + who + " " + peer.listener() + " " + reason.name());
  }

  @Override
  public void delivered(String clientId, Message message) {
    queued("delivered " + clientId + " " + text(message));
  }

  @Override
  public void acknowledged(String clientId, Message message) {
    queued("acknowledged " + clientId + " " + text(message));
  }

  @Override
  public void dropped(String clientId, Message message, DropReason reason) {
    queued("dropped " + clientId + " " + text(message) + " " + reason);
  }

  @Override
  public void sessionEnded(String clientId, SessionEnd reason) {
    queued("ended " + clientId + " " + reason);
  }

  @Override
  public void willPublished(String clientId, Message will) {
    queued("will " + clientId + " " + text(will));
  }

  @Override
  public void stopped() {
    queued("stopped");
  }
}
