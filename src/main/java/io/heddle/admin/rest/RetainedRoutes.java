package io.heddle.admin.rest;

import io.heddle.api.Retained;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/** The retained messages. Immutable. */
record RetainedRoutes(Retained retained, InstantSource clock) {
  private static final TopicFilter EVERYTHING = TopicFilter.of("#");

  private static final Item<TopicFilter> FILTER =
      Item.optional(
          "filter",
          Mqtt.FILTER,
          "Only those that it matches; # when left out, which does not match topics that begin with $.");

  List<Route> routes() {
    return List.of(
        Route.get("/api/v1/retained", "The retained messages, ordered by topic, level by level.")
            .takes(Paging.LIMIT, Paging.CURSOR, FILTER)
            .answers(Listed.of(Letter.SHAPE), this::list),
        Route.get("/api/v1/retained/message", "The retained message of a topic.")
            .takes(Letter.TOPIC)
            .fails(404, "There is none.")
            .answers(Letter.SHAPE, this::one),
        Route.put(
                "/api/v1/retained/message",
                "Keeps a message in place of the last one of its topic, and tells no subscriber.")
            .takes(Letter.TOPIC)
            .takes(Letter.CONTENT)
            .fails(409, "The topic is the server's.")
            .fails(507, "A limit forbids to keep it; the older one is forgotten, too.")
            .obeys(this::put),
        Route.delete("/api/v1/retained/message", "Forgets the message of a topic.")
            .takes(Letter.TOPIC)
            .fails(404, "There is none.")
            .fails(409, "The topic is the server's.")
            .obeys(this::remove));
  }

  private Listed<Message> list(Call call) throws Problem {
    TopicFilter filter = call.parameters().get(FILTER, EVERYTHING);
    return new Paging<Message>(key -> behind(filter, key), it -> it.topic().value(), null)
        .part(call, null);
  }

  private Stream<Message> behind(TopicFilter filter, String topic) {
    return topic.isEmpty()
        ? retained.matching(filter)
        : retained.behind(filter, TopicName.of(topic));
  }

  private Message one(Call call) throws Problem {
    TopicName topic = call.get(Letter.TOPIC);
    return Call.found(retained.get(topic), "retained message of", topic.value());
  }

  private void put(Call call) throws Problem {
    TopicName topic = clients(call.get(Letter.TOPIC));
    if (!retained.put(Letter.of(topic, call.content(), clock))) {
      throw new Problem(
          507, "a limit forbids to keep it (retained.messages, retained.bytes, data)");
    }
  }

  private void remove(Call call) throws Problem {
    TopicName topic = clients(call.get(Letter.TOPIC));
    if (!retained.remove(topic)) {
      throw Problem.notFound("there is no retained message of " + topic.value());
    }
  }

  /** What the server says of itself stays true. */
  static TopicName clients(TopicName topic) throws Problem {
    String value = topic.value();
    if (value.equals("$SYS") || value.startsWith("$SYS/")) {
      throw new Problem(409, "the topics under $SYS are the server's");
    }
    return topic;
  }
}
