package io.heddle.cli.message;

import io.heddle.cli.line.Given;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Stack;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** {@code -D PACKET PROPERTY VALUE}: properties of MQTT 5. Stateless. */
final class PropertyWords {
  private static final String OPTION = "-D";
  private static final String USER = "user-property";

  /** Between the words of one property: no argument of a process has it. */
  private static final char SEPARATOR = '\0';

  private PropertyWords() {}

  static CommandSpec addTo(CommandSpec spec, String packets) {
    return spec.addOption(
        OptionSpec.builder(OPTION, "--property")
            .paramLabel("PACKET PROPERTY VALUE")
            .arity("3..4")
            .hideParamSyntax(true)
            .type(List.class)
            .auxiliaryTypes(String.class)
            .parameterConsumer(PropertyWords::consume)
            .description(
                "A property of MQTT 5, such as -D "
                    + packets.substring(0, packets.indexOf(' '))
                    + " user-property NAME VALUE. PACKET is one of "
                    + packets.replace(" ", ", ")
                    + ".")
            .build());
  }

  /** Takes the words of one property: three, or four for a user property. */
  private static void consume(Stack<String> words, ArgSpec option, CommandSpec spec) {
    int count = words.size() > 1 && words.get(words.size() - 2).equals(USER) ? 4 : 3;
    if (words.size() < count) {
      throw new ParameterException(
          spec.commandLine(),
          "-D: allowed is -D PACKET PROPERTY VALUE, and -D PACKET user-property NAME VALUE");
    }
    List<String> taken = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      taken.add(words.pop());
    }
    List<String> all = option.getValue() instanceof List<?> before ? cast(before) : List.of();
    List<String> more = new ArrayList<>(all);
    more.add(String.join(String.valueOf(SEPARATOR), taken));
    option.setValue(more);
  }

  private static List<String> cast(List<?> list) {
    return list.stream().map(String::valueOf).toList();
  }

  /** Adds those that were given for a packet. */
  static Properties.Builder read(Given given, String packet, Property.Place place) {
    Properties.Builder properties = Properties.builder();
    for (String each : given.collected(OPTION)) {
      String[] words = each.split(String.valueOf(SEPARATOR), -1);
      if (words[0].equalsIgnoreCase(packet)) {
        add(given, properties, words, place);
      }
    }
    return properties;
  }

  /** Refuses those for packets that the command does not send. */
  static void check(Given given, List<String> packets) {
    for (String each : given.collected(OPTION)) {
      String packet = each.substring(0, each.indexOf(SEPARATOR));
      if (!packets.contains(packet.toLowerCase(Locale.ROOT))) {
        throw given.wrong("-D " + packet + ": allowed are " + String.join(", ", packets));
      }
    }
  }

  private static void add(
      Given given, Properties.Builder properties, String[] words, Property.Place place) {
    Property property = named(words[1]);
    if (property == null || !property.allowedIn(place)) {
      throw given.wrong(
          "-D " + words[0] + " " + words[1] + ": allowed are " + String.join(", ", names(place)));
    }
    try {
      switch (property.type()) {
        case PAIR -> properties.user(words[2], words[3]);
        case STRING -> properties.add(property, words[2]);
        case BINARY -> properties.add(property, Bytes.utf8(words[2]));
        case BYTE, TWO_BYTES, FOUR_BYTES, VARIABLE ->
            properties.add(property, Long.parseLong(words[2]));
      }
    } catch (IllegalArgumentException e) {
      throw given.wrong(
          "-D " + words[0] + " " + words[1] + " " + words[2] + ": not a number it can have");
    }
  }

  private static @Nullable Property named(String word) {
    for (Property property : Property.values()) {
      if (name(property).equals(word.toLowerCase(Locale.ROOT))) {
        return property;
      }
    }
    return null;
  }

  private static List<String> names(Property.Place place) {
    List<String> names = new ArrayList<>();
    for (Property property : Property.values()) {
      if (property.allowedIn(place)) {
        names.add(name(property));
      }
    }
    return names;
  }

  /** As it is written, such as {@code content-type}. */
  static String name(Property property) {
    return property.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
