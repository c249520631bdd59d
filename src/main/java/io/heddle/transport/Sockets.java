package io.heddle.transport;

import io.heddle.transport.carrier.Carriers;
import io.heddle.transport.carrier.Seat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
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
  private final Function<ServerSocketChannel, Door> doors;

  private Sockets(@Nullable Carriers carriers, Function<ServerSocketChannel, Door> doors) {
    this.carriers = carriers;
    this.doors = doors;
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
      Carriers carriers = Carriers.open(cores, platform);
      return new Sockets(carriers, server -> new SeatedDoor(server, carriers, platform));
    } catch (IOException none) {
      throw new UncheckedIOException("The system has no selector for a carrier", none);
    }
  }

  /**
   * Makes sure that nobody listens at an address at this moment, for those who cannot bear to find
   * out by themselves.
   *
   * @throws IOException when it cannot be bound
   */
  public static void requireFree(String address, int port) throws IOException {
    Bound.tcp("tcp", address, port).server().close();
  }

  /** The JDK's scheduler. */
  static Sockets blocking(BiConsumer<String, Runnable> virtual) {
    return new Sockets(null, server -> new BlockingDoor(server, virtual));
  }

  /**
   * What carries the threads of clients.
   *
   * @param own whether these are carriers of our own; if not, the numbers are 0
   * @param working how many are at work
   * @param most how many there are
   * @param threads how many virtual threads they carry
   */
  public record Figures(boolean own, int working, int most, int threads) {}

  /** The figures at this moment. */
  public Figures figures() {
    return carriers == null
        ? new Figures(false, 0, 0, 0)
        : new Figures(true, carriers.working(), carriers.most(), carriers.living());
  }

  /** A way to accept at this socket, which is bound. */
  Door door(ServerSocketChannel server) {
    return doors.apply(server);
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
    public ChannelLink link(SocketChannel client) throws IOException {
      return new BlockingLink(client, threads);
    }

    @Override
    public void start(String name, Runnable work) {
      threads.accept(name, work);
    }
  }

  /** Accepts on a platform thread: a channel with a seat would not be closed at once. */
  private record SeatedDoor(
      ServerSocketChannel server, Carriers carriers, BiFunction<String, Runnable, Thread> platform)
      implements Door {
    @Override
    public ChannelLink link(SocketChannel client) throws IOException {
      Seat seat = carriers.seat(client);
      try {
        return new SeatedLink(client, seat);
      } catch (IOException | RuntimeException | Error gone) {
        // Its selector would keep the channel, which alone is not enough to close it.
        seat.close();
        throw gone;
      }
    }

    @Override
    public void start(String name, Runnable work) {
      platform.apply(name, work).start();
    }
  }
}
