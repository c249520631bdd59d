import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Trains the image's AOT cache: {@code java Train.java IMAGE}.
 *
 * <p>Starts the image's own launcher, so that training and running have the same flags by
 * construction, speaks MQTT with it until the classes of everyday use are loaded and profiled, and
 * ends it with SIGTERM; the JVM then writes {@code lib/heddle.aot}. A conversation that fails is a
 * warning, because the image works without a good cache; a missing cache is an error.
 */
class Train {
  private static final int MESSAGES = 1500;

  void main(String[] args) throws Exception {
    Path image = Path.of(args[0]).toAbsolutePath();
    Path cache = image.resolve("lib/heddle.aot");
    Path scratch = Files.createTempDirectory("heddle-train");
    Process broker = start(image, cache, scratch);
    List<String> said = new ArrayList<>();
    try {
      BufferedReader out = broker.inputReader();
      int port = ready(out, said);
      CompletableFuture<Void> rest =
          CompletableFuture.runAsync(() -> out.lines().forEach(said::add));
      for (Dialogue dialogue : Dialogue.ALL) {
        try {
          dialogue.speak(port);
        } catch (IOException e) {
          System.err.println(
              "train: warning: MQTT version byte "
                  + dialogue.level
                  + ": "
                  + e
                  + "; the cache will be less good");
        }
      }
      // Not Process.destroy(), which closes the pipes: what the JVM says at its end would be lost.
      broker.toHandle().destroy();
      if (!broker.waitFor(5, TimeUnit.MINUTES)) {
        throw new IOException("the broker did not end");
      }
      rest.get(10, TimeUnit.SECONDS);
      if (!Files.exists(cache)) {
        throw new IOException("the JVM wrote no AOT cache");
      }
    } catch (Exception e) {
      said.forEach(System.err::println);
      System.err.println("train: " + e);
      System.exit(1);
    } finally {
      broker.destroyForcibly();
      delete(scratch);
    }
  }

  private static Process start(Path image, Path cache, Path scratch) throws IOException {
    List<String> command = new ArrayList<>(List.of(image.resolve("bin/heddle").toString()));
    for (String port :
        List.of("listener.tcp.port", "listener.ws.port", "admin.port", "metrics.port")) {
      command.addAll(List.of("-D", port + "=0"));
    }
    command.addAll(List.of("-D", "data.directory=" + scratch.resolve("data")));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder
        .environment()
        .keySet()
        .removeIf(name ->
            name.startsWith("HEDDLE_")
                || name.startsWith("JDK_JAVA")
                || name.equals("JAVA_TOOL_OPTIONS"));
    builder.environment().put("HEDDLE_JVM_OPTIONS", "-XX:AOTCacheOutput=" + cache);
    return builder.start();
  }

  /** The port in the ready line; ends with the broker's output if there is no such line. */
  private static int ready(BufferedReader out, List<String> said) throws IOException {
    String line;
    while ((line = out.readLine()) != null) {
      said.add(line);
      if (line.startsWith("heddle ready ")) {
        String address = line.split(" ")[2];
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
      }
    }
    throw new IOException("the broker did not become ready");
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path path : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(path);
      }
    }
  }

  /** Everyday use in one version of MQTT: subscribers, publishers, retained messages, a will. */
  private record Dialogue(int level) {
    static final List<Dialogue> ALL =
        List.of(new Dialogue(4), new Dialogue(5), new Dialogue(3), new Dialogue(5));

    void speak(int port) throws IOException {
      try (Client subscriber = new Client(port, level, "sub", false);
          Client other = new Client(port, level, "other", true);
          Client publisher = new Client(port, level, "pub", true)) {
        subscriber.subscribe("train/+/value", 2);
        subscriber.subscribe("train/#", 1);
        other.subscribe("train/1/value", 0);
        if (level == 5) {
          other.subscribe("$share/group/train/#", 1);
        }
        publisher.publish("train/retained", 1, true);
        for (int i = 0; i < MESSAGES; i++) {
          publisher.publish("train/" + i % 10 + "/value", i % 3, false);
        }
        publisher.settle();
        other.subscribe("train/retained", 1);
        publisher.ping();
        subscriber.ping();
        other.ping();
        other.unsubscribe("train/1/value");
        publisher.disconnect();
        subscriber.disconnect();
      }
      // Resume, with something queued, then a disorderly end that sends the will.
      try (Client publisher = new Client(port, level, "pub2", true)) {
        publisher.publish("train/3/value", 1, false);
        publisher.settle();
      }
      try (Client resumed = new Client(port, level, "sub", false)) {
        resumed.ping();
      }
    }
  }

  /** A client that answers what it gets on a thread of its own. */
  private static final class Client implements Closeable {
    private static final int WAIT_SECONDS = 20;
    private static final int WINDOW = 16;

    private final Socket socket;
    private final OutputStream out;
    private final int level;
    private final Semaphore answers = new Semaphore(0);
    private final Semaphore window = new Semaphore(WINDOW);
    private int nextId = 1;

    Client(int port, int level, String name, boolean clean) throws IOException {
      this.level = level;
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      out = new BufferedOutputStream(socket.getOutputStream());
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
      try (DataInputStream in = new DataInputStream(socket.getInputStream())) {
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

  /** The part of a packet after its remaining length. */
  private static final class Packet {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Packet octet(int value) {
      bytes.write(value);
      return this;
    }

    Packet number(int value) {
      return octet(value >> 8).octet(value);
    }

    Packet text(String value) {
      return number(value.getBytes(StandardCharsets.UTF_8).length).raw(value);
    }

    Packet raw(String value) {
      bytes.writeBytes(value.getBytes(StandardCharsets.UTF_8));
      return this;
    }

    /** An empty property section, where the version has one. */
    Packet properties(int level) {
      return level == 5 ? octet(0) : this;
    }

    void writeTo(OutputStream out) throws IOException {
      int rest = bytes.size();
      do {
        out.write(rest > 127 ? rest & 0x7F | 0x80 : rest);
        rest >>= 7;
      } while (rest > 0);
      bytes.writeTo(out);
    }
  }
}
