package io.heddle.cli.bench;

import io.heddle.cli.client.Target;
import io.heddle.cli.line.Given;
import io.heddle.cli.line.Terminal;
import io.heddle.cli.line.Words;
import io.heddle.codec.Packet;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import io.heddle.mqtt.Version;
import io.heddle.transport.tls.ServerTrust;
import io.heddle.transport.tls.TlsOptions;
import io.heddle.transport.tls.TlsSetupException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What a run is asked for.
 *
 * @param connectMillis between two connections
 * @param messageMillis between two messages of a client
 * @param seconds how long the run is; 0 for no end
 * @param message null for bytes of a size, with the time in them
 */
record BenchWords(
    Target target,
    Version version,
    long count,
    long startNumber,
    String prefix,
    double connectMillis,
    long messageMillis,
    String topic,
    Qos qos,
    boolean retain,
    int size,
    @Nullable String message,
    int inflight,
    long limit,
    long seconds,
    int keepAlive,
    boolean clean,
    long expiry,
    @Nullable String userName,
    @Nullable String password) {
  private static final int LARGEST = 65_535;
  private static final int LARGEST_PAYLOAD = 200 * 1024 * 1024;

  private static final Map<String, Version> VERSIONS =
      Map.of(
          "3", Version.MQTT_3_1,
          "4", Version.MQTT_3_1_1,
          "5", Version.MQTT_5_0,
          "31", Version.MQTT_3_1,
          "311", Version.MQTT_3_1_1);

  /** Adds the words of one of the three. */
  static CommandSpec addTo(CommandSpec spec, Load load) {
    connecting(spec);
    if (load != Load.CONN) {
      spec.addOption(
              Words.option(
                  "-t --topic",
                  "TOPIC",
                  "%%i is the client's number, %%c its identifier, %%u its user, %%s the message's number."))
          .addOption(Words.option("-q --qos", "LEVEL", "0, 1 or 2; otherwise 0."))
          .addOption(Words.option("-L --limit", "N", "Ends after so many messages in all."));
    }
    if (load == Load.PUB) {
      spec.addOption(Words.option("-s --size", "BYTES", "Of a payload; otherwise 256."))
          .addOption(Words.option("-m --message", "TEXT", "The payload instead."))
          .addOption(
              Words.option(
                  "-I --interval_of_msg",
                  "MILLIS",
                  "Between two messages of a client; otherwise 1000, 0 for none."))
          .addOption(Words.flag("-r --retain", "With the retain flag."))
          .addOption(
              Words.option(
                  "-F --inflight", "N", "Unanswered messages of a client at a time; otherwise 1."));
    }
    return spec.addOption(Words.option("--duration", "SECONDS", "Ends after so long."))
        .addOption(Words.flag("--json", "The summary in JSON."));
  }

  private static void connecting(CommandSpec spec) {
    spec.addOption(Words.option("-h --host", "HOST", "The broker; otherwise localhost."))
        .addOption(Words.option("-p --port", "PORT", "Its port; otherwise 1883, and 8883 with -S."))
        .addOption(Words.option("-V --version", "VERSION", "3, 4 or 5 of MQTT; otherwise 5."))
        .addOption(Words.option("-c --count", "N", "How many clients; otherwise 200."))
        .addOption(Words.option("-n --startnumber", "N", "The number of the first; otherwise 0."))
        .addOption(
            Words.option("-i --interval", "MILLIS", "Between two connections; otherwise 10."))
        .addOption(Words.option("-R --connrate", "N", "So many connections a second instead."))
        .addOption(Words.option("--prefix", "TEXT", "Begins the client identifiers."))
        .addOption(Words.option("-u --username", "NAME", "Or the variable HEDDLE_MQTT_USERNAME."))
        .addOption(
            Words.option("-P --password", "PASSWORD", "Better: the variable HEDDLE_MQTT_PASSWORD."))
        .addOption(Words.option("-k --keepalive", "SECONDS", "Keep alive; otherwise 300."))
        .addOption(Words.option("-C --clean", "true|false", "A new session; otherwise true."))
        .addOption(Words.option("-x --session-expiry", "SECONDS", "How long it is kept."))
        .addOption(Words.flag("--ws", "Over WebSocket."))
        .addOption(Words.flag("-S --ssl", "With TLS."))
        .addOption(Words.option("--cafile", "FILE", "TLS: whose certificates are trusted."))
        .addOption(Words.option("--certfile", "FILE", "TLS: the clients' certificate."))
        .addOption(Words.option("--keyfile", "FILE", "TLS: its private key."))
        .addOption(Words.flag("--insecure", "TLS: trusts anybody."));
  }

  /** Reads them. */
  static BenchWords of(Given given, Terminal terminal, Load load) {
    String user = given.text("-u");
    String password = given.text("-P");
    long rate = given.number("-R", 0, 0, Integer.MAX_VALUE);
    Version version = VERSIONS.get(given.text("-V", "5"));
    if (version == null) {
      throw given.wrong("-V " + given.text("-V") + ": allowed are 3, 4 and 5");
    }
    String message = given.text("-m");
    return new BenchWords(
        target(given),
        version,
        given.number("-c", 200, 1, Integer.MAX_VALUE),
        given.number("-n", 0, 0, Long.MAX_VALUE),
        given.text("--prefix", prefix(load)),
        rate > 0 ? 1000.0 / rate : given.number("-i", 10, 0, Integer.MAX_VALUE),
        given.number("-I", 1000, 0, Integer.MAX_VALUE),
        topic(given, load),
        Qos.of((int) given.number("-q", 0, 0, 2)),
        given.has("-r"),
        message == null
            ? (int) given.number("-s", 256, 0, LARGEST_PAYLOAD)
            : Bytes.utf8(message).length(),
        message,
        (int) given.number("-F", 1, 1, LARGEST),
        given.number("-L", 0, 0, Long.MAX_VALUE),
        given.number("--duration", 0, 1, Integer.MAX_VALUE),
        (int) given.number("-k", 300, 0, LARGEST),
        !given.text("-C", "true").equals("false"),
        given.number("-x", 0, 0, 0xFFFF_FFFFL),
        user == null ? terminal.variable("HEDDLE_MQTT_USERNAME") : user,
        password == null ? terminal.variable("HEDDLE_MQTT_PASSWORD") : password);
  }

  /** Another one for each run: clients of the same identifier would drive each other away. */
  private static String prefix(Load load) {
    String chance = Integer.toHexString(ThreadLocalRandom.current().nextInt());
    return "bench_" + load.name().toLowerCase(Locale.ROOT) + "_" + chance;
  }

  private static String topic(Given given, Load load) {
    String topic = given.text("-t");
    if (load == Load.CONN) {
      return "";
    }
    if (topic == null) {
      throw given.wrong("-t TOPIC is needed");
    }
    String sample = topic.replaceAll("%[iscu]", "0");
    try {
      return load == Load.PUB && TopicName.of(sample).value().isEmpty()
              || TopicFilter.of(sample).value().isEmpty()
          ? ""
          : topic;
    } catch (IllegalArgumentException e) {
      throw given.wrong("-t " + topic + ": " + e.getMessage());
    }
  }

  private static Target target(Given given) {
    boolean tls = given.has("-S") || given.has("--cafile") || given.has("--insecure");
    boolean web = given.has("--ws");
    int usual = web ? 8080 : tls ? 8883 : 1883;
    return new Target(
        given.text("-h", "localhost"),
        (int) given.number("-p", usual, 1, LARGEST),
        tls ? context(given) : null,
        !given.has("--insecure"),
        web ? "/mqtt" : null,
        null);
  }

  private static SSLContext context(Given given) {
    String authorities = given.text("--cafile");
    String certificate = given.text("--certfile");
    String key = given.text("--keyfile");
    try {
      return ServerTrust.context(
          authorities == null ? List.of() : List.of(Path.of(authorities)),
          certificate == null
              ? null
              : new TlsOptions.Certificate(
                  Path.of(certificate), key == null ? null : Path.of(key), null),
          given.has("--insecure"));
    } catch (TlsSetupException e) {
      throw given.wrong(e.getMessage());
    }
  }

  /** The first packet of a client. */
  Packet.Connect connect(String clientId) {
    Properties properties =
        expiry > 0 && version == Version.MQTT_5_0
            ? Properties.builder().add(Property.SESSION_EXPIRY_INTERVAL, expiry).build()
            : Properties.NONE;
    return new Packet.Connect(
        version,
        clientId,
        clean,
        keepAlive,
        properties,
        null,
        userName,
        password == null ? null : Bytes.utf8(password));
  }

  /** The next payload. */
  Bytes payload() {
    return message == null ? Stamp.payload(size) : Bytes.utf8(message);
  }
}
