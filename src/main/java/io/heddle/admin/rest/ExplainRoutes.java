package io.heddle.admin.rest;

import io.heddle.api.Explanations;
import io.heddle.api.Explanations.ClientVerdict;
import io.heddle.api.Explanations.MessageVerdict;
import io.heddle.api.Explanations.OfClient;
import io.heddle.api.Explanations.OfMessage;
import io.heddle.api.Explanations.OfSubscription;
import io.heddle.api.Explanations.Publication;
import io.heddle.api.Explanations.Receiver;
import io.heddle.api.Explanations.ReceiverVerdict;
import io.heddle.api.Explanations.SubscriptionVerdict;
import io.heddle.api.Explanations.Visitor;
import io.heddle.api.Explanations.Wish;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/** What would become of a message, a subscription or a client, and why. Immutable. */
record ExplainRoutes(Explanations explanations) {
  private static final long LARGEST = 268_435_455;
  private static final long USUAL = 100;

  private static final Scalar<InetAddress> ADDRESS =
      Scalar.text(InetAddress::getHostAddress, InetAddress::ofLiteral);

  private static final Item<String> PUBLISHER =
      Item.optional(
          "client",
          Scalar.TEXT,
          "The Client Identifier of the publisher; the broker itself when left out. It need not be connected.");

  private static final Item<String> CLIENT =
      Item.needed("client", Scalar.TEXT, "The Client Identifier. It need not be connected.");

  private static final Item<String> USER =
      Item.optional(
          "username",
          Scalar.TEXT,
          "Its user name, if it is not connected; that of its session, or none, when left out.");

  private static final Item<InetAddress> FROM =
      Item.optional(
          "address",
          ADDRESS,
          "Where it comes from, if it is not connected; this machine when left out.");

  private static final Item<String> LISTENER =
      Item.optional(
          "listener",
          Scalar.TEXT,
          "By which it comes, if it is not connected; the first one when left out.");

  private static final Item<TopicName> TOPIC =
      Item.needed(
          "topic", Mqtt.TOPIC, "The topic as the publisher names it, without its mount point.");

  private static final Item<TopicFilter> FILTER =
      Item.needed(
          "filter", Mqtt.FILTER, "The filter as the client names it, without its mount point.");

  private static final Item<Long> QOS =
      Item.optional("qos", Mqtt.QOS, "0, 1 or 2; 0 when left out.");

  private static final Item<Boolean> RETAIN =
      Item.optional("retain", Scalar.FLAG, "Whether it is to be retained.");

  private static final Item<Long> SIZE =
      Item.optional("size", Scalar.whole(0, LARGEST), "The bytes of its payload; 1 when left out.");

  private static final Item<Long> EXPIRY =
      Item.optional(
          "expiry",
          Scalar.whole(0, 4_294_967_295L),
          "Its Message Expiry Interval in seconds; none when left out.");

  private static final Item<String> RECEIVER =
      Item.optional(
          "receiver", Scalar.TEXT, "Only this client, also if it does not subscribe to the topic.");

  private static final Item<Long> LIMIT =
      Item.optional(
          "limit", Scalar.whole(1, 1000), "The most receivers of the answer; 100 when left out.");

  private static final Shape<List<String>> TEXT = Shape.list(Scalar.TEXT);

  private static final Fields<Receiver> AT =
      Fields.<Receiver>of("ExplainedReceiver")
          .with("clientId", Scalar.TEXT, "Its Client Identifier.", Receiver::clientId)
          .maybe(
              "filter",
              Mqtt.FILTER,
              "Its filter that matches, with its mount point; absent when none does.",
              Receiver::filter)
          .with(
              "verdict",
              Scalar.choice(ReceiverVerdict.class),
              "What it comes to there.",
              Receiver::verdict)
          .with("qos", Mqtt.QOS, "At which it would be delivered.", it -> Mqtt.number(it.qos()))
          .maybe("rule", Scalar.TEXT, "Of access, that decides.", Receiver::rule)
          .with("text", TEXT, "The same in sentences.", Receiver::text);

