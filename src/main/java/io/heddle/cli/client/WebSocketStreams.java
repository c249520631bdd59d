package io.heddle.cli.client;

import java.io.EOFException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * A WebSocket as two streams (RFC 6455): each write is a binary frame, and the frames of the server
 * are read one after the other. A read that a timeout interrupts goes on where it was.
 */
final class WebSocketStreams {
  private static final int FINAL_BINARY = 0x82;
  private static final int MASKED = 0x80;
  private static final int SHORT = 126;
  private static final int LONG = 127;
  private static final int PING = 9;
  private static final int PONG = 0x8A;
  private static final int CLOSE = 8;
  private static final int MASK_BYTES = 4;

  private WebSocketStreams() {}

  /** Asks for a WebSocket, and reads the answer. */
  static Wire over(Socket socket, String host, String path) throws IOException {
    byte[] key = new byte[16];
    SecureRandom random = new SecureRandom();
    random.nextBytes(key);
    String request =
        "GET "
            + path
            + " HTTP/1.1\r\nHost: "
            + host
            + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13"
            + "\r\nSec-WebSocket-Protocol: mqtt\r\nSec-WebSocket-Key: "
            + Base64.getEncoder().encodeToString(key)
            + "\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
    String answer = head(socket.getInputStream());
    if (!answer.startsWith("HTTP/1.1 101 ")) {
      throw new IOException(
          "no WebSocket: " + answer.lines().findFirst().orElse("an empty answer"));
    }
    Frames frames = new Frames(socket.getOutputStream(), random);
    return new Wire(socket, new Payloads(socket.getInputStream(), frames), frames);
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0 || head.length() > 16_384) {
        throw new IOException("what answers is no web server");
      }
      head.append((char) next);
    }
    return head.toString();
  }

  /** Writes frames, one for each call; guarded by itself against pongs in between. */
  private static final class Frames extends FilterOutputStream {
    private final SecureRandom random;

    Frames(OutputStream out, SecureRandom random) {
      super(out);
      this.random = random;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      frame(FINAL_BINARY, bytes, offset, length);
    }

    /** A pong is written by whoever reads, while another may write a packet. */
    synchronized void frame(int kind, byte[] bytes, int offset, int length) throws IOException {
      ByteBuffer frame = ByteBuffer.allocate(length + 14);
      frame.put((byte) kind);
      if (length < SHORT) {
        frame.put((byte) (MASKED | length));
      } else if (length < 1 << 16) {
        frame.put((byte) (MASKED | SHORT)).putShort((short) length);
      } else {
        frame.put((byte) (MASKED | LONG)).putLong(length);
      }
      byte[] mask = new byte[MASK_BYTES];
      random.nextBytes(mask);
      frame.put(mask);
      for (int i = 0; i < length; i++) {
        frame.put((byte) (bytes[offset + i] ^ mask[i % MASK_BYTES]));
      }
      out.write(frame.array(), 0, frame.position());
    }
  }

  /** The payloads of the frames. Used by one thread. */
  private static final class Payloads extends InputStream {
    private final InputStream in;
    private final Frames answers;
    private final ByteBuffer header = ByteBuffer.allocate(10);
    private long left;
    private int kind;

    Payloads(InputStream in, Frames answers) {
      this.in = in;
      this.answers = answers;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      while (left == 0) {
        if (!next()) {
          return -1;
        }
      }
      int count = in.read(bytes, offset, (int) Math.min(left, length));
      if (count > 0) {
        left -= count;
      }
      return count;
    }

    /** The next frame with data; false when the server has closed. */
    private boolean next() throws IOException {
      // What of the header has come stays in its buffer when the time is over.
      while (header.position() < 2 || header.position() < headerLength()) {
        int next = in.read();
        if (next < 0) {
          return false;
        }
        header.put((byte) next);
      }
      kind = header.get(0) & 0x0F;
      int small = header.get(1) & 0x7F;
      left = small < SHORT ? small : small == SHORT ? header.getChar(2) : header.getLong(2);
      header.clear();
      if (kind == CLOSE) {
        return false;
      }
      if (kind > CLOSE) {
        control();
      }
      return true;
    }

    private int headerLength() {
      int small = header.get(1) & 0x7F;
      return small < SHORT ? 2 : small == SHORT ? 4 : 10;
    }

    private void control() throws IOException {
      byte[] content = in.readNBytes((int) left);
      if (content.length < left) {
        throw new EOFException("the connection ends within a frame");
      }
      left = 0;
      if (kind == PING) {
        answers.frame(PONG, content, 0, content.length);
      }
    }
  }
}
