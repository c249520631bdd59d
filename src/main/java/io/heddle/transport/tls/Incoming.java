package io.heddle.transport.tls;

import io.heddle.connection.Link;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;

/**
 * The records that a client has sent, and the plaintext of one that found no room. Belongs to the
 * thread that reads.
 *
 * <p>A thread that waits for its client holds {@link #SMALL} bytes; they grow with what has come,
 * never by what a header announces, and shrink when all of it is decrypted.
 */
final class Incoming {
  /** What is held while nothing comes; a small message and its record fit in. */
  static final int SMALL = 512;

  /** At most so much is read at once: some records, the largest in any case. */
  private static final int LARGE = 32 * 1024;

  private static final int HEADER = 5;

  /** What a record may hold beside its header, in the most generous version. */
  private static final int LONGEST = 16 * 1024 + 2048;

  /** The first byte of every record that may begin a connection. */
  private static final int HANDSHAKE = 0x16;

  private static final byte[] NOTHING = {};

  private final Link below;
  private byte[] records = NOTHING;
  private int start;
  private int end;
  private byte[] plain = NOTHING;
  private int plainStart;

  Incoming(Link below) {
    this.below = below;
  }

  /** Waits for more bytes; answers false at their end. */
  boolean fill() throws IOException {
    makeRoom();
    int count = below.read(records, end, records.length - end);
    if (count < 0) {
      return false;
    }
    end += count;
    return true;
  }

  private void makeRoom() {
    int rest = end - start;
    int size = records.length;
    boolean filled = end == size && size > 0;
    int wanted = rest == 0 && !filled ? SMALL : size;
    if (rest == size || filled && rest <= size / 2) {
      wanted = Math.clamp(size * 4L, SMALL, LARGE);
    }
    byte[] room = wanted == size ? records : new byte[wanted];
    System.arraycopy(records, start, room, 0, rest);
    records = room;
    start = 0;
    end = rest;
  }

  /**
   * Whether the client speaks TLS at all; asked once, when its first byte is here.
   *
   * @throws IOException with a reason that helps whoever has mixed up two ports
   */
  void mustBeTls() throws IOException {
    int first = records[start] & 0xff;
    if (first == 0x10) {
      throw new IOException("it speaks MQTT without TLS, and this listener wants TLS");
    }
    if (first != HANDSHAKE) {
      throw new IOException("it does not speak TLS: its first byte was 0x%02x".formatted(first));
    }
  }

  /** Whether a record is here as a whole. */
  private boolean hasRecord() throws IOException {
    return end - start >= HEADER && end - start >= recordLength();
  }

  private int recordLength() throws IOException {
    int length = (records[start + 3] & 0xff) << 8 | records[start + 4] & 0xff;
    if (length > LONGEST) {
      throw new IOException("it sent a TLS record of " + length + " bytes");
    }
    return HEADER + length;
  }

  /** Waits until a record is here as a whole; answers false when the bytes end before. */
  boolean awaitRecord() throws IOException {
    while (!hasRecord()) {
      if (!fill()) {
        return false;
      }
    }
    return true;
  }

  /** Whether there is something to be had without waiting. */
  boolean isReady() throws IOException {
    return plain.length > 0 || hasRecord();
  }

  /** Takes what is left of an earlier record: 0 when nothing is. */
  int takePlain(byte[] target, int offset, int length) {
    int count = Math.min(length, plain.length - plainStart);
    System.arraycopy(plain, plainStart, target, offset, count);
    plainStart += count;
    if (plainStart == plain.length) {
      plain = NOTHING;
      plainStart = 0;
    }
    return count;
  }

  /**
   * Decrypts the record that is here: into the target, or when it may not fit beside it, for {@link
   * #takePlain}.
   */
  SSLEngineResult unwrap(SSLEngine engine, byte[] target, int offset, int length)
      throws IOException {
    SSLEngineResult result = unwrap(engine, ByteBuffer.wrap(target, offset, length));
    if (result.getStatus() != SSLEngineResult.Status.BUFFER_OVERFLOW) {
      return result;
    }
    byte[] room = new byte[recordLength()];
    SSLEngineResult aside = unwrap(engine, ByteBuffer.wrap(room));
    if (aside.bytesProduced() > 0) {
      plain = Arrays.copyOf(room, aside.bytesProduced());
    }
    return aside;
  }

  private SSLEngineResult unwrap(SSLEngine engine, ByteBuffer target) throws IOException {
    SSLEngineResult result = engine.unwrap(ByteBuffer.wrap(records, start, end - start), target);
    start += result.bytesConsumed();
    return result;
  }

  /** Reads away what a client still sends that is not wanted any more. */
  void discard(int most) throws IOException {
    byte[] ignored = new byte[SMALL];
    int total = 0;
    int count;
    while (total < most && (count = below.read(ignored, 0, ignored.length)) >= 0) {
      total += count;
    }
  }
}
