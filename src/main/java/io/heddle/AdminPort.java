package io.heddle;

import io.heddle.admin.rest.Requests;
import io.heddle.admin.rest.RestOptions;
import io.heddle.admin.rest.RestServer;
import io.heddle.api.Services;
import io.heddle.config.Configuration;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The port of the REST interface, if the configuration has one. */
record AdminPort(@Nullable RestServer server) implements AutoCloseable {

  /**
   * Opens it.
   *
   * @throws IOException when it cannot be bound, or a library is not there that it needs
   */
  static AdminPort open(
      Configuration configuration,
      Services services,
      Gatekeeping gatekeeping,
      Ground ground,
      Requests requests)
      throws IOException {
    RestOptions options = configuration.admin();
    if (options == null) {
      return new AdminPort(null);
    }
    try {
      RestServer.Means means =
          new RestServer.Means(
              gatekeeping.administrators(),
              requests,
              ground.threads()::start,
              ground.machine().clock());
      return new AdminPort(RestServer.open(options, services, means));
    } catch (LinkageError missing) {
      throw new IOException(
          "admin.port = "
              + options.port()
              + ": a library is missing, io.helidon.webserver:helidon-webserver or"
              + " org.eclipse.parsson:parsson; add it, or leave the setting out",
          missing);
    }
  }

  /** Nothing names the server's methods where there is none: its libraries may not be there. */
  Optional<URI> uri() {
    return server == null ? Optional.empty() : Optional.of(server.uri());
  }

  @Override
  public void close() {
    if (server != null) {
      server.close();
    }
  }
}
