package io.heddle.admin.rest;

import io.heddle.api.Drop;
import io.heddle.api.DropReason;
import io.heddle.api.Drops;
import io.heddle.mqtt.TopicFilter;
import java.util.List;
import java.util.function.Predicate;

/** The last messages that somebody did not get. Immutable. */
record DropRoutes(Drops drops) {
  private static final Item<Long> LIMIT =
      Item.optional(
          "limit", Scalar.whole(1, 1000), "The most entries of the answer; 100 when left out.");

  private static final Item<DropReason> REASON =
      Item.optional("reason", Scalar.choice(DropReason.class), "Only those for this reason.");

  private static final Item<String> CLIENT =
      Item.optional("clientId", Scalar.TEXT, "Only those that this client did not get.");

  private static final Item<String> PUBLISHER =
      Item.optional("publisher", Scalar.TEXT, "Only messages of this client.");

  private static final Item<TopicFilter> TOPIC =
      Item.optional("topic", Mqtt.FILTER, "Only those that this topic, or filter, matches.");

  private static final long USUAL = 100;

  static final Fields<Drop> SHAPE =
      Fields.<Drop>of("Drop")
          .with("at", Scalar.TIME, "When.", Drop::at)
          .with("reason", Scalar.choice(DropReason.class), "Why.", Drop::reason)
          .maybe(
              "clientId",
              Scalar.TEXT,
              "Who did not get it; its publisher where it was not let in. Absent for a member of a share group, before it was known which.",
              it -> it.clientId().isEmpty() ? null : it.clientId())
          .with("topic", Scalar.TEXT, "Its topic, mount points included.", Drop::topic)
          .with("qos", Mqtt.QOS, "At which it was to be delivered.", it -> Mqtt.number(it.qos()))
          .maybe(
              "publisher",
              Scalar.TEXT,
              "Who published it; absent for the server.",
              it -> it.publisher().isEmpty() ? null : it.publisher())
          .with(
              "text", Shape.list(Scalar.TEXT), "The same in a sentence.", it -> List.of(it.text()));

  List<Route> routes() {
    return List.of(
        Route.get(
                "/api/v1/drops",
                "The newest of the last messages that clients did not get, or were not let publish, the newest first. Of each client some are remembered.")
            .takes(LIMIT, REASON, CLIENT, PUBLISHER, TOPIC)
            .answers(Listed.of(SHAPE), this::newest),
        Route.get(
                "/api/v1/clients/{clientId}/drops",
                "The last messages that a client did not get, or was not let publish, the newest first. It need not be connected, nor have a session any more.")
            .takes(ClientRoutes.CLIENT)
            .answers(Listed.of(SHAPE), this::ofClient));
  }

  private Listed<Drop> ofClient(Call call) throws Problem {
    return Listed.whole(drops.of(call.get(ClientRoutes.CLIENT)));
  }

  private Listed<Drop> newest(Call call) {
    int most = call.parameters().get(LIMIT, USUAL).intValue();
    DropReason reason = call.find(REASON);
    String client = call.find(CLIENT);
    String publisher = call.find(PUBLISHER);
    TopicFilter topic = call.find(TOPIC);
    Predicate<Drop> wanted =
        drop ->
            (reason == null || drop.reason() == reason)
                && (client == null || drop.clientId().equals(client))
                && (publisher == null || drop.publisher().equals(publisher))
                && (topic == null || Mqtt.matches(topic, drop.topic()));
    return Listed.whole(drops.newest(most, wanted));
  }
}
