package io.heddle.connection;

import io.heddle.codec.Framing;
import io.heddle.codec.MalformedPacket;
import io.heddle.codec.Packet;
import io.heddle.codec.PacketDecoder;
import io.heddle.mqtt.ReasonCode;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that a client has sent and nobody has looked at. Belongs to the connection's thread.
 *
 * <p>An idle connection holds a small buffer. When a read fills it there is more to come, and a
 * large one is borrowed until the burst is over. For a large packet the buffer grows as the bytes
 * arrive, never by what a header announces: it is at most four times of what was sent, so many
 * clients that do not finish their packets hold little. What a client holds that has not proved who
 * it is comes out of a budget of its own.
 */
final class Inbox {
  private static final int SMALL = 512;

  /**
   * A buffer up to this size is had for the announcement of a packet; larger ones for its bytes.
   */
  private static final int ANNOUNCED = 4096;

  /** What is held for a packet is at most so many times what came of it. */
  private static final int GROWTH = 2;

  private static final int PORTION = 16 * 1024;

  private final Link link;
  private final Buffers buffers;
  private final PacketDecoder decoder;
  private int packetSizeMax;
  private final Tally tally;
  private byte[] buffer = new byte[SMALL];
  private int start;
  private int end;
  private int wanted;
  private int lastRead;
  private int lastLength;
  private long received;
  private boolean filled;

  /** Whether the client has proved who it is: until then each buffer is one of a stranger. */
  private boolean known;

  /** The size of the buffer if it is counted as that of a stranger; 0 if not. */
  private int strange;

  Inbox(Link link, Buffers buffers, PacketDecoder decoder, int packetSizeMax, Tally tally) {
    this.tally = tally;
    this.link = link;
    this.buffers = buffers;
    this.decoder = decoder;
    this.packetSizeMax = packetSizeMax;
    link.onOverhead(new Overhead(null));
  }

  /** The client has proved who it is; from now on packets have at most that many bytes. */
  void known(int bytes) {
    packetSizeMax = bytes;
    known = true;
    if (strange > 0) {
      buffers.known(strange);
      strange = 0;
    }
  }

  /** What was taken out so far. */
  Tally tally() {
    return tally;
  }

  /** The next packet that is here as a whole, or null when more must be read. */
  @Nullable Packet poll() throws MalformedPacket {
    int length = Framing.packetLength(buffer, start, end - start, packetSizeMax);
    if (length == 0 || length > end - start) {
      wanted = length;
      return null;
    }
    int from = start;
    start += length;
    tally.add(buffer[from], length);
    lastLength = length;
    return decoder.decode(buffer, from, length);
  }

  /** The length in bytes of the packet that was taken last. */
  int lastLength() {
    return lastLength;
  }

  /** Whether a byte was read since the last time that somebody took their number. */
  boolean hasReceived() {
    return received > 0;
  }

  /** Whether bytes are here, and the first of them is not this one. */
  boolean beginsOtherwise(int first) {
    return end > start && buffer[start] != first;
  }

  /** Copies the first bytes that are here and were not taken, this many at most. */
  byte[] beginning(int most) {
    return Arrays.copyOfRange(buffer, start, Math.min(end, start + most));
  }

  /** Waits for more bytes; answers false at their end. */
  boolean read() throws IOException, Farewell {
    makeRoom();
    int space = buffer.length - end;
    lastRead = link.read(buffer, end, space);
    if (lastRead < 0) {
      return false;
    }
    end += lastRead;
    received += lastRead;
    filled = link.sawMore(lastRead, space);
    return true;
  }

  /** The number of bytes read since the last time that somebody asked. */
  long takeReceived() {
    long bytes = received;
    received = 0;
    return bytes;
  }

  /** How many portions of 16 KB the last read brought. */
  int portions() {
    return lastRead / PORTION;
  }

  /** Whether the last read brought much of a packet that is not here as a whole. */
  boolean makesHeadway() {
    return lastRead >= SMALL;
  }

  /**
   * A thread that waits for its client must not hold a large buffer, and whether it will have to
   * wait is not known before the read: so only a read that filled the buffer keeps a large one, or
   * a packet a good part of which is here.
   */
  private void makeRoom() throws Farewell {
    int rest = end - start;
    int size = buffer.length;
    if (rest == size) {
      moveTo(larger(Math.min(size * GROWTH, Math.max(wanted, ANNOUNCED))));
    } else if (known && filled && rest <= size / 2 && size != Buffers.LARGE) {
      moveTo(buffers.borrow());
    } else if (!filled && size > ANNOUNCED && rest <= size / 4) {
      moveTo(larger(Math.max(SMALL, 2 * rest)));
    } else if (wanted > size && size < ANNOUNCED) {
      moveTo(new byte[Math.min(wanted, ANNOUNCED)]);
    } else if (!filled && rest == 0 && size > SMALL) {
      moveTo(new byte[SMALL]);
    } else if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, rest);
      start = 0;
      end = rest;
    }
  }

  private byte[] larger(int size) throws Farewell {
    if (known || size <= ANNOUNCED) {
      if (size > Buffers.LARGE && size > buffers.left()) {
        throw noMemory();
      }
      return buffers.borrow(size);
    }
    byte[] counted = buffers.borrowStrange(size);
    if (counted == null) {
      throw noMemory();
    }
    return counted;
  }

  private static Farewell noMemory() {
    return Farewell.server(ReasonCode.QUOTA_EXCEEDED, "no memory for so large a packet now");
  }

  private void moveTo(byte[] larger) {
    int rest = end - start;
    System.arraycopy(buffer, start, larger, 0, rest);
    release();
    buffer = larger;
    strange = known || larger.length <= ANNOUNCED ? 0 : larger.length;
    start = 0;
    end = rest;
  }

  /** Gives a borrowed buffer back; the inbox is not used any more, or has another. */
  void release() {
    if (strange > 0) {
      buffers.giveBackStrange(strange);
      strange = 0;
    } else {
      buffers.giveBack(buffer);
    }
    buffer = NOTHING;
  }

  private static final byte[] NOTHING = {};
}
