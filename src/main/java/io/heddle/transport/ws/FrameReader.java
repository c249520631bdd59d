package io.heddle.transport.ws;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.socket.SocketContext;
import io.helidon.websocket.ClientWsFrame;
import io.helidon.websocket.WsCloseException;
import io.helidon.websocket.WsOpCode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The payloads of a client's frames as one stream of bytes. Helidon reads a frame; what it leaves
 * to others is checked here: the order of a message's frames, and what control frames may be.
 * Belongs to the thread that reads.
 */
final class FrameReader {
  /** What is to be done about a client's control frames. */
  interface Control {
    /** A ping, to be answered with the same bytes. */
    void ping(byte[] payload) throws IOException;

    /** Frames of so many bytes have brought nothing to be read. */
    void overhead(int bytes);

    /** The client closes; nothing comes after this. */
    void close(int answer) throws IOException;
  }

  private static final BufferData NOTHING = BufferData.empty();
  private static final Mask UNMASKED = new Mask(new int[Integer.BYTES]);

  private final Fragments fragments;
  private final SocketContext ends;
  private final int longest;
  private final Control control;
  private BufferData payload = NOTHING;
  private Mask mask = UNMASKED;

  /** Bytes of the payload that nobody has taken. */
  private int left;

  /** Bytes of frames that brought nothing to be read. */
  private int untold;

  /** A message has begun whose last frame has not come. */
  private boolean inMessage;

  /** The client has closed, or its bytes have ended. */
  private boolean ended;

  /** What has happened behind bytes that were taken: whoever takes them is not told yet. */
  private @Nullable WrongFrame late;

  /**
   * A reader of what comes behind the request.
   *
   * @param longest bytes of a frame; a longer one is refused
   */
  FrameReader(Fragments fragments, SocketContext ends, int longest, Control control) {
    this.fragments = fragments;
    this.ends = ends;
    this.longest = longest;
    this.control = control;
  }

  /** Waits for bytes of a payload, and takes what is here; answers −1 at their end. */
  int read(byte[] target, int offset, int length) throws IOException, WrongFrame {
    if (late != null) {
      throw late;
    }
    int count = 0;
    try {
      while (count < length && hasPayload(count == 0)) {
        count += takePayload(target, offset + count, length - count);
      }
    } catch (WrongFrame found) {
      if (count == 0) {
        throw found;
      }
      late = found;
    }
    return count == 0 ? -1 : count;
  }

  private int takePayload(byte[] target, int offset, int length) {
    int count = Math.min(length, left);
    payload.read(target, offset, count);
    mask.remove(target, offset, count);
    left -= count;
    return count;
  }

  /** Whether a byte of a payload is here, or has come if that may be waited for. */
  private boolean hasPayload(boolean mayWait) throws IOException, WrongFrame {
    while (left == 0 && !ended) {
      // Whoever waits holds no more than he must.
      payload = NOTHING;
      if (mayWait) {
        tellOverhead();
      }
      if (!mayWait && !fragments.isData()) {
        // A control frame has its turn when what was before it is answered.
        return false;
      }
      byte[] bytes = fragments.poll();
      if (bytes != null) {
        take(frame(bytes));
        untold += left == 0 ? bytes.length : 0;
      } else if (!mayWait) {
        return false;
      } else {
        ended = !fragments.fill();
      }
    }
    return left > 0;
  }

  /** Whoever is told may wait: not before the bytes that were taken have been handed on. */
  private void tellOverhead() {
    int bytes = untold;
    if (bytes > 0) {
      untold = 0;
      control.overhead(bytes);
    }
  }

  /** Whether there may be more bytes to be had at once. */
  boolean sawMore() {
    return left > 0 || late != null || fragments.sawMore();
  }

  private ClientWsFrame frame(byte[] bytes) throws WrongFrame {
    try {
      return ClientWsFrame.read(ends, DataReader.create(() -> bytes), longest);
    } catch (WsCloseException found) {
      throw new WrongFrame(found.closeCode(), String.valueOf(found.getMessage()));
    } catch (IllegalArgumentException unknown) {
      throw new WrongFrame(CloseCode.PROTOCOL, "a frame of no known kind");
    }
  }

  private void take(ClientWsFrame frame) throws IOException, WrongFrame {
    WsOpCode kind = frame.opCode();
    switch (kind) {
      case TEXT -> throw new WrongFrame(CloseCode.UNSUPPORTED, "a text frame, and MQTT is binary");
      case BINARY, CONTINUATION -> {
        if (inMessage != (kind == WsOpCode.CONTINUATION)) {
          throw new WrongFrame(
              CloseCode.PROTOCOL,
              inMessage ? "a message within a message" : "a continuation of nothing");
        }
        inMessage = !frame.fin();
        expose(frame);
      }
      case PING, PONG, CLOSE -> control(kind, frame);
    }
  }

  private void expose(ClientWsFrame frame) {
    payload = frame.maskedData();
    mask = new Mask(frame.maskingKey());
    left = (int) frame.payloadLength();
  }

  private void control(WsOpCode kind, ClientWsFrame frame) throws IOException, WrongFrame {
    if (!frame.fin()) {
      throw new WrongFrame(CloseCode.PROTOCOL, "a control frame in parts");
    }
    byte[] bytes = frame.payloadData().readBytes();
    if (kind == WsOpCode.PING) {
      control.ping(bytes);
    } else if (kind == WsOpCode.CLOSE) {
      ended = true;
      control.close(CloseCode.answerTo(bytes, bytes.length));
    }
  }
}
