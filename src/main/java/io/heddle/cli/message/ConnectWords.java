package io.heddle.cli.message;

import io.heddle.cli.client.Target;
import io.heddle.cli.line.Given;
import io.heddle.cli.line.Terminal;
import io.heddle.cli.line.Words;
import io.heddle.codec.Packet;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.TopicName;
import io.heddle.mqtt.Version;
import io.heddle.mqtt.Will;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The words of a CONNECT, and where it goes.
 *
 * @param topic of the URL, or null
 */
record ConnectWords(Target target, Packet.Connect connect, @Nullable String topic) {
  private static final String VERSION = "-V";
  private static final String WILL_TOPIC = "--will-topic";
  private static final String PERSISTENT = "-c";
  private static final String EXPIRY = "-x";
  private static final long FOR_EVER = 0xFFFF_FFFFL;
  private static final int KEEP_ALIVE = 60;
  private static final int LARGEST_KEEP_ALIVE = 65_535;

  private static final Map<String, Version> VERSIONS =
      Map.of(
          "5", Version.MQTT_5_0,
          "mqttv5", Version.MQTT_5_0,
          "311", Version.MQTT_3_1_1,
          "mqttv311", Version.MQTT_3_1_1,
          "31", Version.MQTT_3_1,
          "mqttv31", Version.MQTT_3_1);

  static CommandSpec addTo(CommandSpec spec) {
    TargetWords.addTo(spec);
    spec.addOption(
            Words.option(
                "-u --username", "NAME", "The user's name; or the variable HEDDLE_MQTT_USERNAME."))
        .addOption(
            Words.option(
                "-P --pw",
                "PASSWORD",
                "The password. Who lists the processes sees it: better set HEDDLE_MQTT_PASSWORD."))
        .addOption(Words.option("-i --id", "ID", "The client identifier."))
        .addOption(
            Words.option(
                "-I --id-prefix", "PREFIX", "That, with the number of the process behind it."))
        .addOption(
            Words.option("-V --protocol-version", "VERSION", "5, 311 or 31 of MQTT; otherwise 5."))
        .addOption(
            Words.option("-k --keepalive", "SECONDS", "Keep alive; otherwise 60, 0 for none."))
        .addOption(
            Words.flag(
                "-c --disable-clean-session",
                "Goes on with the session of this client identifier, and keeps it."))
        .addOption(
            Words.option(
                "-x --session-expiry-interval",
                "SECONDS",
                "How long the session is kept; otherwise for ever with -c, and else not at all."))
        .addOption(
            Words.option(
                WILL_TOPIC, "TOPIC", "The broker publishes a Will there if the client gets lost."))
        .addOption(Words.option("--will-payload", "TEXT", "Its payload; otherwise empty."))
        .addOption(Words.option("--will-qos", "LEVEL", "Its quality of service; otherwise 0."))
        .addOption(Words.flag("--will-retain", "It is retained."))
        .addOption(Words.flag("--nodelay", "Does nothing here: packets are never held back."))
        .addOption(Words.flag("--quiet", "Says nothing of what goes wrong."))
        .addOption(Words.flag("-d --debug", "Tells what happens, on the standard error."));
    return spec;
  }

  /** Reads them. */
  static ConnectWords of(Given given, Terminal terminal, String command) {
    TargetWords where = TargetWords.of(given, terminal);
    Version version = version(given);
    String name =
        first(given.text("-u"), where.userName(), terminal.variable("HEDDLE_MQTT_USERNAME"));
    String secret =
        first(given.text("-P"), where.password(), terminal.variable("HEDDLE_MQTT_PASSWORD"));
    boolean persistent = given.has(PERSISTENT);
    Packet.Connect connect =
        new Packet.Connect(
            version,
            id(given, version, command, persistent),
            !persistent,
            (int) given.number("-k", KEEP_ALIVE, 0, LARGEST_KEEP_ALIVE),
            properties(given, version, persistent),
            given.has(WILL_TOPIC) ? will(given, version) : null,
            name,
            secret == null ? null : Bytes.utf8(secret));
    if (secret != null && name == null && version != Version.MQTT_5_0) {
      throw given.wrong("a password without a user name: only MQTT 5 has that");
    }
    return new ConnectWords(where.target(), connect, where.topic());
  }

  private static @Nullable String first(@Nullable String... texts) {
    for (String text : texts) {
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  private static Version version(Given given) {
    String word = given.text(VERSION, "5");
    Version version = VERSIONS.get(word);
    if (version == null) {
      throw given.wrong("-V " + word + ": allowed are 5, 311 and 31");
    }
    return version;
  }

  private static String id(Given given, Version version, String command, boolean persistent) {
    String id = given.text("-i");
    if (id != null) {
      return id;
    }
    if (persistent) {
      throw given.wrong("-c: a session that is kept needs the client identifier: -i ID");
    }
    String prefix = given.text("-I");
    if (prefix != null) {
      return prefix + ProcessHandle.current().pid();
    }
    // The broker chooses; 3.1 has to have one.
    return version == Version.MQTT_3_1
        ? "heddle-" + command + "-" + ProcessHandle.current().pid()
        : "";
  }

  private static Properties properties(Given given, Version version, boolean persistent) {
    Properties.Builder properties = PropertyWords.read(given, "connect", Property.Place.CONNECT);
    String expiry = given.text(EXPIRY);
    if (expiry != null || persistent) {
      if (version != Version.MQTT_5_0) {
        return Properties.NONE;
      }
      boolean ever = expiry == null || List.of("-1", "∞").contains(expiry);
      if (!properties.has(Property.SESSION_EXPIRY_INTERVAL)) {
        properties.add(
            Property.SESSION_EXPIRY_INTERVAL,
            ever ? FOR_EVER : given.number(EXPIRY, 0, 0, FOR_EVER));
      }
    }
    Properties all = properties.build();
    if (!all.isEmpty() && version != Version.MQTT_5_0) {
      throw given.wrong("-D: only MQTT 5 has properties");
    }
    return all;
  }

  private static Will will(Given given, Version version) {
    Properties properties = PropertyWords.read(given, "will", Property.Place.WILL).build();
    try {
      return new Will(
          TopicName.of(given.text(WILL_TOPIC, "")),
          Bytes.utf8(given.text("--will-payload", "")),
          qos(given, "--will-qos"),
          given.has("--will-retain"),
          version == Version.MQTT_5_0
              ? properties.without(Property.WILL_DELAY_INTERVAL)
              : Properties.NONE,
          properties.number(Property.WILL_DELAY_INTERVAL, 0));
    } catch (IllegalArgumentException e) {
      throw given.wrong(WILL_TOPIC + ": " + e.getMessage());
    }
  }

  /** The level of an option. */
  static Qos qos(Given given, String option) {
    return Qos.of((int) given.number(option, 0, 0, 2));
  }
}
