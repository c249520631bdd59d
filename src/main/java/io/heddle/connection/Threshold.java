package io.heddle.connection;

import io.heddle.codec.MalformedPacket;
import io.heddle.codec.Packet;
import io.heddle.codec.PacketDecoder;
import io.heddle.mqtt.ReasonCode;
import java.io.IOException;
import java.nio.ByteBuffer;

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

  /** A fixed header, the longer of the protocol names with its length, and the level. */
  private static final int BEGINNING = 5 + 2 + 6 + 1;

  /** Waits for the CONNECT. */
  Packet.Connect connect() throws Farewell, MalformedPacket {
    try {
      if (firstPacket() instanceof Packet.Connect connect) {
        return connect;
      }
      throw Farewell.violation("its first packet was not CONNECT");
    } catch (MalformedPacket malformed) {
      if (malformed.reason() == ReasonCode.PACKET_TOO_LARGE) {
        refuseUnread(malformed.reason());
      } else {
        Refusal.undecodable(outbox, decoder.version(), malformed.reason());
      }
      throw malformed;
    } catch (Farewell full) {
      if (full.reason() == ReasonCode.QUOTA_EXCEEDED) {
        refuseUnread(full.reason());
      }
      throw full;
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

  /**
   * Refuses a CONNECT that is not read, for its size. Its first bytes say in which version the
   * answer is written.
   */
  private void refuseUnread(ReasonCode reason) {
    PacketDecoder peeking = new PacketDecoder();
    try {
      byte[] first = inbox.beginning(BEGINNING);
      while (first.length < BEGINNING && inbox.read()) {
        first = inbox.beginning(BEGINNING);
      }
      peeking.decode(ByteBuffer.wrap(shortened(first)));
      Refusal.undecodable(outbox, peeking.version(), reason);
    } catch (MalformedPacket incomplete) {
      boolean unknown = incomplete.reason() == ReasonCode.UNSUPPORTED_PROTOCOL_VERSION;
      Refusal.undecodable(outbox, peeking.version(), unknown ? incomplete.reason() : reason);
    } catch (Farewell | IOException gone) {
      // then nobody is left to be answered
    }
  }

  /** A packet that ends with these bytes, which are the first of a longer one. */
  private static byte[] shortened(byte[] first) {
    int header = 1;
    while (header < first.length && first[header++] < 0) {
      // a further byte of the Remaining Length
    }
    byte[] whole = new byte[2 + first.length - header];
    whole[0] = first[0];
    whole[1] = (byte) (first.length - header);
    System.arraycopy(first, header, whole, 2, first.length - header);
    return whole;
  }

  private Farewell gone(String words) {
    return inbox.hasReceived() ? Farewell.network(words) : Farewell.silence();
  }
}
