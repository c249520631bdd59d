package io.heddle.transport.ws;

import java.net.InetAddress;
import java.util.List;
import java.util.function.Predicate;

/**
 * How a listener speaks WebSocket.
 *
 * @param paths the paths of URLs at which it does, each beginning with a slash
 * @param origins the web pages that may
 * @param trusted says which addresses are those of proxies that are believed
 */
public record WsOptions(List<String> paths, Origins origins, Predicate<InetAddress> trusted) {
  /** Copies the list. */
  public WsOptions {
    paths = List.copyOf(paths);
  }
}
