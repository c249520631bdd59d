package io.heddle.transport.ws;

import io.heddle.connection.Link;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.Router;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * A connection as Helidon sees it while it speaks HTTP: a reader and a writer over the link below.
 * It is let go when the request is answered. Belongs to the thread that reads.
 */
final class Opening implements ConnectionContext, DataWriter {
  private final Link below;
  private final Ends ends;
  private final Hosting hosting;
  private final DataReader reader;
  private @Nullable Accepted accepted;
  private @Nullable Refusal refusal;

  /**
   * A request that gets its WebSocket.
   *
   * @param client where it is; null when it has no address
   */
  record Accepted(Request request, @Nullable InetSocketAddress client) {}

  /** The last read below has filled the room that it had. */
  private boolean full;

  /** Nothing has come from the client. */
  private boolean silent = true;

  Opening(Link below, Hosting hosting) {
    this.below = below;
    this.ends = new Ends(below, this::refuse);
    this.hosting = hosting;
    this.reader = DataReader.create(this::pull);
  }

  /**
   * The request that was answered with a WebSocket, or null when the client has gone before.
   *
   * @throws Refusal when it was answered otherwise
   */
  @Nullable Accepted meet() throws IOException, Refusal {
    try {
      hosting.connection(this).handle(Hosting.unlimited());
    } catch (CloseConnectionException gone) {
      lost(gone);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted in the HTTP request", e);
    }
    if (refusal != null) {
      throw refusal;
    }
    if (accepted == null && !silent) {
      throw Refusal.badRequest("no request for a WebSocket");
    }
    return accepted;
  }

  /** What the link below said, in the clothes that Helidon knows. */
  static void lost(RuntimeException gone) throws IOException {
    for (Throwable cause = gone; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException lost) {
        throw lost;
      }
    }
  }

  /**
   * Looks where the client of a request is that is right otherwise.
   *
   * @throws Refusal when a proxy that is trusted says something else than an address
   */
  void locate(Request request) throws Refusal {
    accepted = new Accepted(request, hosting.forwarding().client(request, below.address()));
  }

  void refuse(Refusal found) {
    refusal = found;
  }

  private byte @Nullable [] pull() {
    if (refusal != null) {
      // The answer said that the connection closes, and Helidon would wait for another request.
      return null;
    }
    byte[] bytes = new byte[full ? Fragments.LARGE : Fragments.SMALL];
    try {
      int count = below.read(bytes, 0, bytes.length);
      full = below.sawMore(count, bytes.length);
      silent &= count < 0;
      return count < 0 ? null : count == bytes.length ? bytes : Arrays.copyOf(bytes, count);
    } catch (IOException lost) {
      throw new CloseConnectionException("the client's link is lost", lost);
    }
  }

  /** The frames behind the request; nothing more is read through Helidon's reader. */
  Fragments fragments() {
    int begun = reader.available();
    byte[] bytes = begun == 0 ? Frames.NOTHING : reader.readBytes(begun);
    return new Fragments(below, hosting.longest(), bytes);
  }

  @Override
  public DataReader dataReader() {
    return reader;
  }

  @Override
  public DataWriter dataWriter() {
    return this;
  }

  @Override
  public void write(BufferData... buffers) {
    for (BufferData buffer : buffers) {
      write(buffer);
    }
  }

  @Override
  public void write(BufferData buffer) {
    byte[] bytes = buffer.readBytes();
    try {
      below.write(bytes, 0, bytes.length);
    } catch (IOException lost) {
      throw new CloseConnectionException("the client's link is lost", lost);
    }
  }

  @Override
  public void writeNow(BufferData... buffers) {
    write(buffers);
  }

  @Override
  public void writeNow(BufferData buffer) {
    write(buffer);
  }

  @Override
  public ListenerContext listenerContext() {
    return hosting;
  }

  @Override
  public Router router() {
    return hosting.router();
  }

  @Override
  public ExecutorService executor() {
    return hosting.executor();
  }

  @Override
  public PeerInfo remotePeer() {
    return ends;
  }

  @Override
  public PeerInfo localPeer() {
    return ends;
  }

  @Override
  public boolean isSecure() {
    return ends.isSecure();
  }

  @Override
  public String socketId() {
    return ends.socketId();
  }

  @Override
  public String childSocketId() {
    return ends.childSocketId();
  }
}
