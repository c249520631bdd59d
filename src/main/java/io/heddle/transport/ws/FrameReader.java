package io.heddle.transport.ws;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Takes a client's frames apart (RFC 6455, 5), in whatever pieces they come. Belongs to the thread
 * that reads.
 *
 * <p>It needs no buffer: the payloads of data frames stay in the array in which they were read and
 * only move to its front, over the headers. What is kept from one read to the next is a header that
 * is not here as a whole, or a control frame, which is small. So a frame may announce what it
 * likes: nothing is allocated for it, and what is too large for MQTT is found by MQTT's own length.
 */
final class FrameReader {
  /**
   * The longest frame that is taken. It may hold many packets, so this is not their limit; no
   * packet of MQTT is longer.
   */
  static final long LONGEST = 268_435_460;

  /** The most bytes of a control frame {@code [RFC 6455, 5.5]}. */
  private static final int CONTROL = 125;

  private static final int SHORT_LENGTH = 126;
  private static final int LONG_LENGTH = 127;
  private static final int MASK = 4;
  private static final int LONGEST_HEADER = 2 + Long.BYTES + MASK;
  private static final byte[] NOTHING = {};

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** What is to be done about a client's control frames. */
  interface Control {
    /** A ping, to be answered with the same bytes. */
    void ping(byte[] payload) throws IOException;

    /** The client closes; nothing comes after this. */
    void close(int answer) throws IOException;
  }

  private final Control control;
  private final byte[] header = new byte[LONGEST_HEADER];
  private int headerCount;
  private int opcode;
  private long left;
  private int mask;
  private byte[] controlPayload = NOTHING;
  private int controlCount;
  private boolean inFrame;

  /** A message has begun whose last frame has not come. */
  private boolean inMessage;

  private boolean closed;
  private @Nullable WrongFrame wrong;

  FrameReader(Control control) {
    this.control = control;
  }

  /** Whether the client has closed, so that nothing more comes. */
  boolean isClosed() {
    return closed;
  }

  /** What the client did wrong, or null; nothing is taken from it any more then. */
  @Nullable WrongFrame wrong() {
    return wrong;
  }

  /**
   * Takes bytes as they come from the client, and answers how many of a payload are at their place
   * now.
   */
  int unwrap(byte[] bytes, int offset, int count) throws IOException {
    int end = offset + count;
    int from = offset;
    int to = offset;
    try {
      while (from < end && !closed && wrong == null) {
        if (!inFrame) {
          takeHeader(bytes[from++]);
        } else {
          int portion = (int) Math.min(left, end - from);
          to += take(bytes, from, portion, to);
          from += portion;
        }
        if (inFrame && left == 0) {
          endFrame();
        }
      }
    } catch (WrongFrame found) {
      wrong = found;
    }
    return to - offset;
  }

  private void takeHeader(byte next) throws WrongFrame {
    header[headerCount++] = next;
    if (headerCount == 2) {
      check();
    }
    if (headerCount > 2 && headerCount == headerLength()) {
      left = payloadLength();
      mask = (int) number(headerCount - MASK, MASK);
      headerCount = 0;
      inFrame = true;
      if (Opcode.isControl(opcode)) {
        controlPayload = left == 0 ? NOTHING : new byte[(int) left];
        controlCount = 0;
      }
    }
  }

  /** The first two bytes are here: everything but the length is known. */
  private void check() throws WrongFrame {
    opcode = header[0] & 0x0f;
    boolean last = (header[0] & 0x80) != 0;
    if ((header[0] & 0x70) != 0) {
      throw new WrongFrame(
          CloseCode.PROTOCOL, "a reserved bit is set, and no extension is agreed on");
    }
    if ((header[1] & 0x80) == 0) {
      throw new WrongFrame(CloseCode.PROTOCOL, "a frame of a client without a mask");
    }
    switch (opcode) {
      case Opcode.CONTINUATION, Opcode.BINARY -> {
        if (inMessage != (opcode == Opcode.CONTINUATION)) {
          throw new WrongFrame(
              CloseCode.PROTOCOL,
              inMessage ? "a message begins within another" : "nothing is there to be continued");
        }
        inMessage = !last;
      }
      // [MQTT-6.0.0-1]
      case Opcode.TEXT -> throw new WrongFrame(CloseCode.UNSUPPORTED, "text, where MQTT is binary");
      case Opcode.CLOSE, Opcode.PING, Opcode.PONG -> {
        if (!last || (header[1] & 0x7f) > CONTROL) {
          throw new WrongFrame(
              CloseCode.PROTOCOL, "a control frame that is fragmented or too long");
        }
      }
      default -> throw new WrongFrame(CloseCode.PROTOCOL, "an unknown kind of frame: " + opcode);
    }
  }

  private int headerLength() {
    return 2 + lengthBytes() + MASK;
  }

  private int lengthBytes() {
    return switch (header[1] & 0x7f) {
      case SHORT_LENGTH -> Short.BYTES;
      case LONG_LENGTH -> Long.BYTES;
      default -> 0;
    };
  }

  private long payloadLength() throws WrongFrame {
    int bytes = lengthBytes();
    long length = bytes == 0 ? header[1] & 0x7f : number(2, bytes);
    if (length < 0) {
      throw new WrongFrame(CloseCode.PROTOCOL, "a length with its highest bit set");
    }
    if (length > LONGEST) {
      throw new WrongFrame(CloseCode.TOO_LARGE, "a frame of " + length + " bytes");
    }
    return length;
  }

  private long number(int from, int bytes) {
    long value = 0;
    for (int i = from; i < from + bytes; i++) {
      value = value << 8 | header[i] & 0xff;
    }
    return value;
  }

  /** Answers how many bytes of data there are. */
  private int take(byte[] bytes, int from, int portion, int to) {
    left -= portion;
    if (Opcode.isControl(opcode)) {
      unmask(bytes, from, portion, controlPayload, controlCount);
      controlCount += portion;
      return 0;
    }
    unmask(bytes, from, portion, bytes, to);
    return portion;
  }

  /** Moves bytes to the front, never over some that are still to be read, and turns the mask on. */
  private void unmask(byte[] source, int from, int count, byte[] target, int to) {
    long wide = (long) mask << Integer.SIZE | mask & 0xffff_ffffL;
    int done = 0;
    for (; done <= count - Long.BYTES; done += Long.BYTES) {
      LONGS.set(target, to + done, (long) LONGS.get(source, from + done) ^ wide);
    }
    for (; done < count; done++) {
      target[to + done] = (byte) (source[from + done] ^ mask >>> Integer.SIZE - Byte.SIZE);
      mask = Integer.rotateLeft(mask, Byte.SIZE);
    }
  }

  private void endFrame() throws IOException {
    inFrame = false;
    switch (opcode) {
      case Opcode.PING -> control.ping(controlPayload);
      case Opcode.CLOSE -> {
        closed = true;
        control.close(CloseCode.answerTo(controlPayload, controlCount));
      }
      default -> {
        // Data is where it belongs, and a pong is an answer that nobody waits for.
      }
    }
    controlPayload = NOTHING;
  }
}
