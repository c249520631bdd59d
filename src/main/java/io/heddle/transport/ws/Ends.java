package io.heddle.transport.ws;

import io.heddle.connection.Link;
import io.helidon.common.socket.PeerInfo;
import io.helidon.common.socket.SocketContext;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.Principal;
import java.security.cert.Certificate;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The two ends of a connection as Helidon names them in its log; both are the client's address.
 *
 * @param refused is told of an answer to a request that asked for no WebSocket
 */
record Ends(Link below, Consumer<Refusal> refused) implements SocketContext, PeerInfo {
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
