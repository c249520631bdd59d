package io.heddle.admin.web;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.security.Principal;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** A connection as Helidon sees it. Belongs to the thread that serves it. */
final class Visit implements ConnectionContext, DataWriter, PeerInfo {
  private static final int READ = 8 * 1024;

  private final Hosting hosting;
  private final Socket socket;
  private final InetSocketAddress peer;
  private final InputStream in;
  private final OutputStream out;
  private boolean ended;
  private final DataReader reader = DataReader.create(this::pull);

  Visit(Socket socket, Hosting hosting) throws IOException {
    this.hosting = hosting;
    this.socket = socket;
    this.peer = (InetSocketAddress) socket.getRemoteSocketAddress();
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
  }

  /** The answer that is being made is the last: Helidon would wait for another request. */
  void last() {
    ended = true;
  }

  InetSocketAddress peer() {
    return peer;
  }

  /** The connection without HTTP; whoever has it says how long it may be silent. */
  Wire wire(InputStream begun) throws IOException {
    socket.setSoTimeout(0);
    return new Wire(socket, begun);
  }

  private byte @Nullable [] pull() {
    if (ended) {
      return null;
    }
    byte[] bytes = new byte[READ];
    try {
      int count = in.read(bytes);
      return count < 0 ? null : Arrays.copyOf(bytes, count);
    } catch (IOException gone) {
      // Also when nothing has come for too long.
      throw new CloseConnectionException("the connection is lost", gone);
    }
  }

  @Override
  public void write(BufferData buffer) {
    try {
      out.write(buffer.readBytes());
    } catch (IOException gone) {
      throw new CloseConnectionException("the connection is lost", gone);
    }
  }

  @Override
  public void write(BufferData... buffers) {
    write(BufferData.create(buffers));
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
  public DataReader dataReader() {
    return reader;
  }

  @Override
  public DataWriter dataWriter() {
    return this;
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
    return peer.toString();
  }

  @Override
  public String childSocketId() {
    return "admin";
  }

  @Override
  public SocketAddress address() {
    return peer;
  }

  @Override
  public String host() {
    return peer.getHostString();
  }

  @Override
  public int port() {
    return peer.getPort();
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
