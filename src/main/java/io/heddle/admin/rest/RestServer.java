package io.heddle.admin.rest;

import io.heddle.admin.console.Console;
import io.heddle.admin.web.Handler;
import io.heddle.admin.web.Upgrade;
import io.heddle.admin.web.WebPort;
import io.heddle.api.Authenticator;
import io.heddle.api.Services;
import io.heddle.api.Status;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The REST interface at its port. Safe for use by any thread. */
public final class RestServer implements AutoCloseable {
  private final RestOptions options;
  private final WebPort port;

  private RestServer(RestOptions options, WebPort port) {
    this.options = options;
    this.port = port;
  }

  /**
   * What it needs of the program around it.
   *
   * @param users asked who somebody is; null when nobody has a name, and only programs on this
   *     machine may ask
   * @param requests counts what is asked
   * @param pages speaks MQTT with pages; null where that is not to be had
   * @param threads starts work on a virtual thread of that name
   * @param clock the time of day
   * @param random what nobody can guess
   */
  public record Means(
      @Nullable Authenticator users,
      Requests requests,
      @Nullable PageClients pages,
      BiConsumer<String, Runnable> threads,
      InstantSource clock,
      RandomGenerator random) {}

  /**
   * Opens it.
   *
   * @throws IOException when the address cannot be bound; the message names the setting
   * @throws LinkageError when Helidon or the library for JSON is not there
   */
  public static RestServer open(RestOptions options, Services services, Means means)
      throws IOException {
    SignIns signIns = new SignIns(means.random, means.clock);
    List<Route> routes = new ArrayList<>(Routes.all(services, means.clock, signIns));
    if (options.compatible()) {
      routes.addAll(new Compatible(services).routes());
    }
    Gate gate = new Gate(means.users, roles(options), signIns);
    Supplier<Status.State> state = () -> services.status().state();
    Rest rest = new Rest(new Router(routes), gate, means.requests, state);
    Handler handler = options.console() ? Console.before(rest) : rest;
    Upgrade upgrade = means.pages == null ? Upgrade.NONE : new PageDoor(gate, state, means.pages);
    try {
      return new RestServer(
          options,
          WebPort.open(
              options.address(), options.port(), handler, upgrade, Problem::reply, means.threads));
    } catch (IOException e) {
      throw new IOException(
          "admin.port: cannot listen on "
              + options.address()
              + ":"
              + options.port()
              + ": "
              + e.getMessage(),
          e);
    }
  }

  private static Map<String, Role> roles(RestOptions options) {
    Map<String, Role> roles = new HashMap<>();
    options.operators().forEach(name -> roles.put(name, Role.OPERATE));
    options.administrators().forEach(name -> roles.put(name, Role.ADMIN));
    return roles;
  }

  /** Where it is, with the real port. */
  public URI uri() {
    String address = options.address();
    String host = address.indexOf(':') < 0 ? address : "[" + address + "]";
    return URI.create("http://" + host + ":" + port.port() + "/api/v1");
  }

  /** Answers no more. */
  @Override
  public void close() {
    port.close();
  }
}
