import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A client that answers what it gets on a thread of its own. */
final class Client implements Closeable {
  private static final int WAIT_SECONDS = 20;
  private static final int WINDOW = 16;

  private final Socket socket;
  private final OutputStream out;
  private final int level;
  private final boolean web;
  private final Semaphore answers = new Semaphore(0);
  private final Semaphore window = new Semaphore(WINDOW);
  private int nextId = 1;

  Client(Dialogue dialogue, String name, boolean clean) throws IOException {
    this.level = dialogue.level();
    this.web = dialogue.web();
    socket = new Socket(InetAddress.getLoopbackAddress(), dialogue.port());
    if (web) {
      WebSocket.ask(socket);
    }
    out = new BufferedOutputStream(web ? WebSocket.out(socket) : socket.getOutputStream());
    Thread.ofVirtual().start(this::read);
    Packet connect = new Packet().text(level == 3 ? "MQIsdp" : "MQTT").octet(level);
    connect.octet((clean ? 2 : 0) | 4).number(60);
    if (level == 5) {
      // A session that outlives its connection, unless the client wants a clean one.
      connect.octet(5).octet(0x11).number(0).number(clean ? 0 : 600);
    }
    connect.text("train-" + level + "-" + name);
    connect.properties(level).text("train/will").text("gone");
    ask(0x10, connect);
  }

  void subscribe(String filter, int qos) throws IOException {
    ask(0x82, new Packet().number(id()).properties(level).text(filter).octet(qos));
  }

  void unsubscribe(String filter) throws IOException {
    ask(0xA2, new Packet().number(id()).properties(level).text(filter));
  }

  void ping() throws IOException {
    ask(0xC0, new Packet());
  }

  void disconnect() throws IOException {
    send(0xE0, new Packet());
  }

  void publish(String topic, int qos, boolean retain) throws IOException {
    Packet packet = new Packet().text(topic);
    if (qos > 0) {
      await(window, 1);
      packet.number(id());
    }
    packet.properties(level).raw("a payload of about the usual length, in plain text");
    send(0x30 | qos << 1 | (retain ? 1 : 0), packet);
  }

  /** Waits until everything published with QoS 1 and 2 is acknowledged. */
  void settle() throws IOException {
    await(window, WINDOW);
    window.release(WINDOW);
  }

  private void ask(int header, Packet packet) throws IOException {
    send(header, packet);
    await(answers, 1);
  }

  private void await(Semaphore what, int count) throws IOException {
    try {
      if (!what.tryAcquire(count, WAIT_SECONDS, TimeUnit.SECONDS) || socket.isClosed()) {
        throw new IOException("no answer from the broker");
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private int id() {
    nextId = nextId % 65535 + 1;
    return nextId;
  }

  private synchronized void send(int header, Packet packet) throws IOException {
    out.write(header);
    packet.writeTo(out);
    out.flush();
  }

  private void read() {
    try (DataInputStream in =
        new DataInputStream(web ? WebSocket.in(socket) : socket.getInputStream())) {
      while (true) {
        int header = in.readUnsignedByte();
        byte[] body = in.readNBytes(length(in));
        answer(header, body);
      }
    } catch (IOException e) {
      close();
    }
  }

  private void answer(int header, byte[] body) throws IOException {
    switch (header >> 4) {
      case 3 -> {
        int qos = header >> 1 & 3;
        if (qos > 0) {
          int at = 2 + ((body[0] & 0xFF) << 8 | body[1] & 0xFF);
          send(qos == 1 ? 0x40 : 0x50, new Packet().octet(body[at]).octet(body[at + 1]));
        }
      }
      case 4, 7 -> window.release();
      case 5 -> send(0x62, new Packet().octet(body[0]).octet(body[1]));
      case 6 -> send(0x70, new Packet().octet(body[0]).octet(body[1]));
      default -> answers.release();
    }
  }

  private static int length(DataInputStream in) throws IOException {
    int length = 0;
    for (int shift = 0; ; shift += 7) {
      int octet = in.readUnsignedByte();
      length |= (octet & 0x7F) << shift;
      if (octet < 0x80) {
        return length;
      }
    }
  }

  /** Closes the socket and lets whoever waits find that out. */
  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    answers.release(WINDOW);
    window.release(WINDOW);
  }
}
