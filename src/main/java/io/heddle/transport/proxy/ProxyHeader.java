package io.heddle.transport.proxy;

import java.net.InetSocketAddress;

/** What a proxy says of the connection that it passes on. */
sealed interface ProxyHeader {

  /** It comes from a client at that address. */
  record From(InetSocketAddress client) implements ProxyHeader {}

  /** It is the proxy's own, to see whether the server is there. */
  record Own() implements ProxyHeader {}

  /** It comes from a client whose address is none of IP, or not known to the proxy. */
  record FromElsewhere() implements ProxyHeader {}
}
