package io.heddle.admin.rest;

import io.heddle.api.Messages;
import io.heddle.mqtt.Message;
import java.time.InstantSource;
import java.util.List;

/** Publishes. Immutable. */
record PublishRoutes(Messages messages, InstantSource clock) {
  private static final Item<String> TO =
      Item.optional(
          "clientId",
          Scalar.TEXT,
          "For this client alone, whatever it subscribes to; everybody who subscribes when left out.");

  private static final Form FORM = Letter.publication("Publication", TO);

  private static final Fields<Messages.Fate> SHAPE =
      Fields.<Messages.Fate>of("Published")
          .with(
              "fate",
              Scalar.choice(Messages.Fate.class),
              "`taken`: at least one receiver has it, or has it queued; `nobody`: none subscribes; `dropped`: each dropped it.",
              it -> it);

  List<Route> routes() {
    return List.of(
        Route.post(
                "/api/v1/publish",
                "Publishes a message, as a client would. Rules of access are not asked.")
            .takes(FORM)
            .fails(409, "The topic is the server's.")
            .answers(SHAPE, this::publish));
  }

  private Messages.Fate publish(Call call) throws Problem {
    Given given = call.content();
    Message message = Letter.of(RetainedRoutes.clients(given.get(Letter.TOPIC)), given, clock);
    String client = given.find(TO);
    return client == null ? messages.publish(message) : messages.send(client, message);
  }
}
