package io.heddle.config;

import io.heddle.connection.RateOptions;
import io.heddle.connection.RateOptions.Limit;
import java.util.List;

/** The settings of how fast clients may come and send, and how they become options. */
final class RateSettings {
  private static final Kind<Integer> RATE = new Kind.Whole(0, 1_000_000_000);

  static final Setting<Integer> CONNECTIONS_OF_CLIENT =
      rate(
          "limits.connections-per-second.client",
          "The most connections in a second with the same client identifier, of clients that may come in otherwise. Above it MQTT 5 clients are told 0x9F, others 3.");

  static final Setting<Integer> CONNECTIONS_OF_ADDRESS =
      rate(
          "limits.connections-per-second.address",
          "The most connections in a second from an address, counted when their CONNECT has come. Of IPv6 the first 64 bits count.");

  static final Setting<Integer> MESSAGES_OF_CLIENT =
      rate(
          "limits.messages-per-second.client",
          "The most messages that a client publishes in a second. One that sends more is slowed down: it is not read until it may go on.");

  static final Setting<Integer> MESSAGES_OF_ADDRESS =
      rate(
          "limits.messages-per-second.address",
          "The most messages that all clients of an address together publish in a second.");

  static final Setting<Long> BYTES_OF_CLIENT =
      bytes(
          "limits.bytes-per-second.client",
          "The most bytes of packets that a client sends in a second; it is slowed down as well.");

  static final Setting<Long> BYTES_OF_ADDRESS =
      bytes(
          "limits.bytes-per-second.address",
          "The most bytes of packets that all clients of an address together send in a second.");

  static final List<Setting<?>> ALL =
      List.of(
          CONNECTIONS_OF_CLIENT,
          CONNECTIONS_OF_ADDRESS,
          MESSAGES_OF_CLIENT,
          MESSAGES_OF_ADDRESS,
          BYTES_OF_CLIENT,
          BYTES_OF_ADDRESS);

  private RateSettings() {}

  private static Setting<Integer> rate(String key, String help) {
    return Setting.of(key, RATE, "0", help + " 0 is no limit.");
  }

  private static Setting<Long> bytes(String key, String help) {
    return Setting.of(key, ByteSize.between(0, 1L << 40), "0", help + " 0 is no limit.");
  }

  static RateOptions options(Values values) {
    return new RateOptions(
        new Limit(values.get(CONNECTIONS_OF_CLIENT), values.get(CONNECTIONS_OF_ADDRESS)),
        new Limit(values.get(MESSAGES_OF_CLIENT), values.get(MESSAGES_OF_ADDRESS)),
        new Limit(values.get(BYTES_OF_CLIENT), values.get(BYTES_OF_ADDRESS)));
  }
}
