package io.heddle.transport;

import io.heddle.transport.carrier.Carriers;
import io.heddle.transport.carrier.Seat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a broker waits for its sockets: with carriers of its own where the JDK allows them, with the
 * JDK's scheduler elsewhere. Safe for use by any thread.
 */
public final class Sockets implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Sockets.class);

  private final @Nullable Carriers carriers;
  private final BiConsumer<String, Runnable> threads;

  private Sockets(@Nullable Carriers carriers, BiConsumer<String, Runnable> threads) {
    this.carriers = carriers;
    this.threads = threads;
  }

  /**
   * Carriers of our own, one for each core at most, or else the JDK's.
   *
   * @param platform makes a platform thread of that name that is not started yet
   * @param virtual starts work on a virtual thread of that name
   * @throws UncheckedIOException when the system has no selector for them
   */
  public static Sockets open(
      BiFunction<String, Runnable, Thread> platform, BiConsumer<String, Runnable> virtual) {
    if (!Carriers.available()) {
      Module self = Sockets.class.getModule();
      LOG.info(
          "The JVM was started without --add-opens java.base/java.lang={}: a message costs more CPU"
              + " when there are few",
          self.isNamed() ? self.getName() : "ALL-UNNAMED");
      return blocking(virtual);
    }
    int cores = Runtime.getRuntime().availableProcessors();
    try {
      return new Sockets(Carriers.open(cores, platform), virtual);
    } catch (IOException none) {
      throw new UncheckedIOException("The system has no selector for a carrier", none);
    }
  }

  /** The JDK's scheduler. */
  static Sockets blocking(BiConsumer<String, Runnable> virtual) {
    return new Sockets(null, virtual);
  }

  /** A way to accept at this socket, which is bound. */
  Door door(ServerSocketChannel server) throws IOException {
    return carriers == null
        ? new BlockingDoor(server, threads)
        : new SeatedDoor(server, carriers, carriers.seat(server));
  }

  /** Ends the carriers when the last of their threads ends. */
  @Override
  public void close() {
    if (carriers != null) {
      carriers.close();
    }
  }

  private record BlockingDoor(ServerSocketChannel server, BiConsumer<String, Runnable> threads)
      implements Door {
    @Override
    public SocketChannel accept() throws IOException {
      return server.accept();
    }

    @Override
    public ChannelLink link(SocketChannel client) throws IOException {
      return new BlockingLink(client, threads);
    }

    @Override
    public void start(String name, Runnable work) {
      threads.accept(name, work);
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }

  private record SeatedDoor(ServerSocketChannel server, Carriers carriers, Seat seat)
      implements Door {
    @Override
    public SocketChannel accept() throws IOException {
      SocketChannel client = server.accept();
      while (client == null) {
        seat.awaitInput();
        client = server.accept();
      }
      return client;
    }

    @Override
    public ChannelLink link(SocketChannel client) throws IOException {
      Seat seat = carriers.seat(client);
      try {
        return new SeatedLink(client, seat);
      } catch (IOException gone) {
        seat.close();
        throw gone;
      }
    }

    @Override
    public void start(String name, Runnable work) {
      seat.start(name, work);
    }

    @Override
    public void close() throws IOException {
      seat.close();
    }
  }
}
