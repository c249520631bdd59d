package io.heddle.connection;

import io.heddle.api.ClientInfo;
import io.heddle.api.ClientNow.RecentPacket;
import io.heddle.api.ClientNow.Worker;
import io.heddle.api.Traffic;
import io.heddle.broker.Doings;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client that was taken in, and what it has said and heard. Any thread may ask.
 *
 * @param reader the connection's own thread
 * @param receiveMaximum messages of the client that may be without an acknowledgement
 */
record Presence(
    ClientInfo client,
    Tally received,
    Tally sent,
    Thread reader,
    int receiveMaximum,
    InstantSource clock) {

  /** That of a client whose connection's own thread this is. */
  static Presence of(
      ClientInfo client, Tally received, Tally sent, Bounds bounds, Surroundings surroundings) {
    int receiveMaximum = bounds.options().receiveMaximum();
    Thread reader = Thread.currentThread();
    return new Presence(client, received, sent, reader, receiveMaximum, surroundings.clock());
  }

  ClientInfo now() {
    return client.with(Traffic.of(received.breakdown(), sent.breakdown()));
  }

  /**
   * What it does.
   *
   * @param writer the thread that writes; null for none
   */
  Doings doings(@Nullable Thread writer, long unsent, @Nullable String waitsFor) {
    List<Worker> workers = new ArrayList<>();
    workers.add(Doing.of(reader, true, waitsFor));
    if (writer != null) {
      workers.add(Doing.of(writer, false, null));
    }
    return new Doings(workers, unsent, receiveMaximum, packets());
  }

  private List<RecentPacket> packets() {
    List<RecentPacket> packets = new ArrayList<>();
    long now = clock.millis();
    received.recent().list(true, now, packets);
    sent.recent().list(false, now, packets);
    packets.sort(Comparator.comparing(RecentPacket::at));
    return packets;
  }
}
