package io.heddle.cli.bench;

import io.heddle.cli.client.Connection;
import io.heddle.cli.line.Terminal;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Starts the clients of a run one after the other, and ends them. Used by one thread. */
final class Swarm {
  private static final int FAREWELL_SECONDS = 5;

  private final BenchWords words;
  private final Load load;
  private final Tally tally;
  private final Terminal terminal;
  private final Queue<Connection> connections = new ConcurrentLinkedQueue<>();
  private final CountDownLatch left;

  Swarm(BenchWords words, Load load, Tally tally, Terminal terminal) {
    this.words = words;
    this.load = load;
    this.tally = tally;
    this.terminal = terminal;
    left = new CountDownLatch((int) words.count());
  }

  /** Starts them, on a thread of its own; the run is over when the last one has ended. */
  void start() {
    Thread.ofVirtual().name("bench-starter").start(this::startAll);
    Thread.ofVirtual()
        .name("bench-end")
        .start(() -> {
          try {
            left.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          tally.end.countDown();
        });
  }

  private void startAll() {
    long started = System.nanoTime();
    for (long i = 0; i < words.count(); i++) {
      if (tally.end.getCount() == 0) {
        left.countDown();
        continue;
      }
      long number = words.startNumber() + i;
      Client client = new Client(words, tally, number, words.prefix() + "_" + number);
      Thread.ofVirtual().name(client.id()).start(() -> live(client));
      long due = started + (long) ((i + 1) * words.connectMillis() * 1e6);
      try {
        tally.end.await(Math.max(0, due - System.nanoTime()), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void live(Client client) {
    long started = System.nanoTime();
    try (Connection connection = Connection.open(words.target(), words.connect(client.id()))) {
      connections.add(connection);
      tally.connected.increment();
      tally.connecting.add(System.nanoTime() - started);
      load.run(connection, client);
    } catch (IOException | RuntimeException e) {
      if (tally.end.getCount() > 0 && tally.failed(String.valueOf(e.getMessage()))) {
        terminal.err().println("heddle: a client fails: " + e.getMessage());
      }
    } finally {
      left.countDown();
    }
  }

  /** Has all that are still there leave. */
  void stop() throws InterruptedException {
    for (Connection each : connections) {
      quietly(each::end);
    }
    left.await(FAREWELL_SECONDS, TimeUnit.SECONDS);
    for (Connection each : connections) {
      quietly(each::close);
    }
  }

  /** Something with a connection that may have ended. */
  private interface Deed {
    void run() throws IOException;
  }

  private static void quietly(Deed deed) {
    try {
      deed.run();
    } catch (IOException e) {
      // It has ended before: nothing is left to do.
    }
  }
}
