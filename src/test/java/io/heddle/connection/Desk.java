package io.heddle.connection;

import io.heddle.broker.Core;
import io.heddle.broker.FakeTimer;
import io.heddle.broker.Machines;
import io.heddle.broker.World;
import io.heddle.codec.Framing;
import io.heddle.codec.MalformedPacket;
import io.heddle.codec.Packet;
import io.heddle.codec.PacketDecoder;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Version;
import io.heddle.session.Shuttle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** An outbox that is open, with all that it needs, on a clock that only tests move. */
final class Desk {
  static final int LIMIT = 1000;

  final FakeTimer timer = new FakeTimer();
  final Core core = new Core(World.options(), Machines.of(timer));
  final Surroundings surroundings = Surroundings.of(core, options());
  final GateLink link = new GateLink();
  final Outbox outbox = new Outbox(link, surroundings);
  final Shuttle own = new Shuttle(0);
  final AtomicInteger drained = new AtomicInteger();
  private final Version version;

  Desk(Version version, long packetSizeMax, int aliases) {
    this.version = version;
    outbox.open(
        new Packet.Connack(false, ReasonCode.SUCCESS, Properties.NONE),
        new Recipient(version, packetSizeMax, aliases),
        own,
        drained::incrementAndGet);
  }

  Desk() {
    this(Version.MQTT_5_0, Framing.MAX_PACKET_SIZE, 0);
  }

  /** Small limits. */
  static ConnectionOptions options() {
    return new ConnectionOptions(
        Duration.ofSeconds(10),
        60,
        1_000_000,
        1_000_000,
        10,
        5,
        5,
        LIMIT,
        9,
        100,
        20,
        23,
        false,
        "",
        Duration.ofSeconds(5));
  }

  /** What was written so far, CONNACK left out. */
  List<Packet> packets() throws MalformedPacket {
    byte[] bytes = link.taken();
    PacketDecoder decoder = new PacketDecoder(version);
    List<Packet> packets = new ArrayList<>();
    int at = 0;
    while (at < bytes.length) {
      int length = Framing.packetLength(bytes, at, bytes.length - at, Framing.MAX_PACKET_SIZE);
      packets.add(decoder.decode(bytes, at, length));
      at += length;
    }
    return packets.subList(packets.isEmpty() ? 0 : 1, packets.size());
  }
}
