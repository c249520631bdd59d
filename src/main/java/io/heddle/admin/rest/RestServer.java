package io.heddle.admin.rest;

import io.heddle.admin.web.WebPort;
import io.heddle.api.Authenticator;
import io.heddle.api.Services;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
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
   * @param threads starts work on a virtual thread of that name
   * @param clock the time of day
   */
  public record Means(
      @Nullable Authenticator users,
      Requests requests,
      BiConsumer<String, Runnable> threads,
      InstantSource clock) {}

  /**
   * Opens it.
   *
   * @throws IOException when the address cannot be bound; the message names the setting
   * @throws LinkageError when Helidon or the library for JSON is not there
   */
  public static RestServer open(RestOptions options, Services services, Means means)
      throws IOException {
    List<Route> routes = new ArrayList<>(Routes.all(services, means.clock));
    if (options.compatible()) {
      routes.addAll(new Compatible(services).routes());
    }
    Rest rest =
        new Rest(
            new Router(routes),
            new Gate(means.users, roles(options)),
            means.requests,
            () -> services.status().state());
    try {
      return new RestServer(
          options,
          WebPort.open(options.address(), options.port(), rest, Problem::reply, means.threads));
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
