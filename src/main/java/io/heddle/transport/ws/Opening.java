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
import java.net.SocketAddress;
import java.security.Principal;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * One connection as Helidon sees it: a reader and a writer over the link below. It has the request
 * that a client makes, and afterwards the bytes of its frames. Belongs to the thread that reads.
 */
final class Opening implements ConnectionContext, PeerInfo, DataWriter {
  /** Bytes that are held while nothing comes. */
  private static final int SMALL = 512;

  private static final int LARGE = 16 * 1024;

  private final Link below;
  private final Hosting hosting;
  private final DataReader reader;
  private @Nullable Request accepted;
  private @Nullable Refusal refusal;

  /** The last read below has filled the room that it had. */
  private boolean full;

  /** Nothing has come from the client. */
  private boolean silent = true;

  Opening(Link below, Hosting hosting) {
    this.below = below;
    this.hosting = hosting;
    this.reader = DataReader.create(this::pull);
  }

  /**
   * The request that was answered with a WebSocket, or null when the client has gone before.
   *
   * @throws Refusal when it was answered otherwise
   */
  @Nullable Request meet() throws IOException, Refusal {
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

  void accept(Request request) {
    accepted = request;
  }

  void refuse(Refusal found) {
    refusal = found;
  }

  private byte @Nullable [] pull() {
    byte[] bytes = new byte[full ? LARGE : SMALL];
    try {
      int count = below.read(bytes, 0, bytes.length);
      full = below.sawMore(count, bytes.length);
      silent &= count < 0;
      return count < 0 ? null : count == bytes.length ? bytes : Arrays.copyOf(bytes, count);
    } catch (IOException lost) {
      throw new CloseConnectionException("the client's link is lost", lost);
    }
  }

  /** Whether there may be more bytes to be had at once. */
  boolean sawMore() {
    return full || reader.available() > 0;
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
    return this;
  }

  @Override
  public PeerInfo localPeer() {
    return this;
  }

  @Override
  public boolean isSecure() {
    return false;
  }

  @Override
  public String socketId() {
    return below.peer();
  }

  @Override
  public String childSocketId() {
    return "ws";
  }

  @Override
  public SocketAddress address() {
    InetSocketAddress known = below.address();
    return known == null ? InetSocketAddress.createUnresolved("unknown", 0) : known;
  }

  @Override
  public String host() {
    return below.peer();
  }

  @Override
  public int port() {
    InetSocketAddress known = below.address();
    return known == null ? 0 : known.getPort();
  }

  @Override
  public Optional<Principal> tlsPrincipal() {
    return Optional.empty();
  }

  @Override
  public Optional<Certificate[]> tlsCertificates() {
    return Optional.empty();
  }
}
