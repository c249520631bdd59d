package io.heddle.it.stress;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.codec.Packet;
import io.heddle.it.Command;
import io.heddle.it.Image;
import io.heddle.mqtt.Qos;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;

/**
 * An image with a small heap, a canary in it, and a look at its memory and its {@code $SYS} topics.
 */
final class Stressed implements AutoCloseable {
  private final Image image;
  private final Canary canary;
  private final int heapMegabytes;

  private Stressed(Image image, Canary canary, int heapMegabytes) {
    this.image = image;
    this.canary = canary;
    this.heapMegabytes = heapMegabytes;
  }

  static Stressed start(int heapMegabytes, String... settings) throws IOException {
    List<String> all = new ArrayList<>(List.of(settings));
    all.add("sys.interval=1s");
    Image image =
        Image.start(
            Image.home(), Map.of("HEDDLE_HEAP", heapMegabytes + "m"), all.toArray(String[]::new));
    try {
      return new Stressed(image, Canary.in(image), heapMegabytes);
    } catch (IOException e) {
      image.close();
      throw e;
    }
  }

  Image image() {
    return image;
  }

  /** What is left of the heap's objects after a collection, in megabytes. */
  long liveMegabytes() throws IOException {
    String jcmd = Image.home().resolve("runtime/bin/jcmd").toString();
    List<String> words = List.of(jcmd, Long.toString(image.pid()), "GC.class_histogram");
    try (Command command = Command.run(words, Map.of(), Path.of(""))) {
      command.awaitExit(Peer.LIMIT);
      String total = command.stdout().getLast();
      return Long.parseLong(total.replaceAll("Total +\\d+ +(\\d+)", "$1")) >> 20;
    }
  }

  private long status(String key) throws IOException {
    Path status = Path.of("/proc/" + image.pid() + "/status");
    if (!Files.exists(status)) {
      return 0;
    }
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith(key)) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
      }
    }
    return 0;
  }

  /** Waits until a number under {@code $SYS/broker} is as wanted. */
  long awaitSys(String topic, LongPredicate wanted) throws IOException {
    try (Peer peer = Peer.clean(image, "sys-reader")) {
      peer.sendSubscribe("$SYS/broker/" + topic, Qos.AT_MOST_ONCE);
      long deadline = System.nanoTime() + Peer.LIMIT.toNanos();
      long last = -1;
      while (System.nanoTime() < deadline) {
        if (peer.read() instanceof Packet.Publish publish) {
          last = Long.parseLong(publish.payload().text());
          if (wanted.test(last)) {
            return last;
          }
        }
      }
      throw new IOException("$SYS/broker/" + topic + " stays at " + last);
    }
  }

  /** The canary was never late; the broker lives, kept to its memory, and complained of nothing. */
  void check() throws IOException, InterruptedException {
    assertTrue(image.isAlive(), () -> "the broker has ended: " + image.stderr());
    canary.check();
    long peak = status("VmHWM:");
    System.out.printf("peak of resident memory: %d MB with a heap of %d MB%n", peak, heapMegabytes);
    // What a JVM takes beside its heap: code, classes, stacks, buffers of sockets.
    assertTrue(peak < heapMegabytes + 200, () -> "resident memory was " + peak + " MB");
    List<String> faults =
        image.stderr().stream().filter(line -> line.contains("fault of Heddle")).toList();
    assertTrue(faults.isEmpty(), () -> String.join("\n", image.stderr()));
  }

  @Override
  public void close() throws IOException {
    canary.close();
    image.close();
  }
}
