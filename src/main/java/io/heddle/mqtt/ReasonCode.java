package io.heddle.mqtt;

import org.jspecify.annotations.Nullable;

/**
 * The result of an operation: the one-byte code that MQTT 5.0 sends, and the reason that Heddle
 * gives in words everywhere.
 */
public enum ReasonCode {
  /** 0x00: Success; also: normal disconnection, granted QoS 0. */
  SUCCESS(0x00, "Success"),
  /** 0x01: The subscription is accepted with at most QoS 1. */
  GRANTED_QOS_1(0x01, "Granted QoS 1"),
  /** 0x02: The subscription is accepted with at most QoS 2. */
  GRANTED_QOS_2(0x02, "Granted QoS 2"),
  /** 0x04: The client leaves and wants its Will published. */
  DISCONNECT_WITH_WILL(0x04, "Disconnect with Will Message"),
  /** 0x10: The message is accepted, but nobody subscribes to it. */
  NO_MATCHING_SUBSCRIBERS(0x10, "No matching subscribers"),
  /** 0x11: There was nothing to unsubscribe. */
  NO_SUBSCRIPTION_EXISTED(0x11, "No subscription existed"),
  /** 0x18: The authentication goes on with another step. */
  CONTINUE_AUTHENTICATION(0x18, "Continue authentication"),
  /** 0x19: The client starts a re-authentication. */
  RE_AUTHENTICATE(0x19, "Re-authenticate"),
  /** 0x80: Refused, without saying why; the one failure that a 3.1.1 SUBACK can tell. */
  UNSPECIFIED_ERROR(0x80, "Unspecified error"),
  /** 0x81: The bytes are no packet of the standard. */
  MALFORMED_PACKET(0x81, "Malformed Packet"),
  /** 0x82: A packet that cannot come at this point, or contradicts itself. */
  PROTOCOL_ERROR(0x82, "Protocol Error"),
  /** 0x83: Valid, but not accepted by this receiver. */
  IMPLEMENTATION_SPECIFIC_ERROR(0x83, "Implementation specific error"),
  /** 0x84: The server does not speak this version. */
  UNSUPPORTED_PROTOCOL_VERSION(0x84, "Unsupported Protocol Version"),
  /** 0x85: A valid string, but not allowed by the server. */
  CLIENT_IDENTIFIER_NOT_VALID(0x85, "Client Identifier not valid"),
  /** 0x86: The server does not accept these. */
  BAD_USER_NAME_OR_PASSWORD(0x86, "Bad User Name or Password"),
  /** 0x87: The client may not do this. */
  NOT_AUTHORIZED(0x87, "Not authorized"),
  /** 0x88: The server cannot serve now. */
  SERVER_UNAVAILABLE(0x88, "Server unavailable"),
  /** 0x89: The server is busy; try again later. */
  SERVER_BUSY(0x89, "Server busy"),
  /** 0x8A: This client is banned by administrative action. */
  BANNED(0x8A, "Banned"),
  /** 0x8B: The server is stopping. */
  SERVER_SHUTTING_DOWN(0x8B, "Server shutting down"),
  /** 0x8C: The authentication method is not supported or not the current one. */
  BAD_AUTHENTICATION_METHOD(0x8C, "Bad authentication method"),
  /** 0x8D: Nothing was received for one and a half times the keep alive. */
  KEEP_ALIVE_TIMEOUT(0x8D, "Keep Alive timeout"),
  /** 0x8E: Another connection with the same client identifier came. */
  SESSION_TAKEN_OVER(0x8E, "Session taken over"),
  /** 0x8F: Well formed, but not accepted. */
  TOPIC_FILTER_INVALID(0x8F, "Topic Filter invalid"),
  /** 0x90: Well formed, but not accepted. */
  TOPIC_NAME_INVALID(0x90, "Topic Name invalid"),
  /** 0x91: The identifier is used by another exchange. */
  PACKET_IDENTIFIER_IN_USE(0x91, "Packet Identifier in use"),
  /** 0x92: The identifier is not known. */
  PACKET_IDENTIFIER_NOT_FOUND(0x92, "Packet Identifier not found"),
  /** 0x93: More unacknowledged messages than the receiver allowed. */
  RECEIVE_MAXIMUM_EXCEEDED(0x93, "Receive Maximum exceeded"),
  /** 0x94: The alias is 0, above the maximum, or unknown. */
  TOPIC_ALIAS_INVALID(0x94, "Topic Alias invalid"),
  /** 0x95: Larger than the receiver's Maximum Packet Size. */
  PACKET_TOO_LARGE(0x95, "Packet too large"),
  /** 0x96: Data comes too fast. */
  MESSAGE_RATE_TOO_HIGH(0x96, "Message rate too high"),
  /** 0x97: A limit of the implementation or the operator is reached. */
  QUOTA_EXCEEDED(0x97, "Quota exceeded"),
  /** 0x98: Closed by an administrator. */
  ADMINISTRATIVE_ACTION(0x98, "Administrative action"),
  /** 0x99: The payload is not what its format indicator says. */
  PAYLOAD_FORMAT_INVALID(0x99, "Payload format invalid"),
  /** 0x9A: The server keeps no retained messages. */
  RETAIN_NOT_SUPPORTED(0x9A, "Retain not supported"),
  /** 0x9B: Higher than the server's Maximum QoS. */
  QOS_NOT_SUPPORTED(0x9B, "QoS not supported"),
  /** 0x9C: The client should use another server for now. */
  USE_ANOTHER_SERVER(0x9C, "Use another server"),
  /** 0x9D: The client should use another server from now on. */
  SERVER_MOVED(0x9D, "Server moved"),
  /** 0x9E: The server has none for this client. */
  SHARED_SUBSCRIPTIONS_NOT_SUPPORTED(0x9E, "Shared Subscriptions not supported"),
  /** 0x9F: Connections come too fast. */
  CONNECTION_RATE_EXCEEDED(0x9F, "Connection rate exceeded"),
  /** 0xA0: The time this connection was allowed is over. */
  MAXIMUM_CONNECT_TIME(0xA0, "Maximum connect time"),
  /** 0xA1: The server has none. */
  SUBSCRIPTION_IDENTIFIERS_NOT_SUPPORTED(0xA1, "Subscription Identifiers not supported"),
  /** 0xA2: The server has none for this client. */
  WILDCARD_SUBSCRIPTIONS_NOT_SUPPORTED(0xA2, "Wildcard Subscriptions not supported");

  private static final @Nullable ReasonCode[] BY_CODE = new ReasonCode[256];

  static {
    for (ReasonCode reason : values()) {
      BY_CODE[reason.code] = reason;
    }
  }

  private final int code;
  private final String text;

  ReasonCode(int code, String text) {
    this.code = code;
    this.text = text;
  }

  /** The byte on the wire, 0 to 255. */
  public int code() {
    return code;
  }

  /** Whether the code tells a failure: 0x80 and above. */
  public boolean isError() {
    return code >= 0x80;
  }

  /** The reason code with this byte, or null when the standard names none. */
  public static @Nullable ReasonCode of(int code) {
    return code < 0 || code > 255 ? null : BY_CODE[code];
  }

  /** The granted level as a SUBACK tells it. */
  public static ReasonCode granted(Qos qos) {
    return switch (qos) {
      case AT_MOST_ONCE -> SUCCESS;
      case AT_LEAST_ONCE -> GRANTED_QOS_1;
      case EXACTLY_ONCE -> GRANTED_QOS_2;
    };
  }

  /** The standard's name of the reason, fit for a log line. */
  @Override
  public String toString() {
    return text;
  }
}
