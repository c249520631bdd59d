package io.heddle.cli.message;

import io.heddle.cli.line.Given;
import io.heddle.cli.line.Part;
import io.heddle.cli.line.Words;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.RetainHandling;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import io.heddle.mqtt.Version;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What {@code sub} is asked for.
 *
 * @param count how many messages are printed; 0 for all
 * @param waitMillis how long; 0 for ever
 * @param onlySubscribes leaves when the subscriptions are there
 * @param percent how many of a hundred messages are printed
 */
record SubscribeWords(
    List<Subscription> subscriptions,
    Properties subscribeProperties,
    List<TopicFilter> unsubscribed,
    Properties unsubscribeProperties,
    List<TopicFilter> filteredOut,
    long count,
    long waitMillis,
    boolean onlySubscribes,
    boolean onlyRetained,
    boolean withoutRetained,
    boolean removesRetained,
    double percent) {
  private static final String COUNT = "-C";
  private static final String WAIT = "-W";

  /** The command. */
  static Part part() {
    return Part.ofHost(
        "Subscribes to topics, and prints what is published.", SubscribeWords::grammar, Sub::task);
  }

  private static CommandSpec grammar(CommandSpec spec) {
    spec.addOption(Words.many("-t --topic", "FILTER", "A topic filter; may be repeated."))
        .addOption(Words.option("-q --qos", "LEVEL", "0, 1 or 2; otherwise 0."))
        .addOption(Words.option("-C", "N", "Ends after so many messages."))
        .addOption(Words.option("-W", "SECONDS", "Ends after so long, with exit code 27."))
        .addOption(Words.flag("-E", "Ends when the subscriptions are there."))
        .addOption(Words.many("-U --unsubscribe", "FILTER", "Unsubscribes; may be repeated."))
        .addOption(
            Words.many(
                "-T --filter-out", "FILTER", "Prints nothing of these topics; may be repeated."))
        .addOption(Words.flag("-R", "Prints no retained messages."))
        .addOption(
            Words.flag(
                "--retained-only", "Prints retained messages alone, and ends at the first other."))
        .addOption(
            Words.flag("--remove-retained", "Has the broker forget the retained ones that come."))
        .addOption(Words.flag("--no-local", "Not what this client publishes itself (MQTT 5)."))
        .addOption(
            Words.flag("--retain-as-published", "Keeps the retain flag of the publisher (MQTT 5)."))
        .addOption(
            Words.option(
                "--retain-handling", "N", "0, 1 or 2: retained messages always, if new, never."))
        .addOption(
            Words.option("--random-filter", "PERCENT", "Prints so many of a hundred messages."));
    printing(spec);
    ConnectWords.addTo(spec);
    PropertyWords.addTo(spec, "subscribe connect unsubscribe will");
    return Words.examples(
        spec,
        "heddle sub -v -t 'house/#'",
        "heddle sub -t '$SYS/broker/version' -C 1",
        "heddle sub -t 'house/#' --json | jq .payload",
        "heddle sub -t 'house/#' -F '%I %t %q %p'",
        "heddle sub -c -i keeper -q 1 -t orders      # goes on with what came meanwhile",
        "heddle sub -t '#' --retained-only -W 5",
        "The exit code is 27 when the time of -W is over.");
  }

  /** Adds the words about printing. */
  static void printing(CommandSpec spec) {
    spec.addOption(Words.flag("-v --verbose", "Prints the topic, too."))
        .addOption(
            Words.option(
                "-F",
                "FORMAT",
                "How a message is printed: %%t topic, %%p payload, %%q QoS, %%r retained, %%l length, %%I time, %%j all in JSON … and \\n; docs/command-line.md has all."))
        .addOption(Words.flag("--json", "The same as -F %%j."))
        .addOption(Words.flag("-N", "No line end behind a message."));
  }

  /** Reads the words. */
  static SubscribeWords of(Given given, @Nullable String ofUrl, Version version) {
    List<String> topics = new ArrayList<>(given.texts("-t"));
    if (topics.isEmpty() && ofUrl != null) {
      topics.add(ofUrl);
    }
    List<TopicFilter> unsubscribed = filters(given, "-U", given.texts("-U"));
    if (topics.isEmpty() && unsubscribed.isEmpty()) {
      throw given.wrong("-t FILTER is needed");
    }
    Properties subscribe = properties(given, "subscribe", Property.Place.SUBSCRIBE, version);
    return new SubscribeWords(
        subscriptions(given, filters(given, "-t", topics), subscribe),
        subscribe,
        unsubscribed,
        properties(given, "unsubscribe", Property.Place.UNSUBSCRIBE, version),
        filters(given, "-T", given.texts("-T")),
        given.number(COUNT, 0, 1, Long.MAX_VALUE),
        given.millis(WAIT, 0),
        given.has("-E"),
        given.has("--retained-only"),
        given.has("-R"),
        given.has("--remove-retained"),
        percent(given));
  }

  private static double percent(Given given) {
    String text = given.text("--random-filter", "100");
    if (!text.matches("\\d{1,3}(\\.\\d{1,6})?") || Double.parseDouble(text) > 100) {
      throw given.wrong("--random-filter " + text + ": allowed is a number from 0 to 100");
    }
    return Double.parseDouble(text);
  }

  private static Properties properties(
      Given given, String packet, Property.Place place, Version version) {
    return version == Version.MQTT_5_0
        ? PropertyWords.read(given, packet, place).build()
        : Properties.NONE;
  }

  private static List<Subscription> subscriptions(
      Given given, List<TopicFilter> filters, Properties properties) {
    Qos qos = ConnectWords.qos(given, "-q");
    RetainHandling handling = RetainHandling.of((int) given.number("--retain-handling", 0, 0, 2));
    int identifier = (int) properties.number(Property.SUBSCRIPTION_IDENTIFIER, 0);
    try {
      return filters.stream()
          .map(filter ->
              new Subscription(
                  filter,
                  qos,
                  given.has("--no-local"),
                  given.has("--retain-as-published"),
                  handling,
                  identifier))
          .toList();
    } catch (IllegalArgumentException e) {
      throw given.wrong(e.getMessage());
    }
  }

  private static List<TopicFilter> filters(Given given, String option, List<String> texts) {
    List<TopicFilter> filters = new ArrayList<>();
    for (String text : texts) {
      try {
        filters.add(TopicFilter.of(text));
      } catch (IllegalArgumentException e) {
        throw given.wrong(option + " " + text + ": " + e.getMessage());
      }
    }
    return filters;
  }

  /** Whether nothing of a topic is printed. */
  boolean filteredOut(TopicName topic) {
    return filteredOut.stream().anyMatch(filter -> filter.matches(topic));
  }
}
