package io.heddle;

import io.heddle.admin.rest.Requests;
import io.heddle.admin.rest.RestOptions;
import io.heddle.admin.rest.RestServer;
import io.heddle.api.Services;
import io.heddle.broker.Machine;
import io.heddle.config.Configuration;
import io.heddle.connection.Surroundings;
import io.heddle.transport.Connections;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The port of the REST interface and of the console, if the configuration has one.
 *
 * @param connections those of pages that speak MQTT; null when there can be none
 */
record AdminPort(@Nullable RestServer server, @Nullable Connections connections)
    implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AdminPort.class);

  /**
   * Opens it.
   *
   * @throws IOException when it cannot be bound, or a library is not there that it needs
   */
  static AdminPort open(
      Configuration configuration,
      Services services,
      Gatekeeping gatekeeping,
      Surroundings surroundings,
      Requests requests)
      throws IOException {
    RestOptions options = configuration.admin();
    if (options == null) {
      return new AdminPort(null, null);
    }
    try {
      Machine machine = surroundings.core().machine();
      boolean named = gatekeeping.administrators() != null;
      PageMqtt pages = options.console() ? pages(options, named, surroundings) : null;
      RestServer.Means means =
          new RestServer.Means(
              gatekeeping.administrators(),
              requests,
              pages,
              machine.threads()::start,
              machine.clock(),
              machine.random());
      return new AdminPort(
          RestServer.open(options, services, means), pages == null ? null : pages.connections());
    } catch (LinkageError missing) {
      throw new IOException(
          "admin.port = "
              + options.port()
              + ": a library is missing, io.helidon.webserver:helidon-webserver or"
              + " org.eclipse.parsson:parsson; add it, or leave the setting out",
          missing);
    }
  }

  private static @Nullable PageMqtt pages(
      RestOptions options, boolean named, Surroundings surroundings) {
    try {
      return PageMqtt.of(options, named, surroundings);
    } catch (LinkageError missing) {
      LOG.info(
          "The console does without MQTT, which needs io.helidon.webserver:helidon-webserver-websocket");
      return null;
    }
  }

  /** Ends the connections of pages, soon; those that come from now on are cut. */
  void stopConnections() {
    if (connections != null) {
      connections.close();
      connections.stop();
    }
  }

  /** Ends those of pages whose client is banned. */
  void checkBans() {
    if (connections != null) {
      connections.checkBans();
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