  private static final Fields<OfMessage> MESSAGE =
      Fields.<OfMessage>of("ExplainedMessage")
          .with(
              "verdict",
              Scalar.choice(MessageVerdict.class),
              "What it comes to.",
              OfMessage::verdict)
          .with("topic", Scalar.TEXT, "With the mount point of its publisher.", OfMessage::topic)
          .maybe("rule", Scalar.TEXT, "Of access, that decides.", OfMessage::rule)
          .with("text", TEXT, "The same in sentences.", OfMessage::text)
          .with(
              "receivers",
              Shape.list(AT),
              "Those who subscribe to it, one for each subscription.",
              OfMessage::receivers)
          .with("matched", Scalar.COUNT, "How many these are.", it -> Long.valueOf(it.matched()))
          .with("hooks", TEXT, "Those that would be asked, and were not.", OfMessage::hooks)
          .with(
              "drops",
              Shape.list(DropRoutes.SHAPE),
              "What was dropped lately of this topic between them, the newest first.",
              OfMessage::drops);

  private static final Fields<OfSubscription> SUBSCRIPTION =
      Fields.<OfSubscription>of("ExplainedSubscription")
          .with(
              "verdict",
              Scalar.choice(SubscriptionVerdict.class),
              "What it comes to.",
              OfSubscription::verdict)
          .with("filter", Scalar.TEXT, "With the mount point.", OfSubscription::filter)
          .with("qos", Mqtt.QOS, "That is granted.", it -> Mqtt.number(it.qos()))
          .maybe("rule", Scalar.TEXT, "Of access, that decides.", OfSubscription::rule)
          .with("text", TEXT, "The same in sentences.", OfSubscription::text)
          .with("hooks", TEXT, "Those that would be asked, and were not.", OfSubscription::hooks);

  private static final Fields<OfClient> VISITOR =
      Fields.<OfClient>of("ExplainedClient")
          .with(
              "verdict", Scalar.choice(ClientVerdict.class), "What it comes to.", OfClient::verdict)
          .maybe("rule", Scalar.TEXT, "Of access, or ban, that decides.", OfClient::rule)
          .with("text", TEXT, "The same in sentences.", OfClient::text)
          .with("hooks", TEXT, "Those that would be asked, and were not.", OfClient::hooks);

  List<Route> routes() {
    return List.of(
        Route.get(
                "/api/v1/explain/publish",
                "What would become of a message at this moment, and why: who gets it, who does not. Nothing is published or counted, and only hooks are called that answer and do nothing else.")
            .takes(PUBLISHER, TOPIC, QOS, RETAIN, SIZE, EXPIRY, RECEIVER, LIMIT)
            .takes(USER, FROM, LISTENER)
            .answers(MESSAGE, this::publish),
        Route.get(
                "/api/v1/explain/subscribe",
                "What would become of a subscription at this moment, and why. Nothing is changed, and only hooks are called that answer and do nothing else.")
            .takes(CLIENT, FILTER, QOS, USER, FROM, LISTENER)
            .answers(SUBSCRIPTION, this::subscribe),
        Route.get(
                "/api/v1/explain/connect",
                "What would become of a client that comes at this moment, and why. Its password is not asked for: it is taken for the user that it names.")
            .takes(CLIENT, USER, FROM, LISTENER)
            .answers(VISITOR, call -> explanations.connect(visitor(call, call.get(CLIENT)))));
  }

  private static Visitor visitor(Call call, String client) {
    return new Visitor(client, call.find(USER), call.find(FROM), call.find(LISTENER));
  }

  private OfMessage publish(Call call) throws Problem {
    String client = call.find(PUBLISHER);
    Long expiry = call.find(EXPIRY);
    Given given = call.parameters();
    return explanations.publish(
        new Publication(
            client == null ? null : visitor(call, client),
            call.get(TOPIC),
            Mqtt.qos(given.get(QOS, 0L)),
            given.get(RETAIN, false),
            given.get(SIZE, 1L),
            expiry == null ? null : Duration.ofSeconds(expiry),
            call.find(RECEIVER),
            given.get(LIMIT, USUAL).intValue()));
  }

  private OfSubscription subscribe(Call call) throws Problem {
    Visitor visitor = visitor(call, call.get(CLIENT));
    long qos = call.parameters().get(QOS, 0L);
    return explanations.subscribe(
        new Wish(visitor, Subscription.of(call.get(FILTER), Mqtt.qos(qos))));
  }
}
