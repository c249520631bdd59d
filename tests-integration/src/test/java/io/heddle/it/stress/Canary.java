package io.heddle.it.stress;

import io.heddle.codec.Packet;
import io.heddle.it.Image;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An ordinary client beside those who misbehave: it sends itself one message after another, at QoS
 * 1, and notes how long each takes. Its thread is a platform thread, so that what the test itself
 * does on virtual threads is not blamed on the broker.
 */
final class Canary implements AutoCloseable {
  /** What no message may take; the machine has few cores, and others work on it. */
  private static final Duration BOUND = Duration.ofSeconds(2);

  private static final long PAUSE_MILLIS = 2;

  private final Peer peer;
  private final Thread thread;
  private volatile boolean stopped;
  private volatile @Nullable IOException failure;
  private volatile long slowestNanos;
  private volatile int rounds;

  private Canary(Image image) throws IOException {
    peer = Peer.clean(image, "canary");
    peer.subscribe("canary", Qos.AT_LEAST_ONCE);
    thread = Thread.ofPlatform().name("canary").daemon().start(this::sing);
  }

  static Canary in(Image image) throws IOException {
    return new Canary(image);
  }

  private void sing() {
    try {
      while (!stopped) {
        long begin = System.nanoTime();
        round(rounds + 1);
        slowestNanos = Math.max(slowestNanos, System.nanoTime() - begin);
        rounds++;
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS); // the pace of a client, not a wait for something
      }
    } catch (IOException e) {
      failure = e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void round(int number) throws IOException {
    byte[] payload = Integer.toString(number).getBytes(StandardCharsets.UTF_8);
    peer.send(Peer.message("canary", Qos.AT_LEAST_ONCE, 1, payload));
    boolean acknowledged = false;
    boolean received = false;
    while (!acknowledged || !received) {
      switch (peer.read()) {
        case Packet.Puback ignored -> acknowledged = true;
        case Packet.Publish publish -> {
          if (!publish.payload().text().equals(Integer.toString(number))) {
            throw new IOException("the canary got " + publish.payload().text());
          }
          peer.send(publish.puback(ReasonCode.SUCCESS));
          received = true;
        }
        case null, default -> throw new IOException("the canary lost its connection");
      }
    }
  }

  /** Fails when a message was late or lost, also one that is still on its way. */
  void check() throws IOException, InterruptedException {
    stopped = true;
    boolean ended = thread.join(BOUND);
    IOException failed = failure;
    if (failed != null) {
      throw failed;
    }
    Duration slowest = Duration.ofNanos(slowestNanos);
    if (!ended || slowest.compareTo(BOUND) > 0 || rounds == 0) {
      throw new AssertionError(
          "the canary had to wait: slowest of "
              + rounds
              + " rounds "
              + slowest.toMillis()
              + " ms"
              + (ended ? "" : ", and the last one has not ended"));
    }
    System.out.printf("canary: %d rounds, slowest %d ms%n", rounds, slowest.toMillis());
  }

  @Override
  public void close() throws IOException {
    stopped = true;
    peer.close();
  }
}
