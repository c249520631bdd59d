package io.heddle.admin.web;

import io.helidon.common.concurrency.limits.FixedLimit;
import io.helidon.common.context.Context;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.http.encoding.ContentEncodingContext;
import io.helidon.http.media.MediaContext;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ErrorHandling;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.Router;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;

/**
 * What Helidon does for all connections: it speaks HTTP/1.1. Immutable; safe for use by many
 * threads at a time.
 */
final class Hosting implements ListenerContext {
  /** Bytes of the first line of a request: a topic or a Client Identifier fits, encoded. */
  private static final int LINE = 256 * 1024;

  /** Bytes of all headers. */
  private static final int HEADERS = 16 * 1024;

  /** The connection that the thread serves. */
  private static final ScopedValue<Visit> VISIT = ScopedValue.newInstance();

  private final Handler handler;
  private final Wrongs wrongs;
  private final Router router;
  private final ServerConnectionSelector http;
  private final Context context = Context.create();
  private final MediaContext media = MediaContext.create();
  private final ContentEncodingContext encoding = ContentEncodingContext.create();
  private final DirectHandlers answers;
  private final ListenerConfig config;

  /** Answers requests that are not HTTP as it should be. */
  @FunctionalInterface
  interface Wrongs {
    Reply answer(int status, String words);
  }

  Hosting(Handler handler, Upgrade upgrade, Wrongs wrongs) {
    this.handler = handler;
    this.wrongs = wrongs;
    this.answers = answers();
    this.router = Router.builder().addRouting(HttpRouting.builder().any(this::route)).build();
    this.http =
        Http1ConnectionSelector.builder()
            .config(
                Http1Config.builder()
                    .maxPrologueLength(LINE)
                    .maxHeadersSize(HEADERS)
                    .continueImmediately(false)
                    .build())
            .putUpgrader("websocket", new Upgrading(upgrade))
            .build();
    this.config =
        WebServerConfig.builder()
            .errorHandling(ErrorHandling.builder().includeEntity(true).build())
            .buildPrototype();
  }

  private DirectHandlers answers() {
    DirectHandlers.Builder all = DirectHandlers.builder();
    for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
      all.addHandler(
          type, (request, event, status, headers, words) -> wrong(status, headers, words));
    }
    return all.build();
  }

  private DirectHandler.TransportResponse wrong(
      Status status, ServerResponseHeaders headers, String words) {
    VISIT.get().last();
    Reply reply = wrongs.answer(status.code(), words);
    return DirectHandler.TransportResponse.builder()
        .status(status)
        .headers(headers)
        .header(HeaderNames.CONTENT_TYPE, reply.type())
        .entity(reply.content().toArray())
        .keepAlive(false)
        .build();
  }

  private void route(ServerRequest request, ServerResponse response) {
    InetSocketAddress peer = (InetSocketAddress) request.remotePeer().address();
    Reply reply = handler.answer(new Asked(request, peer));
    if (endsWith(request, reply)) {
      VISIT.get().last();
      response.header(HeaderValues.CONNECTION_CLOSE);
    }
    response.status(Status.create(reply.status()));
    reply.headers().forEach(response::header);
    Reply.Flow flow = reply.flow();
    if (flow != null) {
      flow(response.header(HeaderNames.CONTENT_TYPE, reply.type()), flow);
    } else if (reply.type().isEmpty()) {
      response.send();
    } else {
      response.header(HeaderNames.CONTENT_TYPE, reply.type()).send(reply.content().toArray());
    }
  }

  /** Nobody can be told that it goes wrong: the client sees that the end is missing. */
  private static void flow(ServerResponse response, Reply.Flow flow) {
    try (OutputStream out = response.outputStream()) {
      flow.write(out);
    } catch (IOException | UncheckedIOException gone) {
      throw new CloseConnectionException("the content ends early", gone);
    }
  }

  /** Helidon leaves it to whoever serves the connection to end it. */
  private static boolean endsWith(ServerRequest request, Reply reply) {
    return reply.last() || request.headers().contains(HeaderValues.CONNECTION_CLOSE);
  }

  /** Serves a connection until it ends. */
  void serve(Visit visit) throws InterruptedException {
    ScopedValue.where(VISIT, visit)
        .call(() -> {
          http.connection(visit).handle(FixedLimit.create());
          return visit;
        });
  }

  Router router() {
    return router;
  }

  @Override
  public Context context() {
    return context;
  }

  @Override
  public MediaContext mediaContext() {
    return media;
  }

  @Override
  public ContentEncodingContext contentEncodingContext() {
    return encoding;
  }

  @Override
  public DirectHandlers directHandlers() {
    return answers;
  }

  @Override
  public ListenerConfig config() {
    return config;
  }

  /** No request here has work that outlives it. */
  @Override
  public ExecutorService executor() {
    throw new UnsupportedOperationException("nothing is to be done later");
  }
}
