package io.heddle.spec;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.UnaryOperator;

/**
 * A pipe over WebSocket, over another pipe: what a client's library does, as little of it as there
 * can be. Frames that are no data are kept for whoever asks.
 */
public final class WsWire implements Wire {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final byte[] MASK = {0x5a, (byte) 0xc3, 0x17, (byte) 0xf8};
  private static final int HEADER = 2;

  private final Wire below;
  private byte[] raw = {};
  private byte[] payload = {};
  private byte[] pong = {};
  private String answer = "";
  private int closeCode;
  private boolean ended;

  private WsWire(Wire below) {
    this.below = below;
  }

  /** Asks for a WebSocket at {@code /mqtt}, which must be granted. */
  public static WsWire open(Wire below) {
    WsWire wire = ask(below, head -> head);
    if (!wire.answer.startsWith("HTTP/1.1 101 ")) {
      throw new AssertionError("the WebSocket was refused: " + wire.answer);
    }
    return wire;
  }

  /** Asks for a WebSocket with a changed request, and reads the answer. */
  public static WsWire ask(Wire below, UnaryOperator<String> change) {
    WsWire wire = new WsWire(below);
    below.send(change.apply(request()).getBytes(StandardCharsets.ISO_8859_1));
    wire.readAnswer();
    return wire;
  }

  /** The head of a right request. */
  public static String request() {
    String key =
        Base64.getEncoder().encodeToString("the sample nonce".getBytes(StandardCharsets.US_ASCII));
    return "GET /mqtt HTTP/1.1\r\nHost: localhost:8080\r\nConnection: keep-alive, Upgrade\r\n"
        + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
        + key
        + "\r\nSec-WebSocket-Protocol: mqtt\r\n\r\n";
  }

  private void readAnswer() {
    String text = "";
    while (!text.contains("\r\n\r\n") && more(LIMIT) > 0) {
      text = new String(raw, StandardCharsets.ISO_8859_1);
    }
    int end = text.indexOf("\r\n\r\n");
    answer = end < 0 ? text : text.substring(0, end + 2);
    raw = end < 0 ? raw : Arrays.copyOfRange(raw, end + 4, raw.length);
  }

  /** The head of the server's answer, each line with its end. */
  public String answer() {
    return answer;
  }

  /** What follows the head of an answer that is no WebSocket, until the server closes. */
  public String body() {
    while (!ended) {
      if (more(LIMIT) == 0) {
        throw new AssertionError("the connection should have been closed");
      }
    }
    return new String(raw, StandardCharsets.UTF_8);
  }

  /** The code of the server's Close; 0 while there was none. */
  public int closeCode() {
    return closeCode;
  }

  /** The bytes of the last pong. */
  public byte[] pong() {
    return pong;
  }

  /** Sends bytes as they are. */
  public void sendRaw(byte[] bytes) {
    below.send(bytes);
  }

  /** A frame as a client sends it, with the first byte as it is given. */
  public static byte[] frame(int first, byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(first);
    if (bytes.length < 126) {
      out.write(0x80 | bytes.length);
    } else {
      boolean wide = bytes.length > 0xffff;
      out.write(0x80 | (wide ? 127 : 126));
      for (int i = wide ? 7 : 1; i >= 0; i--) {
        out.write(i > 3 ? 0 : bytes.length >>> i * 8);
      }
    }
    out.writeBytes(MASK);
    for (int i = 0; i < bytes.length; i++) {
      out.write(bytes[i] ^ MASK[i % MASK.length]);
    }
    return out.toByteArray();
  }

  @Override
  public void send(byte[] bytes) {
    below.send(frame(0x82, bytes));
  }

  @Override
  public int read(byte[] buffer, Duration timeout) {
    long end = System.nanoTime() + timeout.toNanos();
    while (payload.length == 0) {
      if (!takeFrame()) {
        int count = ended ? -1 : more(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
        if (count <= 0) {
          return count;
        }
      }
    }
    int count = Math.min(payload.length, buffer.length);
    System.arraycopy(payload, 0, buffer, 0, count);
    payload = Arrays.copyOfRange(payload, count, payload.length);
    return count;
  }

  private int more(Duration timeout) {
    byte[] portion = new byte[64 * 1024];
    int count = below.read(portion, timeout);
    if (count > 0) {
      raw = Raw.join(raw, Arrays.copyOf(portion, count));
    }
    ended = count < 0;
    return count;
  }

  /** Answers false when there is none as a whole. */
  private boolean takeFrame() {
    if (raw.length < HEADER) {
      return false;
    }
    int length = raw[1];
    int bytes = length == 127 ? 8 : length == 126 ? 2 : 0;
    int start = HEADER + bytes;
    if (raw.length < start) {
      return false;
    }
    if (bytes > 0) {
      length = 0;
      for (int i = HEADER; i < start; i++) {
        length = length << 8 | raw[i] & 0xff;
      }
    }
    if (length < 0 || raw.length - start < length) {
      return false;
    }
    take(raw[0] & 0xff, Arrays.copyOfRange(raw, start, start + length));
    raw = Arrays.copyOfRange(raw, start + length, raw.length);
    return true;
  }

  private void take(int first, byte[] bytes) {
    switch (first) {
      case 0x82 -> payload = bytes;
      case 0x88 -> closeCode = (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
      case 0x8a -> pong = bytes;
      default -> throw new AssertionError("a frame that a server of MQTT never sends: " + first);
    }
  }

  @Override
  public void close() {
    below.close();
  }

  @Override
  public void abort() {
    below.abort();
  }
}
