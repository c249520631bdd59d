package io.heddle.transport.ws;

import io.helidon.common.concurrency.limits.FixedLimit;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.context.Context;
import io.helidon.http.encoding.ContentEncodingContext;
import io.helidon.http.media.MediaContext;
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
import io.helidon.webserver.http1.spi.Http1Upgrader;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What Helidon does for all clients of one listener: it speaks HTTP/1.1 with them and takes them
 * over to WebSocket. Immutable; safe for use by many threads at a time.
 */
public final class Hosting implements ListenerContext {
  /** Bytes of the first line of a request. */
  private static final int LINE = 2048;

  /** Bytes of all headers; browsers send cookies. */
  private static final int HEADERS = 16 * 1024;

  /** Bytes of a frame that are taken in any case: clients put several packets into one. */
  private static final int LONGEST = 1024 * 1024;

  private static final String PROTOCOL = "websocket";

  private final WsOptions options;
  private final int longest;
  private final Router router;
  private final ServerConnectionSelector http;
  private final Context context = Context.create();
  private final MediaContext media = MediaContext.create();
  private final ContentEncodingContext encoding = ContentEncodingContext.create();
  private final DirectHandlers answers = DirectHandlers.create();
  private final ListenerConfig config;

  private Hosting(WsOptions options, int packetSizeMax) {
    this.options = options;
    this.longest = Math.max(LONGEST, packetSizeMax);
    this.router = Router.builder().addRouting(HttpRouting.builder().any(this::refuse)).build();
    this.http =
        Http1ConnectionSelector.builder()
            .config(Http1Config.builder().maxPrologueLength(LINE).maxHeadersSize(HEADERS).build())
            .upgraders(upgraders(new Upgrader(options)))
            .build();
    this.config =
        WebServerConfig.builder()
            .errorHandling(ErrorHandling.builder().includeEntity(true).build())
            .buildPrototype();
  }

  /**
   * Helidon compares letter by letter, and the standard does not mind the case {@code [RFC 6455,
   * 4.2.1]}: all 512 spellings lead to it.
   */
  private static Map<String, Http1Upgrader> upgraders(Http1Upgrader upgrader) {
    return Stream.iterate(0, i -> i < 1 << PROTOCOL.length(), i -> i + 1)
        .collect(Collectors.toMap(Hosting::spelling, i -> upgrader));
  }

  /** The name with a capital letter for each bit that is set. */
  private static String spelling(int capitals) {
    StringBuilder name = new StringBuilder(PROTOCOL);
    for (int i = 0; i < name.length(); i++) {
      if ((capitals >>> i & 1) != 0) {
        name.setCharAt(i, Character.toUpperCase(name.charAt(i)));
      }
    }
    return name.toString();
  }

  /**
   * The hosting of a listener; a {@link LinkageError} when Helidon is not there.
   *
   * @param packetSizeMax bytes of the largest packet: a frame may have them
   */
  public static Hosting of(WsOptions options, int packetSizeMax) {
    return new Hosting(options, packetSizeMax);
  }

  /** Whoever asks for no WebSocket is told that there is nothing else. */
  private void refuse(ServerRequest request, ServerResponse response) {
    Request asked =
        new Request(request.prologue().method().text(), request.path().path(), request.headers());
    Refusal refusal;
    try {
      new Reception(options).protocol(asked);
      refusal = Refusal.upgradeRequired("MQTT over WebSocket is here, and nothing else");
    } catch (Refusal wrong) {
      refusal = wrong;
    }
    refusal.answer(response);
    if (request.remotePeer() instanceof Ends ends) {
      ends.refused().accept(refusal);
    }
  }

  /** The address that a request comes from, as far as proxies are believed. */
  Forwarding forwarding() {
    return new Forwarding(options.proxies());
  }

  /** The most bytes of a frame. */
  int longest() {
    return longest;
  }

  /** Helidon's side of a connection that has said nothing yet. */
  ServerConnection connection(Opening opening) {
    return http.connection(opening);
  }

  /** Clients are limited by the listener. */
  static Limit unlimited() {
    return FixedLimit.create();
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
