package io.heddle.session;

import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A way out that ends in a list: {@code "a q1 #7 dup"} is payload {@code a} at QoS 1 with Packet
 * Identifier 7, sent again. Safe for use by any thread.
 */
public final class RecordingOutlet implements Outlet {
  private final List<String> sent = new ArrayList<>();
  private int room = Integer.MAX_VALUE;
  private int largest = Integer.MAX_VALUE;
  private int flushes;
  private int delivered;
  private @Nullable ReasonCode ended;

  /** It takes that many messages from now on. */
  public synchronized void room(int messages) {
    room = messages;
  }

  /** It takes no longer payload than this. */
  public synchronized void largest(int payloadBytes) {
    largest = payloadBytes;
  }

  /** What was sent since the last time this was asked. */
  public synchronized List<String> sent() {
    List<String> news = List.copyOf(sent);
    sent.clear();
    return news;
  }

  /** Whether something was sent since then. */
  public synchronized boolean hasSent() {
    return !sent.isEmpty();
  }

  /** How often it was flushed. */
  public synchronized int flushes() {
    return flushes;
  }

  /** The reason for which it was ended first, or null. */
  public synchronized @Nullable ReasonCode ended() {
    return ended;
  }

  @Override
  public synchronized long delivered() {
    return delivered;
  }

  @Override
  public synchronized boolean hasRoom() {
    return room > 0 && ended == null;
  }

  @Override
  public synchronized Outcome publish(
      Message message, Terms terms, boolean dup, int packetId, Shuttle shuttle) {
    if (message.payload().length() > largest || terms.qos() == Qos.AT_MOST_ONCE && !hasRoom()) {
      return Outcome.DROPPED;
    }
    room--;
    delivered++;
    String payload = new String(message.payload().toArray(), StandardCharsets.UTF_8);
    sent.add(
        payload
            + " q"
            + terms.qos().value()
            + (packetId == 0 ? "" : " #" + packetId)
            + (dup ? " dup" : "")
            + (terms.retain() ? " retained" : ""));
    shuttle.touch(this);
    return Outcome.SENT;
  }

  @Override
  public synchronized void pubrel(int packetId, Shuttle shuttle) {
    sent.add("pubrel #" + packetId);
  }

  @Override
  public synchronized void flush() {
    flushes++;
  }

  @Override
  public synchronized void end(ReasonCode reason, String words) {
    if (ended == null) {
      ended = reason;
    }
  }
}
