package io.heddle.codec;

import io.heddle.mqtt.Version;
import io.heddle.spec.golden.GoldenPacket;
import io.heddle.spec.golden.GoldenPackets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes bytes up, most of them from golden packets by changing a little, and gives them to framing
 * and decoder. Only a packet or a {@link MalformedPacket} may come of it; a packet can be written
 * again, and is read again as the same.
 */
final class Fuzz {
  private static final int MAX_GOLDEN = 200;

  private final SplittableRandom random;
  private final List<GoldenPacket> good = small(GoldenPackets.packets());
  private final List<GoldenPacket> all = small(GoldenPackets.ALL);
  private final Version[] versions = Version.values();
  private long packets;
  private long refusals;

  Fuzz(long seed) {
    random = new SplittableRandom(seed);
  }

  private static List<GoldenPacket> small(List<GoldenPacket> golden) {
    return golden.stream().filter(one -> one.bytes().length <= MAX_GOLDEN).toList();
  }

  long packets() {
    return packets;
  }

  long refusals() {
    return refusals;
  }

  void run(int rounds) {
    for (int i = 0; i < rounds; i++) {
      GoldenPacket golden = golden();
      byte[] bytes = bytes(golden);
      boolean other = random.nextInt(8) == 0;
      Version version = other ? versions[random.nextInt(versions.length)] : golden.version();
      try {
        one(bytes, version);
      } catch (MalformedPacket e) {
        refusals++;
      } catch (RuntimeException | Error e) {
        throw new AssertionError(version + " " + HexFormat.of().formatHex(bytes), e);
      }
    }
  }

  private void one(byte[] bytes, Version version) throws MalformedPacket {
    int length = Framing.packetLength(bytes, 0, bytes.length, 1 << 20);
    // The decoder has to bear slices that no framing would give it.
    int taken =
        random.nextInt(10) == 0 ? bytes.length : Math.min(Math.max(length, 0), bytes.length);
    Packet packet = decoder(version).decode(bytes, 0, taken);
    packets++;
    Version spoken = packet instanceof Packet.Connect connect ? connect.version() : version;
    byte[] written = PacketEncoder.encode(packet, spoken);
    Packet again = new PacketDecoder(spoken).decode(written, 0, written.length);
    if (!packet.equals(again)) {
      throw new IllegalStateException(packet + " came back as " + again);
    }
  }

  private PacketDecoder decoder(Version version) {
    return random.nextInt(20) == 0 && version == Version.MQTT_3_1_1
        ? new PacketDecoder()
        : new PacketDecoder(version);
  }

  private GoldenPacket golden() {
    // There are many more wrong ones, which seldom become right: most of the time start from a
    // right one.
    List<GoldenPacket> from = random.nextInt(4) == 0 ? all : good;
    return from.get(random.nextInt(from.size()));
  }

  private byte[] bytes(GoldenPacket golden) {
    if (random.nextInt(20) == 0) {
      byte[] noise = new byte[random.nextInt(64)];
      random.nextBytes(noise);
      return noise;
    }
    byte[] bytes = golden.bytes().clone();
    int changes = random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      bytes = changed(bytes);
    }
    // Otherwise nearly every insertion would only be a wrong Remaining Length.
    return random.nextInt(4) == 0 ? bytes : withLength(bytes);
  }

  private byte[] changed(byte[] bytes) {
    if (bytes.length < 2) {
      return bytes;
    }
    int at = random.nextInt(bytes.length);
    return switch (random.nextInt(7)) {
      case 0 -> set(bytes, at, random.nextInt(256));
      case 1 -> set(bytes, at, bytes[at] ^ 1 << random.nextInt(8));
      case 2 -> set(bytes, at, new int[] {0, 1, 0x7F, 0x80, 0xFF}[random.nextInt(5)]);
      case 3 -> Arrays.copyOf(bytes, at);
      case 4 -> spliced(bytes, at, bytes, random.nextInt(bytes.length));
      case 5 -> {
        byte[] other = golden().bytes();
        yield spliced(bytes, at, other, random.nextInt(other.length));
      }
      default -> spliced(bytes, at, bytes, Math.min(bytes.length, at + 1 + random.nextInt(3)));
    };
  }

  private static byte[] set(byte[] bytes, int at, int value) {
    bytes[at] = (byte) value;
    return bytes;
  }

  private static byte[] spliced(byte[] head, int end, byte[] tail, int start) {
    byte[] result = Arrays.copyOf(head, end + tail.length - start);
    System.arraycopy(tail, start, result, end, tail.length - start);
    return result;
  }

  private static byte[] withLength(byte[] bytes) {
    int length = bytes.length - 2;
    if (length < 0 || length > 127) {
      return bytes;
    }
    bytes[1] = (byte) length;
    return bytes;
  }
}
