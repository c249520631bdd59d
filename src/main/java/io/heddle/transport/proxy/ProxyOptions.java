package io.heddle.transport.proxy;

import io.heddle.api.AddressRange;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may tell of clients.
 *
 * @param from the addresses of the proxies
 */
public record ProxyOptions(List<AddressRange> from) {
  /** Copies the list. */
  public ProxyOptions {
    from = List.copyOf(from);
  }

  /**
   * Whether a connection comes from a proxy. Who could open a Unix domain socket, which has no
   * address, was let in by the mode of its file.
   */
  public boolean trusts(@Nullable InetSocketAddress peer) {
    return peer == null || from.stream().anyMatch(range -> range.contains(peer.getAddress()));
  }
}
