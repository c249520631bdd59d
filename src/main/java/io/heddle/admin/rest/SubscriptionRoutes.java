package io.heddle.admin.rest;

import io.heddle.api.Subscriptions;
import io.heddle.api.Subscriptions.Entry;
import io.heddle.api.Subscriptions.Kind;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.RetainHandling;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who wants what; subscribes and unsubscribes clients on their behalf. Immutable. */
record SubscriptionRoutes(Subscriptions subscriptions) {
  /** What no identifier and no filter has. */
  private static final char BETWEEN = '\0';

  private static final Item<String> OF =
      Item.optional("clientId", Scalar.TEXT, "Only those of this client.");
  private static final Item<TopicFilter> WRITTEN =
      Item.optional("filter", Mqtt.FILTER, "Only those with exactly this filter.");
  private static final Item<TopicName> MATCHING =
      Item.optional("topic", Mqtt.TOPIC, "Only those that a message of this topic matches.");
  private static final Item<Kind> KIND =
      Item.optional("kind", Scalar.choice(Kind.class), "Only those of this kind.");

  private static final Item<TopicFilter> FILTER =
      Item.needed("filter", Mqtt.FILTER, "The topic filter; $share/NAME/FILTER for a shared one.");
  private static final Item<Long> QOS =
      Item.optional("qos", Mqtt.QOS, "The highest quality of service; 0 when left out.");
  private static final Item<Boolean> NO_LOCAL =
      Item.optional("noLocal", Scalar.FLAG, "Not what the client itself publishes.");
  private static final Item<Boolean> AS_PUBLISHED =
      Item.optional("retainAsPublished", Scalar.FLAG, "With the retain flag as published.");
  private static final Item<RetainHandling> HANDLING =
      Item.optional(
          "retainHandling",
          Scalar.choice(RetainHandling.class),
          "Which retained messages come at once; `send` when left out.");
  private static final Item<Long> IDENTIFIER =
      Item.optional(
          "identifier",
          Scalar.whole(1, 268_435_455),
          "The Subscription Identifier; none when left out.");

  private static final Form FORM =
      Form.of(
          "NewSubscription",
          ClientRoutes.CLIENT,
          FILTER,
          QOS,
          NO_LOCAL,
          AS_PUBLISHED,
          HANDLING,
          IDENTIFIER);

  private static final Fields<Entry> SHAPE =
      Fields.<Entry>of("Subscription")
          .with("clientId", Scalar.TEXT, "Whose it is.", Entry::clientId)
          .with("filter", Mqtt.FILTER, "The topic filter.", it -> it.subscription().filter())
          .with("kind", Scalar.choice(Kind.class), "What it is to.", Entry::kind)
          .with("qos", Mqtt.QOS, "The highest.", it -> Mqtt.number(it.subscription().qos()))
          .with(
              "noLocal",
              Scalar.FLAG,
              "Not what the client itself publishes.",
              it -> it.subscription().noLocal())
          .with(
              "retainAsPublished",
              Scalar.FLAG,
              "With the retain flag as published.",
              it -> it.subscription().retainAsPublished())
          .with(
              "retainHandling",
              Scalar.choice(RetainHandling.class),
              "Which retained messages came at once.",
              it -> it.subscription().retainHandling())
          .maybe(
              "identifier",
              Scalar.COUNT,
              "The Subscription Identifier; absent for none.",
              SubscriptionRoutes::identifier);

  private static final Fields<ReasonCode> GRANTED =
      Fields.<ReasonCode>of("Granted")
          .with("code", Scalar.COUNT, "What SUBACK would say.", it -> Long.valueOf(it.code()))
          .with("reason", Scalar.TEXT, "The same in words.", ReasonCode::toString);

  private static @Nullable Long identifier(Entry entry) {
    int number = entry.subscription().identifier();
    return number == 0 ? null : Long.valueOf(number);
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/v1/subscriptions", "The subscriptions, ordered by client and filter.")
            .takes(Paging.LIMIT, Paging.CURSOR, OF, WRITTEN, MATCHING, KIND)
            .answers(Listed.of(SHAPE), this::list),
        Route.post(
                "/api/v1/subscriptions",
                "Subscribes a client, connected or not, as if it had asked itself; one that it has is replaced.")
            .takes(FORM)
            .fails(404, "The client has no session.")
            .fails(409, "The configuration limits or forbids it; `detail` has the reason code.")
            .answers(GRANTED, this::add),
        Route.delete("/api/v1/subscriptions", "Unsubscribes a client, connected or not.")
            .takes(ClientRoutes.CLIENT, FILTER)
            .fails(404, "The client has no session, or no such subscription.")
            .obeys(this::remove));
  }

  private Listed<Entry> list(Call call) throws Problem {
    String client = call.find(OF);
    TopicFilter written = call.find(WRITTEN);
    TopicName matching = call.find(MATCHING);
    Kind kind = call.find(KIND);
    Predicate<Entry> filter =
        it ->
            (written == null || it.subscription().filter().equals(written))
                && (matching == null || it.subscription().filter().matches(matching))
                && (kind == null || it.kind() == kind);
    return new Paging<>(key -> behind(key, client), SubscriptionRoutes::key, null)
        .part(call, filter);
  }

  private static String key(Entry entry) {
    return entry.clientId() + BETWEEN + entry.subscription().filter().value();
  }

  private Stream<Entry> behind(String key, @Nullable String client) {
    String first = key.isEmpty() ? "" : key.substring(0, Math.max(0, key.indexOf(BETWEEN)));
    Stream<Entry> all =
        client == null
            ? subscriptions.from(first)
            : subscriptions.from(client).takeWhile(each -> each.clientId().equals(client));
    return key.isEmpty() ? all : all.dropWhile(each -> !isBehind(each, first, key));
  }

  private static boolean isBehind(Entry entry, String client, String key) {
    return !entry.clientId().equals(client) || key(entry).compareTo(key) > 0;
  }

  private ReasonCode add(Call call) throws Problem {
    Given given = call.content();
    String client = given.get(ClientRoutes.CLIENT);
    Optional<ReasonCode> answer = subscriptions.add(client, subscription(given));
    ReasonCode reason = Call.found(answer, "session of", client);
    if (reason.isError()) {
      throw new Problem(409, "SUBACK would say " + reason.code() + ", " + reason);
    }
    return reason;
  }

  private static Subscription subscription(Given given) throws Problem {
    try {
      return new Subscription(
          given.get(FILTER),
          Mqtt.qos(given.get(QOS, 0L)),
          given.get(NO_LOCAL, false),
          given.get(AS_PUBLISHED, false),
          given.get(HANDLING, RetainHandling.SEND),
          given.get(IDENTIFIER, 0L).intValue());
    } catch (IllegalArgumentException e) {
      throw Problem.badRequest(String.valueOf(e.getMessage()));
    }
  }

  private void remove(Call call) throws Problem {
    String client = call.get(ClientRoutes.CLIENT);
    TopicFilter filter = call.get(FILTER);
    ReasonCode reason = Call.found(subscriptions.remove(client, filter), "session of", client);
    if (reason != ReasonCode.SUCCESS) {
      throw Problem.notFound(
          client + " has no subscription to " + filter.value() + " (" + reason + ")");
    }
  }
}
