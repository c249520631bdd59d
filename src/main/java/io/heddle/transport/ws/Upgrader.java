package io.heddle.transport.ws;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.http.HttpPrologue;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.websocket.WsConfig;
import io.helidon.webserver.websocket.WsUpgrader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Takes a client from HTTP to WebSocket. What comes then is pulled by the client's thread from
 * {@link WsLink}: of the ways that Helidon offers this is the one that sees every end of a
 * connection. Safe for use by many threads at a time.
 */
final class Upgrader extends WsUpgrader {
  private final Reception reception;

  Upgrader(WsOptions options) {
    super(WsConfig.create());
    this.reception = new Reception(options);
  }

  @Override
  public ServerConnection upgrade(
      ConnectionContext context, HttpPrologue line, WritableHeaders<?> headers) {
    Opening opening = (Opening) context;
    Request request = new Request(line.method().text(), line.uriPath().path(), headers);
    try {
      String protocol = reception.protocol(request);
      String accept = hash(context, Reception.key(request));
      opening.locate(request);
      context
          .dataWriter()
          .writeNow(
              BufferData.create(
                  (SWITCHING_PROTOCOL_PREFIX
                          + accept
                          + "\r\nSec-WebSocket-Protocol: "
                          + protocol
                          + SWITCHING_PROTOCOLS_SUFFIX)
                      .getBytes(StandardCharsets.US_ASCII)));
    } catch (Refusal refusal) {
      opening.refuse(refusal);
      throw refusal.answer();
    }
    return HANDED_OVER;
  }

  /** HTTP is over, and Helidon's part with it: its call returns, and the link goes on. */
  private static final ServerConnection HANDED_OVER =
      new ServerConnection() {
        @Override
        public void handle(Limit limit) {}

        @Override
        public Duration idleTime() {
          return Duration.ZERO;
        }

        @Override
        public void close(boolean interrupt) {}
      };
}
