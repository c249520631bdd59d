package io.heddle.transport.ws;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.websocket.ClientWsFrame;
import io.helidon.websocket.WsCloseException;
import io.helidon.websocket.WsOpCode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The payloads of a client's frames as one stream of bytes. Helidon reads a frame as a whole; what
 * it leaves to others is checked here: the order of a message's frames, and what control frames may
 * be. Belongs to the thread that reads.
 */
final class FrameReader {
  /** The most bytes of a control frame {@code [RFC 6455, 5.5]}. */
  private static final int CONTROL = 125;

  /** What is to be done about a client's control frames. */
  interface Control {
    /** A ping, to be answered with the same bytes. */
    void ping(byte[] payload) throws IOException;

    /** The client closes; nothing comes after this. */
    void close(int answer) throws IOException;
  }

  private final Opening opening;
  private final int longest;
  private final Control control;
  private BufferData payload = BufferData.empty();

  /** A message has begun whose last frame has not come. */
  private boolean inMessage;

  /**
   * A reader of what comes behind the request.
   *
   * @param longest bytes of a frame; a longer one is refused before there is memory for it
   */
  FrameReader(Opening opening, int longest, Control control) {
    this.opening = opening;
    this.longest = longest;
    this.control = control;
  }

  /** Waits for bytes of a payload; answers −1 at their end. */
  int read(byte[] target, int offset, int length) throws IOException, WrongFrame {
    while (payload.consumed()) {
      // Whoever waits holds no more than he must.
      payload = BufferData.empty();
      ClientWsFrame frame = next();
      if (frame == null || !take(frame)) {
        return -1;
      }
    }
    return payload.read(target, offset, Math.min(length, payload.available()));
  }

  /** Whether there may be more bytes to be had at once. */
  boolean sawMore() {
    return !payload.consumed() || opening.sawMore();
  }

  private @Nullable ClientWsFrame next() throws IOException, WrongFrame {
    try {
      return ClientWsFrame.read(opening, opening.dataReader(), longest);
    } catch (WsCloseException wrong) {
      throw new WrongFrame(wrong.closeCode(), String.valueOf(wrong.getMessage()));
    } catch (DataReader.InsufficientDataAvailableException ended) {
      return null;
    } catch (CloseConnectionException gone) {
      Opening.lost(gone);
      return null;
    } catch (IllegalArgumentException unknown) {
      throw new WrongFrame(CloseCode.PROTOCOL, "a frame of no known kind");
    }
  }

  /** Answers false when nothing comes behind it. */
  private boolean take(ClientWsFrame frame) throws IOException, WrongFrame {
    WsOpCode kind = frame.opCode();
    return switch (kind) {
      case TEXT -> throw new WrongFrame(CloseCode.UNSUPPORTED, "a text frame, and MQTT is binary");
      case BINARY, CONTINUATION -> {
        if (inMessage != (kind == WsOpCode.CONTINUATION)) {
          throw new WrongFrame(
              CloseCode.PROTOCOL,
              inMessage ? "a message within a message" : "a continuation of nothing");
        }
        inMessage = !frame.fin();
        payload = frame.payloadData();
        yield true;
      }
      case PING, PONG, CLOSE -> control(kind, frame);
    };
  }

  private boolean control(WsOpCode kind, ClientWsFrame frame) throws IOException, WrongFrame {
    if (!frame.fin() || frame.payloadLength() > CONTROL) {
      throw new WrongFrame(
          CloseCode.PROTOCOL, "a control frame in parts, or longer than 125 bytes");
    }
    byte[] bytes = frame.payloadData().readBytes();
    if (kind == WsOpCode.PING) {
      control.ping(bytes);
    } else if (kind == WsOpCode.CLOSE) {
      control.close(CloseCode.answerTo(bytes, bytes.length));
      return false;
    }
    return true;
  }
}
