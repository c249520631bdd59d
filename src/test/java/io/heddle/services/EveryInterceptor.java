package io.heddle.services;

import io.heddle.api.Client;
import io.heddle.api.ConnectInterceptor;
import io.heddle.api.ConnectRequest;
import io.heddle.api.ConnectionInterceptor;
import io.heddle.api.Peer;
import io.heddle.api.PublishInterceptor;
import io.heddle.api.SubscribeInterceptor;
import io.heddle.api.Terms;
import io.heddle.api.UnsubscribeInterceptor;
import io.heddle.api.Verdict;
import io.heddle.api.WillInterceptor;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import java.util.List;

/** Interceptors of all kinds in one. */
abstract class EveryInterceptor
    implements ConnectionInterceptor,
        ConnectInterceptor,
        SubscribeInterceptor,
        UnsubscribeInterceptor,
        PublishInterceptor,
        WillInterceptor {
  /** As the metrics call them, in the order of a client's way. */
  static final List<String> KINDS =
      List.of("connection", "connect", "subscribe", "unsubscribe", "publish", "will");

  /** What it says of whatever it is asked. */
  abstract <T> Verdict<T> decide(String kind) throws Exception;

  @Override
  public Verdict<Peer> onConnection(Peer peer) throws Exception {
    return decide("connection");
  }

  @Override
  public Verdict<Terms> onConnect(ConnectRequest request, Terms terms) throws Exception {
    return decide("connect");
  }

  @Override
  public Verdict<Subscription> onSubscribe(Client client, Subscription subscription)
      throws Exception {
    return decide("subscribe");
  }

  @Override
  public Verdict<TopicFilter> onUnsubscribe(Client client, TopicFilter filter) throws Exception {
    return decide("unsubscribe");
  }

  @Override
  public Verdict<Message> onPublish(Client client, Message message) throws Exception {
    return decide("publish");
  }

  @Override
  public Verdict<Message> onWill(Client client, Message will) throws Exception {
    return decide("will");
  }
}
