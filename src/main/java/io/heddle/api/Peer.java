package io.heddle.api;

import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a client comes from.
 *
 * @param listener the name of the listener that took it in; {@code in-process} for a {@link
 *     LocalClient}
 * @param address of the client itself: behind a proxy that is trusted the one that the proxy names;
 *     null for a Unix domain socket and for a {@link LocalClient}
 * @param certificates of the client, its own first; empty when it has shown none that was verified
 */
public record Peer(
    String listener, @Nullable InetSocketAddress address, List<X509Certificate> certificates) {

  private static final String IN_PROCESS = "in-process";

  /** Copies the list. */
  public Peer {
    certificates = List.copyOf(certificates);
  }

  /** That of every {@link LocalClient}. */
  public static Peer inProcess() {
    return new Peer(IN_PROCESS, null, List.of());
  }

  /** Whether it is a part of the program that embeds the broker. No listener has its name. */
  public boolean isInProcess() {
    return listener.equals(IN_PROCESS);
  }

  /**
   * Whether it is on this machine: a loopback address, a Unix domain socket, or in the program
   * itself.
   */
  public boolean isLocal() {
    return address == null || !address.isUnresolved() && address.getAddress().isLoopbackAddress();
  }
}
