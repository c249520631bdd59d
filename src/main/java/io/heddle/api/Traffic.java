package io.heddle.api;

/**
 * What went over one connection, or all, so far. Packets are counted when they were read, and when
 * they are handed to the connection's writer; messages are packets that publish, repeats included.
 */
public record Traffic(
    long packetsReceived,
    long bytesReceived,
    long messagesReceived,
    long packetsSent,
    long bytesSent,
    long messagesSent) {

  /** Nothing. */
  public static final Traffic NONE = new Traffic(0, 0, 0, 0, 0, 0);
}
