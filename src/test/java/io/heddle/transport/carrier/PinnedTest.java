package io.heddle.transport.carrier;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.session.Until;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A virtual thread inside a selector stays on its carrier. A monitor of the selector is held for
 * longer than it ever is by chance; an unpinned thread would wait for it without its carrier, which
 * then waits behind it for the same monitor, and when that is free the thread is the next one, and
 * nobody is left to run it.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PinnedTest {
  private static final int ANSWER_MILLIS = 10_000;
  private static final int ANSWER = 7;

  private final Queue<Thread> platform = new ConcurrentLinkedQueue<>();
  private final AtomicReference<Thread> virtual = new AtomicReference<>();
  private final AtomicBoolean held = new AtomicBoolean();
  private final Carriers carriers = open();

  private Carriers open() {
    try {
      return Carriers.open(
          2,
          (name, work) -> {
            Thread thread = Thread.ofPlatform().daemon().name(name).unstarted(work);
            platform.add(thread);
            return thread;
          });
    } catch (IOException none) {
      throw new AssertionError(none);
    }
  }

  @AfterEach
  void close() {
    carriers.close();
  }

  /** A monitor that a selector takes when it looks, and others when they use it. */
  private enum Monitor {
    /** For whoever changes what a key is interested in. */
    UPDATES("updateLock"),
    /** For whoever cancels a key. */
    CANCELLED("cancelledKeys");

    private final String field;

    Monitor(String field) {
      this.field = field;
    }

    Object of(Selector selector) throws ReflectiveOperationException {
      Class<?> type = selector.getClass();
      while (Stream.of(type.getDeclaredFields()).noneMatch(each -> each.getName().equals(field))) {
        type = type.getSuperclass();
      }
      Field monitor = type.getDeclaredField(field);
      monitor.setAccessible(true);
      return monitor.get(selector);
    }
  }

  private interface Work {
    void with(Seat seat, SocketChannel channel) throws IOException;
  }

  /** A virtual thread does this, and waits for the monitor; the client sees what it does then. */
  private void hold(Monitor monitor, Work work, int expected) throws Exception {
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      int port = server.socket().getLocalPort();
      try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port);
          SocketChannel channel = server.accept()) {
        Seat seat = carriers.seat(channel);
        Object lock = monitor.of(carriers.carrierOf(0).selector);
        seat.start("test", () -> run(work, seat, channel));
        while (virtual.get() == null) {
          // A millisecond later its carrier might have been taken from it.
          Thread.onSpinWait();
        }
        synchronized (lock) {
          held.set(true);
          Until.so("both wait", this::bothWait);
        }
        client.setSoTimeout(ANSWER_MILLIS);
        client.getOutputStream().write(ANSWER);
        assertEquals(expected, client.getInputStream().read());
      }
    }
  }

  private void run(Work work, Seat seat, SocketChannel channel) {
    virtual.set(Thread.currentThread());
    while (!held.get()) {
      Thread.onSpinWait();
    }
    try {
      work.with(seat, channel);
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  private static void echo(SocketChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(1);
    while (buffer.hasRemaining()) {
      Thread.yield();
      channel.read(buffer);
    }
    channel.write(buffer.flip());
  }

  /** Whether the virtual thread waits for the monitor, and whoever serves its carrier does, too. */
  private boolean bothWait() {
    Thread waiting = virtual.get();
    return waiting != null
        && waiting.getState() == Thread.State.BLOCKED
        && platform.stream()
            .filter(thread -> thread.getName().equals("heddle-carrier-1"))
            .anyMatch(thread -> thread.getState() == Thread.State.BLOCKED);
  }

  @Test
  void whoBeginsToWaitForInput() throws Exception {
    hold(
        Monitor.UPDATES,
        (seat, channel) -> {
          seat.awaitInput();
          echo(channel);
        },
        ANSWER);
  }

  @Test
  void whoBeginsToWaitForOutput() throws Exception {
    hold(
        Monitor.UPDATES,
        (seat, channel) -> {
          seat.awaitOutput();
          echo(channel);
        },
        ANSWER);
  }

  @Test
  void whoCloses() throws Exception {
    hold(Monitor.CANCELLED, (seat, channel) -> seat.close(), -1);
  }
}
