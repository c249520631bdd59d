package io.heddle.spec;

import io.heddle.codec.MalformedPacket;
import io.heddle.codec.Packet;
import io.heddle.codec.PacketDecoder;
import io.heddle.codec.PacketEncoder;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One side of a connection, packet by packet: what is said and what must be heard. Every wait is
 * for a condition and bounded by {@link #PATIENCE}. Whatever a server may never send is refused
 * here, in every spec ({@link ServerLaws}).
 */
public sealed class Dialogue permits Client {
  /** How long an answer may take. */
  public static final Duration PATIENCE = Duration.ofSeconds(5);

  /** A packet and the bytes it came as. */
  private record Heard(byte[] frame, Packet packet) {}

  private final Wire wire;
  private final Incoming incoming;
  private final Version version;
  private final PacketDecoder decoder;
  private final ServerLaws laws;
  private final List<String> transcript = new ArrayList<>();
  private final List<Heard> waiting = new ArrayList<>();
  private byte[] frame = new byte[0];

  Dialogue(Wire wire, Version version) {
    this.wire = wire;
    this.incoming = new Incoming(wire);
    this.version = version;
    this.decoder = new PacketDecoder(version);
    this.laws = new ServerLaws(version);
  }

  /** The version that is spoken. */
  public Version version() {
    return version;
  }

  /** Sends packets, in one write. */
  public void send(Packet... packets) {
    byte[][] frames = new byte[packets.length][];
    for (int i = 0; i < packets.length; i++) {
      laws.sent(packets[i]);
      frames[i] = PacketEncoder.encode(packets[i], version);
    }
    sendRaw(Raw.join(frames));
  }

  /** Sends bytes in the notation of {@link Raw}. */
  public void sendRaw(String notation) {
    sendRaw(Raw.bytes(notation));
  }

  /** Sends bytes. */
  public void sendRaw(byte[] bytes) {
    transcript.add("> " + Raw.show(bytes));
    wire.send(bytes);
  }

  /** The next packet. */
  public Packet next() {
    return next(PATIENCE);
  }

  /** The next packet, within this time. */
  public Packet next(Duration patience) {
    Heard heard = waiting.isEmpty() ? hear(patience) : waiting.removeFirst();
    if (heard == null) {
      throw failure("a packet was expected, but the server closed the connection");
    }
    frame = heard.frame;
    return heard.packet;
  }

  /** The next packet, or null when the server closes the connection instead. */
  public @Nullable Packet nextOrEnd() {
    Heard heard = waiting.isEmpty() ? hear(PATIENCE) : waiting.removeFirst();
    frame = heard == null ? new byte[0] : heard.frame;
    return heard == null ? null : heard.packet;
  }

  /**
   * The next packet, or null when none has begun to come within this time: for dialogues that are
   * about time.
   */
  public @Nullable Packet nextWithin(Duration time) {
    if (waiting.isEmpty() && !incoming.begins(time)) {
      return null;
    }
    return next();
  }

  /** The next packet is one of these. */
  public <P extends Packet> P expect(Class<P> type) {
    Packet packet = next();
    if (!type.isInstance(packet)) {
      throw failure("expected " + type.getSimpleName() + ", got " + packet);
    }
    return type.cast(packet);
  }

  /** The next packet is exactly this. */
  public void expect(Packet expected) {
    Packet packet = next();
    if (!packet.equals(expected)) {
      throw failure("expected " + expected + ", got " + packet);
    }
  }

  /** The next packet is exactly these bytes, in the notation of {@link Raw}. */
  public void expectRaw(String notation) {
    Packet packet = next();
    byte[] expected = Raw.bytes(notation);
    if (!Arrays.equals(frame, expected)) {
      throw failure("expected " + Raw.show(expected) + ", got " + Raw.show(frame) + ", " + packet);
    }
  }

  /**
   * The first packet of this type, where the standard leaves its place among the others open; the
   * others stay, in order.
   */
  public <P extends Packet> P await(Class<P> type) {
    for (Iterator<Heard> each = waiting.iterator(); each.hasNext(); ) {
      Heard heard = each.next();
      if (type.isInstance(heard.packet)) {
        each.remove();
        frame = heard.frame;
        return type.cast(heard.packet);
      }
    }
    while (true) {
      Heard heard = hear(PATIENCE);
      if (heard == null) {
        throw failure(
            "expected " + type.getSimpleName() + ", but the server closed the connection");
      }
      if (type.isInstance(heard.packet)) {
        frame = heard.frame;
        return type.cast(heard.packet);
      }
      waiting.add(heard);
    }
  }

  /** The bytes of the packet that was taken last. */
  public byte[] frame() {
    return frame.clone();
  }

  /**
   * Everything sent so far is handled: proved by PINGREQ and PINGRESP. What came in between stays.
   */
  public void fence() {
    send(new Packet.Pingreq());
    await(Packet.Pingresp.class);
  }

  /** The server has sent nothing that was not taken: the next packet is the answer to a PINGREQ. */
  public void expectNothingMore() {
    send(new Packet.Pingreq());
    Packet packet = next();
    if (!(packet instanceof Packet.Pingresp)) {
      throw failure("nothing more was expected, got " + packet);
    }
  }

  /** The server closes the connection and says nothing before. */
  public void expectClosed() {
    expectClosed(PATIENCE);
  }

  /** The server closes the connection within this time and says nothing before. */
  public void expectClosed(Duration patience) {
    Heard heard = waiting.isEmpty() ? hear(patience) : waiting.removeFirst();
    if (heard != null) {
      throw failure("the connection should have been closed, got " + heard.packet);
    }
  }

  /**
   * The server says DISCONNECT with this reason, or one of these where the standard leaves a
   * choice, and closes the connection.
   */
  public Packet.Disconnect expectDisconnect(ReasonCode... reasons) {
    Packet.Disconnect disconnect = expect(Packet.Disconnect.class);
    if (!List.of(reasons).contains(disconnect.reason())) {
      throw failure("expected DISCONNECT " + List.of(reasons) + ", got " + disconnect);
    }
    expectClosed();
    return disconnect;
  }

  /**
   * The server does not take the CONNECT: it may say CONNACK with this reason, and closes the
   * connection.
   */
  public void expectTurnedAway(ReasonCode reason) {
    Heard heard = hear(PATIENCE);
    if (heard == null) {
      return;
    }
    waiting.add(heard);
    expectRefused(reason);
  }

  /** The server refuses the CONNECT with this reason and closes the connection. */
  public Packet.Connack expectRefused(ReasonCode reason) {
    Packet.Connack connack = expect(Packet.Connack.class);
    if (connack.reason() != reason || connack.sessionPresent()) {
      throw failure("expected CONNACK " + reason + ", got " + connack);
    }
    expectClosed();
    return connack;
  }

  /**
   * All bytes that still come until the server closes the connection, whether they are packets or
   * not.
   */
  public byte[] restOfStream() {
    byte[] rest = incoming.rest(PATIENCE);
    if (rest == null) {
      throw failure("the connection should have been closed");
    }
    return rest;
  }

  /** Ends the stream in an orderly way, without a word of MQTT. */
  public void close() {
    transcript.add("> end of stream");
    wire.close();
  }

  /** Vanishes without a word. */
  public void vanish() {
    transcript.add("> reset");
    wire.abort();
  }

  /** A failure of the test that tells the dialogue so far. */
  public AssertionError failure(String message) {
    int from = Math.max(0, transcript.size() - 40);
    return new AssertionError(
        message + "\n" + String.join("\n", transcript.subList(from, transcript.size())));
  }

  /** The next packet of the wire, or null when the server has closed it. */
  private @Nullable Heard hear(Duration patience) {
    try {
      byte[] bytes = incoming.next(patience);
      if (bytes == null) {
        throw failure("nothing came in time");
      }
      if (bytes == Incoming.END) {
        transcript.add("< end of stream");
        return null;
      }
      transcript.add("< " + Raw.show(bytes));
      Packet packet = decoder.decode(bytes, 0, bytes.length);
      String broken = laws.received(packet, bytes);
      if (broken != null) {
        throw failure(broken + ": " + packet);
      }
      return new Heard(bytes, packet);
    } catch (MalformedPacket malformed) {
      throw failure("the server sent no packet: " + malformed.getMessage());
    }
  }
}
