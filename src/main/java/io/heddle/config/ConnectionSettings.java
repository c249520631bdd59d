package io.heddle.config;

import io.heddle.connection.ConnectionOptions;
import java.time.Duration;
import java.util.List;

/** The settings of connections, and how they become that room's options. */
final class ConnectionSettings {
  private static final int LARGEST_PACKET = 268_435_460;

  static final Setting<Duration> CONNECT_TIMEOUT =
      Setting.of(
          "limits.connect-timeout",
          TimeSpan.between(Duration.ofMillis(100), Duration.ofHours(1)),
          "5s",
          "How long a client may take from opening the connection to its whole CONNECT.");

  static final Setting<Duration> CLOSE_TIMEOUT =
      Setting.of(
          "limits.close-timeout",
          TimeSpan.between(Duration.ofMillis(10), Duration.ofMinutes(5)),
          "2s",
          "How long the last bytes to a client may take before its connection is cut.");

  static final Setting<Duration> KEEP_ALIVE =
      Setting.of(
          "limits.keep-alive",
          TimeSpan.seconds(Duration.ZERO, Duration.ofSeconds(65_535)),
          "0",
          "The longest keep alive. An MQTT 5 client that asks for more, or for none, is told this"
              + " one. 0 is no limit.");

  static final Setting<Long> PACKET_SIZE =
      Setting.of(
          "limits.packet-size",
          ByteSize.between(256, LARGEST_PACKET),
          "4MiB",
          "The largest packet that is taken from a client.");

  static final Setting<Long> CONNECT_SIZE =
      Setting.of(
          "limits.connect-size",
          ByteSize.between(256, LARGEST_PACKET),
          "128KiB",
          "The largest packet that is taken from a client that has not proved who it is: its CONNECT, with its Will, and the AUTH behind it."
              + " If limits.packet-size is less that counts.");

  static final Setting<Integer> RECEIVE_MAXIMUM =
      Setting.of(
          "limits.receive-maximum",
          new Kind.Whole(1, 1000),
          "1000",
          "The most QoS 1 and 2 messages of one client that are being taken at a time: Receive Maximum in CONNACK.");

  static final Setting<Integer> TOPIC_ALIASES =
      Setting.of(
          "limits.topic-aliases",
          new Kind.Whole(0, 65_535),
          "16",
          "The most topic aliases that a client may use: Topic Alias Maximum in CONNACK. 0 is none.");

  static final Setting<Integer> TOPIC_ALIASES_SENT =
      Setting.of(
          "limits.topic-aliases-sent",
          new Kind.Whole(0, 65_535),
          "16",
          "The most topic aliases that the broker uses towards a client that allows them. 0 is none.");

  static final Setting<Long> OUTBOX_SIZE =
      Setting.of(
          "limits.outbox-size",
          ByteSize.between(4096, 1 << 30),
          "2MiB",
          "How much may wait for one client's socket. Above it QoS 0 messages to this client are dropped and counted, and the others"
              + " stay in its queue.");

  static final Setting<Integer> TOPIC_LEVELS =
      Setting.of(
          "limits.topic-levels",
          new Kind.Whole(1, 65_535),
          "128",
          "The most levels of a topic or a topic filter.");

  static final Setting<Integer> TOPIC_LENGTH =
      Setting.of(
          "limits.topic-length",
          new Kind.Whole(1, 65_535),
          "65535",
          "The longest topic or topic filter, in bytes of UTF-8.");

  static final Setting<Integer> CLIENT_ID_LENGTH =
      Setting.of(
          "limits.client-id-length",
          new Kind.Whole(23, 65_535),
          "65535",
          "The longest client identifier of MQTT 3.1.1 and 5.0 clients, in bytes of UTF-8.");

  static final Setting<Integer> CLIENT_ID_LENGTH_31 =
      Setting.of(
          "limits.client-id-length-31",
          new Kind.Whole(23, 65_535),
          "23",
          "The longest client identifier of MQTT 3.1 clients, in characters. The standard says 23; many clients of its time send more.");

  static final Setting<Boolean> CHECK_PAYLOAD_FORMAT =
      Setting.of(
          "mqtt.check-payload-format",
          new Kind.Flag(),
          "false",
          "Whether a payload that its publisher says is UTF-8 is checked, and refused when it is not.");

  static final Setting<String> RESPONSE_INFORMATION =
      Setting.of(
          "mqtt.response-information",
          new Kind.Topic("%c"),
          "",
          "What an MQTT 5 client that asks for Response Information is told to begin its response topics with; nothing when this is empty. %c stands for its client"
              + " identifier. A client in whose identifier + or # make that no topic is told nothing.");

  static final List<Setting<?>> ALL =
      List.of(
          CONNECT_TIMEOUT,
          CLOSE_TIMEOUT,
          KEEP_ALIVE,
          PACKET_SIZE,
          CONNECT_SIZE,
          OUTBOX_SIZE,
          RECEIVE_MAXIMUM,
          TOPIC_ALIASES,
          TOPIC_ALIASES_SENT,
          TOPIC_LEVELS,
          TOPIC_LENGTH,
          CLIENT_ID_LENGTH,
          CLIENT_ID_LENGTH_31,
          CHECK_PAYLOAD_FORMAT,
          RESPONSE_INFORMATION);

  private ConnectionSettings() {}

  static ConnectionOptions options(Values values) {
    return new ConnectionOptions(
        values.get(CONNECT_TIMEOUT),
        (int) values.get(KEEP_ALIVE).toSeconds(),
        values.get(PACKET_SIZE).intValue(),
        values.get(CONNECT_SIZE).intValue(),
        values.get(RECEIVE_MAXIMUM),
        values.get(TOPIC_ALIASES),
        values.get(TOPIC_ALIASES_SENT),
        values.get(OUTBOX_SIZE).intValue(),
        values.get(TOPIC_LEVELS),
        values.get(TOPIC_LENGTH),
        values.get(CLIENT_ID_LENGTH),
        values.get(CLIENT_ID_LENGTH_31),
        values.get(CHECK_PAYLOAD_FORMAT),
        values.get(RESPONSE_INFORMATION),
        values.get(CLOSE_TIMEOUT));
  }
}
