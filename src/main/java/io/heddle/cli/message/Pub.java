package io.heddle.cli.message;

import io.heddle.cli.client.Connection;
import io.heddle.cli.client.Publisher;
import io.heddle.cli.client.Reasons;
import io.heddle.cli.line.Given;
import io.heddle.cli.line.Json;
import io.heddle.cli.line.Part;
import io.heddle.cli.line.Task;
import io.heddle.cli.line.Terminal;
import io.heddle.cli.line.Words;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.TopicName;
import io.heddle.mqtt.Version;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code pub}: publishes messages. */
final class Pub implements Task {
  private static final List<String> PACKETS = List.of("connect", "publish", "will");
  private static final int USUAL_WINDOW = 20;
  private static final int LARGEST_WINDOW = 65_535;

  private final Terminal terminal;
  private final Notes notes;
  private final ConnectWords words;
  private final TopicName topic;
  private final Payloads payloads;
  private final Qos qos;
  private final boolean retain;
  private final Properties properties;
  private final long times;
  private final long pauseMillis;
  private final int window;
  private final boolean json;

  /** Written by the thread that reads the connection, which is the one that runs the task. */
  private int code = DONE;

  private Pub(Given given, Terminal terminal) {
    this.terminal = terminal;
    notes = Notes.of(given, terminal);
    PropertyWords.check(given, PACKETS);
    words = ConnectWords.of(given, terminal, "pub");
    topic = topic(given, words.topic());
    payloads = Payloads.of(given, terminal, List.of("-m", "-f", "-n", "-s", "-l"));
    qos = ConnectWords.qos(given, "-q");
    retain = given.has("-r");
    properties = properties(given, words.connect().version());
    times = given.number("--repeat", 1, 1, Integer.MAX_VALUE);
    pauseMillis = given.millis("--repeat-delay", 0);
    window = (int) given.number("-M", USUAL_WINDOW, 1, LARGEST_WINDOW);
    json = given.has("--json");
    if (given.has("-l") && given.has("--repeat")) {
      throw given.wrong("--repeat: the lines of the standard input are there once");
    }
  }

  /** The command. */
  static Part part() {
    return Part.ofHost("Publishes a message.", Pub::grammar, Pub::task);
  }

  private static Task task(Given given, Terminal terminal) {
    Pub pub = new Pub(given, terminal);
    return pub.notes.guarded(pub);
  }

  private static CommandSpec grammar(CommandSpec spec) {
    spec.addOption(Words.option("-t --topic", "TOPIC", "The topic."));
    Payloads.addTo(spec);
    spec.addOption(Words.flag("-l --stdin-line", "Each line of the standard input is a message."))
        .addOption(Words.option("-q --qos", "LEVEL", "0, 1 or 2; otherwise 0."))
        .addOption(Words.flag("-r --retain", "The broker keeps the message for later subscribers."))
        .addOption(Words.option("--repeat", "N", "Publishes it so often."))
        .addOption(Words.option("--repeat-delay", "SECONDS", "Waits so long in between."))
        .addOption(
            Words.option(
                "-M --max-inflight", "N", "So many unanswered messages at a time; otherwise 20."))
        .addOption(Words.flag("--json", "Tells what became of each message, in JSON."));
    ConnectWords.addTo(spec);
    PropertyWords.addTo(spec, "publish connect will");
    return Words.examples(
        spec,
        "heddle pub -t house/hall/light -m on -q 1",
        "heddle pub -h broker.example --cafile ca.pem -u ann -t a/b -f picture.jpg -r",
        "tail -f readings | heddle pub -t readings -l -q 2",
        "heddle pub -t orders -m '{}' -D publish content-type application/json -D publish user-property shop 7",
        "The exit code is 0 when the broker has taken all, otherwise its reason, or 1.");
  }

  /** The topic of an option, or else that of the URL. */
  static TopicName topic(Given given, @Nullable String ofUrl) {
    String text = given.text("-t");
    if (text == null && ofUrl == null) {
      throw given.wrong("-t TOPIC is needed");
    }
    try {
      return TopicName.of(text == null ? String.valueOf(ofUrl) : text);
    } catch (IllegalArgumentException e) {
      throw given.wrong("-t: " + e.getMessage());
    }
  }

  /** Those of the message. */
  static Properties properties(Given given, Version version) {
    Properties properties = PropertyWords.read(given, "publish", Property.Place.PUBLISH).build();
    if (!properties.isEmpty() && version != Version.MQTT_5_0) {
      throw given.wrong("-D: only MQTT 5 has properties");
    }
    return properties;
  }

  @Override
  public int run() throws IOException {
    try (Connection connection = Connection.open(words.target(), words.connect())) {
      notes.connected(connection, words);
      Publisher publisher = new Publisher(connection, window, this::answered);
      publisher.run(() -> payloads.to(payload -> publish(publisher, payload)));
    }
    return code;
  }

  private void publish(Publisher publisher, Bytes payload) throws IOException {
    for (long i = 0; i < times; i++) {
      if (i > 0 && pauseMillis > 0) {
        pause();
      }
      publisher.publish(topic, payload, qos, retain, properties);
      notes.tell("published " + payload.length() + " bytes to " + topic);
      if (json && qos == Qos.AT_MOST_ONCE) {
        tell(0, null, Properties.NONE);
      }
    }
  }

  private void pause() throws IOException {
    try {
      Thread.sleep(pauseMillis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private void answered(int id, ReasonCode reason, Properties answer, long nanos) {
    if (json) {
      tell(id, reason, answer);
    }
    if (reason.isError()) {
      code = reason.code();
      notes.warn("the message to " + topic + " is refused: " + Reasons.words(reason, answer));
    } else {
      notes.tell("answered: " + Reasons.words(reason, answer));
    }
  }

  private void tell(int id, @Nullable ReasonCode reason, Properties answer) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("topic", topic.value());
    facts.put("qos", qos.value());
    if (reason != null) {
      facts.put("mid", id);
      facts.put("code", reason.code());
      facts.put("reason", Reasons.words(reason, answer));
    }
    terminal.out().println(Json.of(facts));
  }
}
