package io.heddle.transport.ws;

import io.heddle.api.AddressRange;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a client is that comes through a proxy. Only those proxies are believed that are trusted.
 * Behind another the client may be anywhere: it is not taken for one on this machine, though the
 * proxy may be there.
 *
 * @param proxies the addresses of those that are trusted
 */
record Forwarding(List<AddressRange> proxies) {
  /** Somewhere: an address that nobody has, and no rule names. */
  static final InetSocketAddress SOMEWHERE = new InetSocketAddress("0.0.0.0", 0);

  private static final String FOR = "X-Forwarded-For";

  /** Each tells that there is a proxy. */
  private static final List<String> HEADERS =
      List.of(
          FOR,
          "Forwarded",
          "Via",
          "X-Real-IP",
          "X-Forwarded-Host",
          "X-Forwarded-Port",
          "X-Forwarded-Proto",
          "X-Forwarded-Server",
          "X-Client-IP",
          "X-Cluster-Client-IP",
          "True-Client-IP",
          "CF-Connecting-IP");

  /** Whether somebody says that the request was forwarded. */
  static boolean isForwarded(Request request) {
    return HEADERS.stream().anyMatch(request::has);
  }

  /**
   * The address of the client that sent a request.
   *
   * @param peer the other end of the socket; null when it has no address
   */
  @Nullable InetSocketAddress client(Request request, @Nullable InetSocketAddress peer)
      throws Refusal {
    if (!isForwarded(request)) {
      return peer;
    }
    if (peer == null || !isTrusted(peer)) {
      return peer == null || peer.getAddress().isLoopbackAddress() ? SOMEWHERE : peer;
    }
    return farthest(request.list(FOR));
  }

  /**
   * Each proxy adds whom it has seen at the end. Going back, the first one that is not a trusted
   * proxy is the client; what stands before it is what the client made up.
   */
  private InetSocketAddress farthest(List<String> seen) throws Refusal {
    InetSocketAddress client = SOMEWHERE;
    for (String one : seen.reversed()) {
      client = parsed(one);
      if (!isTrusted(client)) {
        break;
      }
    }
    return client;
  }

  private boolean isTrusted(InetSocketAddress address) {
    return proxies.stream().anyMatch(range -> range.contains(address.getAddress()));
  }

  /** Some proxies write the port, too. */
  private static InetSocketAddress parsed(String text) throws Refusal {
    int colon = text.lastIndexOf(':');
    boolean withPort = colon >= 0 && (text.indexOf(':') == colon || text.charAt(colon - 1) == ']');
    String address = withPort ? text.substring(0, colon) : text;
    try {
      int port = withPort ? Integer.parseInt(text.substring(colon + 1)) : 0;
      return new InetSocketAddress(InetAddress.ofLiteral(address), port);
    } catch (IllegalArgumentException e) {
      throw Refusal.badRequest("the proxy sends an " + FOR + " that has no address");
    }
  }
}
