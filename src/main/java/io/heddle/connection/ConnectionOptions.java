package io.heddle.connection;

import io.heddle.api.ClientLimits;
import io.heddle.mqtt.TopicName;
import java.time.Duration;
import java.util.Objects;

/**
 * The limits of every connection.
 *
 * @param connectTimeout how long a client may take from the first byte of the transport to a whole
 *     CONNECT
 * @param keepAliveMax the longest keep alive in seconds, 1 to 65,535; 0 for no limit. A client that
 *     asks for more, or for none, gets this as Server Keep Alive
 * @param packetSizeMax the largest packet in bytes that is taken, 256 to 268,435,460
 * @param connectSizeMax the largest packet in bytes that is taken from a client that has not proved
 *     who it is, CONNECT and those of enhanced authentication, if {@code packetSizeMax} is not less
 * @param receiveMaximum the most QoS 1 and 2 messages of one client that are taken at a time, 1 to
 *     1,000
 * @param topicAliasMaximum the highest Topic Alias that is taken, 0 to 65,535
 * @param topicAliasesSent the most Topic Aliases used towards one client, 0 to 65,535
 * @param outboxBytes bytes that wait for one client's socket before QoS 0 messages to it are
 *     dropped and the others stay queued
 * @param topicLevels the most levels of a topic
 * @param topicBytes the longest topic in bytes
 * @param clientIdMax the longest Client Identifier in bytes of UTF-8, for MQTT 3.1.1 and 5.0
 * @param clientIdMax31 the longest Client Identifier in characters for MQTT 3.1, 23 by its standard
 * @param checkPayloadFormat whether a payload said to be UTF-8 is checked
 * @param responseInformation what a client is told that asks for Response Information, with {@code
 *     %c} for its Client Identifier; empty for nothing
 * @param closeTimeout how long the last bytes to a client may take before its socket is cut
 */
public record ConnectionOptions(
    Duration connectTimeout,
    int keepAliveMax,
    int packetSizeMax,
    int connectSizeMax,
    int receiveMaximum,
    int topicAliasMaximum,
    int topicAliasesSent,
    int outboxBytes,
    int topicLevels,
    int topicBytes,
    int clientIdMax,
    int clientIdMax31,
    boolean checkPayloadFormat,
    String responseInformation,
    Duration closeTimeout) {

  /** The largest packet that is taken from a client that has not proved who it is. */
  int firstPacketMax() {
    return Math.min(connectSizeMax, packetSizeMax);
  }

  /** These for a client with limits of its own: the stricter of both. */
  ConnectionOptions within(ClientLimits limits) {
    int keepAlive = limits.keepAliveMax();
    boolean longer = keepAlive == 0 || keepAliveMax != 0 && keepAliveMax < keepAlive;
    return new ConnectionOptions(
        connectTimeout,
        longer ? keepAliveMax : keepAlive,
        Math.min(packetSizeMax, limits.packetSizeMax()),
        connectSizeMax,
        Math.min(receiveMaximum, limits.receiveMaximum()),
        Math.min(topicAliasMaximum, limits.topicAliasMaximum()),
        topicAliasesSent,
        outboxBytes,
        topicLevels,
        topicBytes,
        clientIdMax,
        clientIdMax31,
        checkPayloadFormat,
        Objects.requireNonNullElse(limits.responseInformation(), responseInformation),
        closeTimeout);
  }

  /** These with another time and size. */
  ConnectionOptions within(Duration timeToConnect, int packetSize) {
    return new ConnectionOptions(
        timeToConnect,
        keepAliveMax,
        packetSize,
        connectSizeMax,
        receiveMaximum,
        topicAliasMaximum,
        topicAliasesSent,
        outboxBytes,
        topicLevels,
        topicBytes,
        clientIdMax,
        clientIdMax31,
        checkPayloadFormat,
        responseInformation,
        closeTimeout);
  }

  /**
   * The Response Information of a client; empty for none, or when its identifier makes it no topic.
   */
  String responseInformation(String clientId) {
    String information = responseInformation.replace("%c", clientId);
    if (information.isEmpty()) {
      return "";
    }
    try {
      return TopicName.of(information).value();
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
