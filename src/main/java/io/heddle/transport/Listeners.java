package io.heddle.transport;

import io.heddle.api.Listeners.ListenerInfo;
import io.heddle.api.Reloaded;
import io.heddle.connection.Link;
import io.heddle.connection.Surroundings;
import io.heddle.transport.proxy.ProxyLink;
import io.heddle.transport.tls.HandshakePool;
import io.heddle.transport.tls.TlsContext;
import io.heddle.transport.tls.TlsLink;
import io.heddle.transport.tls.TlsOptions;
import io.heddle.transport.ws.Hosting;
import io.heddle.transport.ws.WsLink;
import io.heddle.transport.ws.WsOptions;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** All listeners of a broker, and what they share. Safe for use by any thread once it is bound. */
public final class Listeners implements AutoCloseable {
  private final Surroundings surroundings;
  private final Sockets sockets;
  private final TlsKeys keys;
  private final Lobby lobby = Lobby.ofHeap();
  private final List<Listener> all = new ArrayList<>();

  private Listeners(Duration look, Surroundings surroundings, Sockets sockets) {
    this.surroundings = surroundings;
    this.sockets = sockets;
    this.keys = new TlsKeys(look, surroundings);
  }

  /**
   * Binds the listeners; {@link #start} begins to accept.
   *
   * @param look how often to look whether files of certificates have changed; zero for never
   * @param sockets are closed with the listeners, also when this throws
   * @throws IOException when one cannot be bound, naming it
   */
  public static Listeners bind(
      List<ListenerOptions> options, Duration look, Surroundings surroundings, Sockets sockets)
      throws IOException {
    Listeners listeners = new Listeners(look, surroundings, sockets);
    boolean complete = false;
    try {
      for (ListenerOptions listener : options) {
        listeners.add(listener);
      }
      complete = true;
      return listeners;
    } finally {
      if (!complete) {
        listeners.close();
      }
    }
  }

  private void add(ListenerOptions options) throws IOException {
    try {
      all.add(bind(options));
    } catch (IOException e) {
      String name = "listener." + options.name() + ": ";
      String words =
          String.valueOf(e.getMessage()).lines().collect(Collectors.joining("\n" + name));
      throw new IOException(name + words, e);
    }
  }

  private Listener bind(ListenerOptions options) throws IOException {
    return switch (options.transport()) {
      case Transport.Tcp tcp -> plain(Bound.tcp("tcp", tcp.address(), tcp.port()), options);
      case Transport.Unix unix -> plain(Bound.unix(unix.path(), unix.mode()), options);
      case Transport.Tls tls -> {
        UnaryOperator<Link> layers = encrypted(options, tls.options(), "mqtt");
        yield at(Bound.tcp("mqtts", tls.address(), tls.port()), options, layers);
      }
      case Transport.Ws ws -> {
        Hosting hosting = hosting(options, ws.options());
        Bound bound = Bound.tcp("ws", ws.address(), ws.port()).at(ws.options().paths().getFirst());
        yield at(bound, options, link -> new WsLink(unproxied(options, link), hosting));
      }
      case Transport.Wss wss -> {
        Hosting hosting = hosting(options, wss.options());
        UnaryOperator<Link> tls = encrypted(options, wss.tls(), "http/1.1");
        String path = wss.options().paths().getFirst();
        Bound bound = Bound.tcp("wss", wss.address(), wss.port()).at(path);
        yield at(bound, options, link -> new WsLink(tls.apply(link), hosting));
      }
    };
  }

  private Listener plain(Bound bound, ListenerOptions options) {
    return at(bound, options, link -> unproxied(options, link));
  }

  private Listener at(Bound bound, ListenerOptions options, UnaryOperator<Link> layers) {
    return SocketListener.at(bound, options, layers, surroundings, sockets, lobby);
  }

  private UnaryOperator<Link> encrypted(ListenerOptions options, TlsOptions tls, String application)
      throws IOException {
    TlsContext context = keys.load(options.name(), tls, application);
    HandshakePool pool = keys.pool();
    return link -> {
      Link below = unproxied(options, link);
      return new TlsLink(below, context, pool.of(below));
    };
  }

  private Hosting hosting(ListenerOptions options, WsOptions ws) throws IOException {
    int own = options.entrance().packetSizeMax();
    try {
      return Hosting.of(ws, own == 0 ? surroundings.options().packetSizeMax() : own);
    } catch (LinkageError absent) {
      throw new IOException(
          "WebSocket needs Helidon, which is not there: add"
              + " io.helidon.webserver:helidon-webserver-websocket to the class path, or to the"
              + " module path with --add-modules io.helidon.webserver.websocket",
          absent);
    }
  }

  private static Link unproxied(ListenerOptions options, Link link) {
    return options.proxy() == null ? link : new ProxyLink(link);
  }

  /** Begins to accept. */
  public void start() {
    all.forEach(Listener::start);
    keys.watch();
  }

  /** Where clients reach the broker, one address for each listener, with the real ports. */
  public List<URI> uris() {
    return all.stream().map(Listener::uri).toList();
  }

  /** Accepts nobody any more; connections go on. */
  public void shut() {
    all.forEach(Listener::close);
  }

  /** Ends all connections, soon; call it after {@link #shut}. */
  public void stopConnections() {
    all.forEach(Listener::stopConnections);
  }

  /** Ends the connections of clients that are banned. */
  public void checkBans() {
    all.forEach(Listener::checkBans);
  }

  /** Cuts the connections that are still there. */
  public void cutConnections() {
    all.forEach(Listener::cutConnections);
  }

  /** How many connections there are. */
  public int connections() {
    return all.stream().mapToInt(Listener::connections).sum();
  }

  /**
   * Loads certificates and keys again; may take long. What is wrong is told in the log, too, and
   * the old stays in use. Connections go on.
   */
  public List<Reloaded> reload() {
    return keys.reload(true);
  }

  /** What is wrong with certificates and keys whose earlier content is in use. */
  public List<String> problems() {
    return keys.problems();
  }

  /** All of them, at this moment. */
  public List<ListenerInfo> infos() {
    return all.stream().map(Listener::info).toList();
  }

  /** Closes the listeners, and what carries the connections when the last of them ends. */
  @Override
  public void close() {
    shut();
    sockets.close();
    keys.close();
  }
}
