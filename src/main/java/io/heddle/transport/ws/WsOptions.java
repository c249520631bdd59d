package io.heddle.transport.ws;

import io.heddle.api.AddressRange;
import java.util.List;

/**
 * How a listener speaks WebSocket.
 *
 * @param paths the paths of URLs at which it does, each beginning with a slash
 * @param origins the web pages that may
 * @param proxies the addresses of proxies that are believed
 */
public record WsOptions(List<String> paths, Origins origins, List<AddressRange> proxies) {
  /** Copies the lists. */
  public WsOptions {
    paths = List.copyOf(paths);
    proxies = List.copyOf(proxies);
  }
}
