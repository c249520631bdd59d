package io.heddle.admin.web;

import io.heddle.mqtt.Bytes;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.http.Header;
import io.helidon.http.HttpPrologue;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.spi.Http1Upgrader;
import io.helidon.webserver.spi.ServerConnection;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands a connection that asks for a WebSocket to whoever takes it, with the head of the request
 * written again: it is for them to answer. Immutable.
 */
record Upgrading(Upgrade upgrade) implements Http1Upgrader {
  @Override
  public String supportedProtocol() {
    return "websocket";
  }

  /** Null means to Helidon that the request is one as others. */
  @Override
  @SuppressWarnings("NullAway") // Helidon has no marks for what may be null
  public @Nullable ServerConnection upgrade(
      ConnectionContext context, HttpPrologue line, WritableHeaders<?> headers) {
    Visit visit = (Visit) context;
    Consumer<Wire> taker = upgrade.accept(new Asked(line, headers, visit.peer()));
    return taker == null ? null : new Taken(visit, head(line, headers), taker);
  }

  private static Bytes head(HttpPrologue line, WritableHeaders<?> headers) {
    StringBuilder head = new StringBuilder();
    head.append(line.method().text()).append(' ').append(line.uriPath().rawPath());
    if (line.hasQuery()) {
      head.append('?').append(line.query().rawValue());
    }
    head.append(" HTTP/1.1\r\n");
    for (Header header : headers) {
      for (String value : header.allValues()) {
        head.append(header.name()).append(": ").append(value).append("\r\n");
      }
    }
    return Bytes.wrap(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  /** What is left of HTTP: one call, which lasts as long as the connection. */
  private record Taken(Visit visit, Bytes head, Consumer<Wire> taker) implements ServerConnection {
    @Override
    public void handle(Limit limit) {
      ByteArrayOutputStream begun = new ByteArrayOutputStream();
      begun.writeBytes(head.toArray());
      int more = visit.dataReader().available();
      if (more > 0) {
        begun.writeBytes(visit.dataReader().readBytes(more));
      }
      try {
        taker.accept(visit.wire(new ByteArrayInputStream(begun.toByteArray())));
      } catch (IOException gone) {
        throw new CloseConnectionException("the connection is lost", gone);
      }
    }

    @Override
    public Duration idleTime() {
      return Duration.ZERO;
    }

    @Override
    public void close(boolean interrupt) {}
  }
}
