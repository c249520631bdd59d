package io.heddle.connection;

import io.heddle.codec.MalformedPacket;
import io.heddle.codec.Packet;
import io.heddle.codec.PacketDecoder;
import java.io.IOException;

/**
 * Where a client stands before it has said who it is. Its first packet is CONNECT, and comes in
 * time, see {@link Deadline} {@code [MQTT-3.1.0-1]}. Belongs to the connection's thread; used once.
 */
record Threshold(Inbox inbox, Outbox outbox, PacketDecoder decoder, Arrivals arrivals) {
  /** Is told that there is somebody, whose address and certificates are known now. */
  @FunctionalInterface
  interface Arrivals {
    /** The first bytes are here, and nobody has looked at them. */
    void arrived() throws Farewell;
  }

  private static final int CONNECT = 0x10;

  /** Waits for the CONNECT. */
  Packet.Connect connect() throws Farewell, MalformedPacket {
    try {
      if (firstPacket() instanceof Packet.Connect connect) {
        return connect;
      }
      throw Farewell.violation("its first packet was not CONNECT");
    } catch (MalformedPacket malformed) {
      Refusal.undecodable(outbox, decoder.version(), malformed.reason());
      throw malformed;
    } catch (LinkViolationException violation) {
      throw Farewell.violation(String.valueOf(violation.getMessage()));
    } catch (LinkRefusedException refused) {
      throw Farewell.network(String.valueOf(refused.getMessage()));
    } catch (IOException lost) {
      throw gone("its connection was lost before CONNECT: " + lost.getMessage());
    }
  }

  private Packet firstPacket() throws Farewell, MalformedPacket, IOException {
    while (true) {
      Packet packet = inbox.poll();
      if (packet != null) {
        return packet;
      }
      boolean first = !inbox.hasReceived();
      if (!inbox.read()) {
        throw gone("it closed the connection before CONNECT");
      }
      if (first) {
        arrivals.arrived();
      }
      if (inbox.beginsOtherwise(CONNECT)) {
        throw Farewell.violation("its first byte was not that of a CONNECT");
      }
    }
  }

  private Farewell gone(String words) {
    return inbox.hasReceived() ? Farewell.network(words) : Farewell.silence();
  }
}
