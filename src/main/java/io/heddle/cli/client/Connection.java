package io.heddle.cli.client;

import io.heddle.cli.line.FailedException;
import io.heddle.cli.line.Task;
import io.heddle.codec.Framing;
import io.heddle.codec.MalformedPacket;
import io.heddle.codec.Packet;
import io.heddle.codec.PacketDecoder;
import io.heddle.codec.PacketReader;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.TopicName;
import io.heddle.mqtt.Version;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a broker. One thread calls {@link #next} and what is about time; the fields that
 * are not final belong to it. Any thread may {@link #write} and {@link #close}.
 */
public final class Connection implements AutoCloseable {
  private static final int ANSWER_MILLIS = 30_000;
  private static final int LINGER_MILLIS = 500;
  private static final int MOST_LINGERING = 1000;

  private final Wire wire;
  private final Version version;
  private final Outbox outbox;
  private final Pulse pulse;
  private final PacketReader in;
  private final Packet.Connack connack;
  private final Set<Integer> halfReceived = new HashSet<>();
  private final Map<Long, TopicName> aliases = new HashMap<>();
  private Packet.@Nullable Publish unacknowledged;

  private Connection(Wire wire, Packet.Connect connect) throws IOException {
    this.wire = wire;
    version = connect.version();
    outbox = new Outbox(wire.out(), version);
    pulse = new Pulse(wire, () -> outbox.write(new Packet.Pingreq()));
    in = new PacketReader(pulse, new PacketDecoder(version), Framing.MAX_PACKET_SIZE);
    pulse.deadline(ANSWER_MILLIS);
    outbox.write(connect);
    connack = welcome();
    pulse.noDeadline();
    pulse.keepAlive(
        (int) connack.properties().number(Property.SERVER_KEEP_ALIVE, connect.keepAlive()));
  }

  /**
   * Connects, and waits to be let in.
   *
   * @throws FailedException with a sentence; its code is that of {@code mosquitto_pub}
   */
  public static Connection open(Target target, Packet.Connect connect) throws IOException {
    Wire wire = target.open();
    try {
      return new Connection(wire, connect);
    } catch (IOException e) {
      try (wire) {
        throw e instanceof Expired
            ? new FailedException(Task.FAILED, target.label() + " does not answer as MQTT does")
            : e;
      }
    }
  }

  private Packet.Connack welcome() throws IOException {
    if (!(read() instanceof Packet.Connack answer)) {
      throw new FailedException(Task.FAILED, "what the broker sends is no answer to CONNECT");
    }
    if (answer.reason().isError()) {
      throw Reasons.failed(
          "the broker refuses the connection", answer.reason(), answer.properties(), version);
    }
    return answer;
  }

  /** What the broker answered to CONNECT. */
  public Packet.Connack connack() {
    return connack;
  }

  /** The version that is spoken. */
  public Version version() {
    return version;
  }

  /** How many messages of QoS 1 and 2 may be on their way to the broker. */
  public int receiveMaximum() {
    return (int) connack.properties().number(Property.RECEIVE_MAXIMUM, 65_535);
  }

  /** From now on {@link #next} ends with {@link Expired} after so many milliseconds. */
  public void deadline(long millis) {
    pulse.deadline(millis);
  }

  /** What is done before {@link #next} waits. */
  public void idle(Runnable action) {
    pulse.idle(action);
  }

  /** Writes a packet, or leaves it to the thread that writes. */
  public void write(Packet packet) throws IOException {
    outbox.write(packet);
  }

  /** The same after waiting until not too much waits. Not for the thread that reads. */
  public void writePatiently(Packet packet) throws IOException {
    outbox.writePatiently(packet);
  }

  /**
   * The next message or answer; what the protocol asks for in between is done here. A message is
   * acknowledged by the next call: until then nobody has lost it.
   *
   * @return PUBLISH with its topic, PUBACK, PUBCOMP, a PUBREC that refuses, SUBACK or UNSUBACK
   * @throws FailedException when the broker ends the connection, with its reason
   */
  public Packet next() throws IOException {
    acknowledge();
    while (true) {
      Packet packet = read();
      switch (packet) {
        case Packet.Publish message -> {
          if (message.qos() != Qos.EXACTLY_ONCE || halfReceived.add(message.packetId())) {
            unacknowledged = message;
            return named(message);
          }
          outbox.write(message.pubrec(ReasonCode.SUCCESS));
        }
        case Packet.Pubrec received when !received.reason().isError() ->
            outbox.write(received.pubrel(ReasonCode.SUCCESS));
        case Packet.Pubrel released -> {
          halfReceived.remove(released.packetId());
          outbox.write(released.pubcomp(ReasonCode.SUCCESS));
        }
        case Packet.Pingresp alive -> {}
        case Packet.Disconnect farewell ->
            throw Reasons.failed(
                "the broker ends the connection",
                farewell.reason(),
                farewell.properties(),
                version);
        default -> {
          return packet;
        }
      }
    }
  }

  private void acknowledge() throws IOException {
    Packet.Publish message = unacknowledged;
    unacknowledged = null;
    if (message != null) {
      switch (message.qos()) {
        case AT_MOST_ONCE -> {}
        case AT_LEAST_ONCE -> outbox.write(message.puback(ReasonCode.SUCCESS));
        case EXACTLY_ONCE -> outbox.write(message.pubrec(ReasonCode.SUCCESS));
      }
    }
  }

  /** With the topic that its alias stands for. */
  private Packet.Publish named(Packet.Publish message) throws IOException {
    long alias = message.properties().number(Property.TOPIC_ALIAS, 0);
    TopicName topic = message.topic();
    if (topic != null) {
      if (alias > 0) {
        aliases.put(alias, topic);
      }
      return message;
    }
    TopicName named = aliases.get(alias);
    if (named == null) {
      throw new FailedException(
          Task.FAILED, "the broker sends a topic alias that stands for nothing");
    }
    Properties properties = message.properties();
    return new Packet.Publish(
        message.dup(),
        message.qos(),
        message.retain(),
        named,
        message.packetId(),
        properties,
        message.payload());
  }

  private Packet read() throws IOException {
    try {
      Packet packet = in.read();
      if (packet == null) {
        throw new FailedException(Task.FAILED, "the broker has closed the connection");
      }
      return packet;
    } catch (MalformedPacket e) {
      throw new FailedException(Task.FAILED, "what the broker sends is no MQTT: " + e.getMessage());
    }
  }

  /**
   * Acknowledges what was received last, and leaves; the Will is not published. For the thread that
   * reads.
   */
  public void leave() throws IOException {
    try (wire) {
      acknowledge();
      end();
      linger();
    }
  }

  /** Says farewell, from any thread; whoever reads comes to an end when the broker closes. */
  public void end() throws IOException {
    outbox.write(Packet.Disconnect.NORMAL);
    outbox.awaitWritten(LINGER_MILLIS);
    wire.socket().shutdownOutput();
  }

  /** Until the broker has closed, too: what it still sends would else cut off our farewell. */
  private void linger() throws IOException {
    wire.socket().setSoTimeout(LINGER_MILLIS);
    byte[] unread = new byte[8192];
    try {
      for (int i = 0; i < MOST_LINGERING && wire.in().read(unread) >= 0; i++) {}
    } catch (SocketTimeoutException | SocketException e) {
      // Enough: it has had its time.
    }
  }

  /** Ends the connection without a farewell, if it has not ended. */
  @Override
  public void close() throws IOException {
    wire.close();
  }
}
