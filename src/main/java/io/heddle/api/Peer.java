package io.heddle.api;

import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a client comes from.
 *
 * @param listener the name of the listener that took it in
 * @param address of the client itself: behind a proxy that is trusted the one that the proxy names;
 *     null for a Unix domain socket
 * @param certificates of the client, its own first; empty when it has shown none that was verified
 */
public record Peer(
    String listener, @Nullable InetSocketAddress address, List<X509Certificate> certificates) {

  /** Copies the list. */
  public Peer {
    certificates = List.copyOf(certificates);
  }

  /** Whether it is on this machine: a loopback address or a Unix domain socket. */
  public boolean isLocal() {
    return address == null || !address.isUnresolved() && address.getAddress().isLoopbackAddress();
  }
}
