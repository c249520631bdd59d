import java.io.DataInputStream;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A WebSocket as two streams: what is written until a flush is a frame. */
final class WebSocket {
  private static final byte[] MASK = {1, 2, 3, 4};

  private WebSocket() {}

  /** Asks for a WebSocket as a browser does, and reads the answer. */
  static void ask(Socket socket) throws IOException {
    String request =
        """
        GET /mqtt HTTP/1.1
        Host: localhost:8080
        Connection: keep-alive, Upgrade
        Pragma: no-cache
        Cache-Control: no-cache
        User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36
        Upgrade: websocket
        Origin: http://localhost:8000
        Sec-WebSocket-Version: 13
        Accept-Encoding: gzip, deflate, br
        Accept-Language: en
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
        Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits
        Sec-WebSocket-Protocol: mqtt

        """;
    byte[] bytes = request.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
    socket.getOutputStream().write(bytes);
    InputStream in = socket.getInputStream();
    StringBuilder answer = new StringBuilder();
    while (answer.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no WebSocket: " + answer);
      }
      answer.append((char) next);
    }
    if (!answer.toString().startsWith("HTTP/1.1 101 ")) {
      throw new IOException("no WebSocket: " + answer);
    }
  }

  /** Makes a frame of each array that is written. */
  static OutputStream out(Socket socket) throws IOException {
    return new FilterOutputStream(socket.getOutputStream()) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        boolean small = length < 126;
        byte[] frame = new byte[(small ? 6 : 8) + length];
        frame[0] = (byte) 0x82;
        frame[1] = (byte) (0x80 | (small ? length : 126));
        if (!small) {
          frame[2] = (byte) (length >>> 8);
          frame[3] = (byte) length;
        }
        int start = frame.length - length;
        System.arraycopy(MASK, 0, frame, start - MASK.length, MASK.length);
        for (int i = 0; i < length; i++) {
          frame[start + i] = (byte) (bytes[offset + i] ^ MASK[i % MASK.length]);
        }
        out.write(frame);
      }
    };
  }

  /** The payloads of the broker's frames, one after the other. */
  static InputStream in(Socket socket) throws IOException {
    DataInputStream frames = new DataInputStream(socket.getInputStream());
    return new FilterInputStream(frames) {
      private long left;

      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        while (left == 0 && length > 0) {
          int first = frames.readUnsignedByte();
          int size = frames.readUnsignedByte();
          left = size == 127 ? frames.readLong() : size == 126 ? frames.readUnsignedShort() : size;
          if (first != 0x82) {
            return -1;
          }
        }
        int count = frames.read(target, offset, (int) Math.min(left, length));
        left -= Math.max(0, count);
        return count;
      }
    };
  }
}
