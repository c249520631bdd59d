package io.heddle.cli.message;

import io.heddle.cli.client.Connection;
import io.heddle.cli.client.Expired;
import io.heddle.cli.client.Reasons;
import io.heddle.cli.line.Given;
import io.heddle.cli.line.Part;
import io.heddle.cli.line.Task;
import io.heddle.cli.line.Terminal;
import io.heddle.cli.line.Words;
import io.heddle.codec.Packet;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import io.heddle.mqtt.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code rr}: publishes a request, and prints the answer. Runs on one thread. */
final class Rr implements Task {
  private static final int SUBSCRIBE_ID = 1;
  private static final int PUBLISH_ID = 2;

  private final Notes notes;
  private final ConnectWords words;
  private final TopicName topic;
  private final String answers;
  private final Payloads payloads;
  private final Qos qos;
  private final boolean withoutRetained;
  private final Properties properties;
  private final Printer printer;
  private final long waitMillis;

  private Rr(Given given, Terminal terminal) {
    notes = Notes.of(given, terminal);
    PropertyWords.check(given, List.of("connect", "publish", "subscribe", "will"));
    words = ConnectWords.of(given, terminal, "rr");
    topic = Pub.topic(given, words.topic());
    answers = answers(given);
    payloads = Payloads.of(given, terminal, List.of("-m", "-f", "-n", "-s"));
    qos = ConnectWords.qos(given, "-q");
    withoutRetained = given.has("-R");
    properties = Pub.properties(given, words.connect().version());
    printer = new Printer(terminal, Format.of(given));
    waitMillis = given.millis("-W", 0);
  }

  /** The command. */
  static Part part() {
    return Part.ofHost("Publishes a request, and prints the answer.", Rr::grammar, Rr::task);
  }

  private static Task task(Given given, Terminal terminal) {
    Rr rr = new Rr(given, terminal);
    return rr.notes.guarded(rr);
  }

  private static CommandSpec grammar(CommandSpec spec) {
    spec.addOption(Words.option("-t --topic", "TOPIC", "The topic of the request."))
        .addOption(Words.option("-e", "TOPIC", "That of the answer."));
    Payloads.addTo(spec);
    spec.addOption(Words.option("-q --qos", "LEVEL", "0, 1 or 2; otherwise 0."))
        .addOption(Words.flag("-R", "Takes no retained message for the answer."))
        .addOption(Words.option("-W", "SECONDS", "Ends after so long, with exit code 27."));
    SubscribeWords.printing(spec);
    ConnectWords.addTo(spec);
    PropertyWords.addTo(spec, "publish connect subscribe will");
    return Words.examples(
        spec,
        "heddle rr -t time/request -e time/answer -m now -W 5",
        "heddle rr -t orders -e orders/answers/7 -f order.json -D publish correlation-data 7",
        "The exit code is 27 when the time of -W is over.");
  }

  private static String answers(Given given) {
    String text = given.text("-e");
    if (text == null) {
      throw given.wrong("-e TOPIC is needed");
    }
    try {
      return TopicName.of(text).value();
    } catch (IllegalArgumentException e) {
      throw given.wrong("-e: " + e.getMessage());
    }
  }

  @Override
  public int run() throws IOException {
    try (Connection connection = Connection.open(words.target(), words.connect())) {
      notes.connected(connection, words);
      printer.watch(connection);
      if (waitMillis > 0) {
        connection.deadline(waitMillis);
      }
      int code = DONE;
      try {
        ask(connection);
      } catch (Expired e) {
        notes.warn("the time of -W is over, and there is no answer");
        code = Sub.TIMED_OUT;
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
      printer.show();
      connection.leave();
      return code;
    }
  }

  private void ask(Connection connection) throws IOException {
    connection.write(
        Packet.Subscribe.of(SUBSCRIBE_ID, Subscription.of(TopicFilter.of(answers), qos)));
    while (true) {
      switch (connection.next()) {
        case Packet.Suback answer -> {
          require(
              connection,
              "the subscription to " + answers,
              answer.reasons().getFirst(),
              answer.properties());
          payloads.to(payload -> connection.write(request(payload)));
        }
        case Packet.Puback answer ->
            require(connection, "the request", answer.reason(), answer.properties());
        case Packet.Pubrec answer ->
            require(connection, "the request", answer.reason(), answer.properties());
        case Packet.Publish message -> {
          boolean stale = message.retain() && withoutRetained;
          if (!stale && message.topic() != null && message.topic().value().equals(answers)) {
            printer.print(message);
            return;
          }
        }
        default -> {}
      }
    }
  }

  private Packet.Publish request(Bytes payload) {
    Properties all = properties;
    if (words.connect().version() == Version.MQTT_5_0 && !properties.has(Property.RESPONSE_TOPIC)) {
      all = properties.toBuilder().add(Property.RESPONSE_TOPIC, answers).build();
    }
    int id = qos == Qos.AT_MOST_ONCE ? 0 : PUBLISH_ID;
    return new Packet.Publish(false, qos, false, topic, id, all, payload);
  }

  private static void require(
      Connection connection, String what, ReasonCode reason, Properties properties)
      throws IOException {
    if (reason.isError()) {
      throw Reasons.failed(what + " is refused", reason, properties, connection.version());
    }
  }
}
