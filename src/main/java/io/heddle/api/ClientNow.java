package io.heddle.api;

import io.heddle.mqtt.PacketType;
import io.heddle.mqtt.Qos;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a client that is connected is at this moment, for whoever asks why it does not go on. Its
 * parts are looked up one after the other while the client goes on. Made by the broker alone: its
 * constructor grows with it.
 *
 * @param workers its threads; none for a client in the program
 * @param backlog what waits for it
 * @param inflight messages that were sent to it and not acknowledged
 * @param inflightMax as many may be: its Receive Maximum, or what the broker's settings allow
 * @param unreleased QoS 2 messages of the client that it has not released
 * @param receiveMaximum as many messages of its own may be without an acknowledgement
 * @param packets those of its connection that went last, the newest last: a few of each direction
 */
public record ClientNow(
    String clientId,
    List<Worker> workers,
    Backlog backlog,
    int inflight,
    int inflightMax,
    int unreleased,
    int receiveMaximum,
    List<RecentPacket> packets) {

  /** Copies the lists. */
  public ClientNow {
    workers = List.copyOf(workers);
    packets = List.copyOf(packets);
  }

  /**
   * A virtual thread of a client.
   *
   * @param name as a thread dump has it
   * @param reads whether it is the one that reads and answers; otherwise it writes to the socket
   * @param doing what it does or waits for, in words
   * @param stack its methods, the innermost first
   */
  public record Worker(String name, boolean reads, String doing, List<String> stack) {
    /** Copies the list. */
    public Worker {
      stack = List.copyOf(stack);
    }
  }

  /**
   * A packet that went over a connection.
   *
   * @param received whether it came from the client
   * @param qos of a PUBLISH; null for other packets
   * @param bytes its size, of which no more than 16 MiB are told
   * @param at when, to the batch of packets that were handled together
   */
  public record RecentPacket(
      boolean received, PacketType type, @Nullable Qos qos, int bytes, Instant at) {}
}
