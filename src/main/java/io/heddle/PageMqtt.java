package io.heddle;

import io.heddle.admin.rest.PageClients;
import io.heddle.admin.rest.RestOptions;
import io.heddle.admin.web.Wire;
import io.heddle.connection.AccessOptions;
import io.heddle.connection.Asked;
import io.heddle.connection.Entrance;
import io.heddle.connection.Guard;
import io.heddle.connection.Surroundings;
import io.heddle.transport.Connections;
import io.heddle.transport.ListenerOptions;
import io.heddle.transport.Transport;
import io.heddle.transport.ws.Hosting;
import io.heddle.transport.ws.Origins;
import io.heddle.transport.ws.WsLink;
import io.heddle.transport.ws.WsOptions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * MQTT for the pages of the administration, at its port. Who may come was decided before. Safe for
 * use by any thread.
 *
 * @param connections those of pages
 */
record PageMqtt(Hosting hosting, Connections connections, BiConsumer<String, Runnable> threads)
    implements PageClients {
  /** The name of the listener that they are said to come by. */
  private static final String LISTENER = "admin";

  /** At a time; the port has room for more, so that questions are answered besides. */
  private static final int MOST = 64;

  /**
   * Makes it; a {@link LinkageError} when a library is missing.
   *
   * @param named whether those who come have names
   */
  static PageMqtt of(RestOptions options, boolean named, Surroundings surroundings) {
    // Origins were looked at with the request.
    WsOptions ws = new WsOptions(List.of("/mqtt"), Origins.of(List.of("*")), List.of());
    Guard open = surroundings.guard();
    Asked asked = Asked.of(List.of(), List.of(), List.of(new PagesOnly(options)));
    Guard guard =
        new Guard(() -> asked, false, AccessOptions.USUAL, open.turnstile(), open.doorkeeper());
    Surroundings own =
        new Surroundings(
            surroundings.core(),
            surroundings.buffers(),
            surroundings.logbook(),
            guard,
            surroundings.options(),
            surroundings.entrance());
    ListenerOptions listener =
        new ListenerOptions(
            LISTENER,
            new Transport.Ws(options.address(), options.port(), ws),
            MOST,
            null,
            entrance(named));
    return new PageMqtt(
        Hosting.of(ws, surroundings.options().packetSizeMax()),
        new Connections(listener, own),
        surroundings.core().machine().threads()::start);
  }

  private static Entrance entrance(boolean named) {
    Entrance usual = Entrance.of(LISTENER);
    return new Entrance(
        LISTENER,
        EnumSet.copyOf(usual.versions()),
        null,
        (@Nullable Duration) null,
        0,
        named,
        Entrance.Anonymous.ALLOW,
        usual.durability());
  }

  @Override
  public void serve(Wire wire, @Nullable String user) {
    PageLink link = new PageLink(wire, user, threads);
    if (connections.hasRoom()) {
      connections.serve(new WsLink(link, hosting));
    } else {
      link.close();
    }
  }
}
