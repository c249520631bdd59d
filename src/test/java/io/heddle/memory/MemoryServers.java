package io.heddle.memory;

import io.heddle.Gates;
import io.heddle.broker.Core;
import io.heddle.broker.Machines;
import io.heddle.broker.SystemThreads;
import io.heddle.broker.SystemTimer;
import io.heddle.config.Configuration;
import io.heddle.config.ConfigurationException;
import io.heddle.connection.Connection;
import io.heddle.connection.Entrance;
import io.heddle.connection.Link;
import io.heddle.connection.Surroundings;
import io.heddle.spec.SpecServer;
import io.heddle.spec.SpecServerProvider;
import io.heddle.spec.Wire;
import io.heddle.transport.ws.Hosting;
import io.heddle.transport.ws.Origins;
import io.heddle.transport.ws.WsLink;
import io.heddle.transport.ws.WsOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Brokers in this JVM that are reached through memory: the rooms put together as {@code
 * io.heddle.Broker} does, without its listeners.
 */
public final class MemoryServers implements SpecServerProvider {
  private static final Hosting WEB_SOCKET =
      Hosting.of(
          new WsOptions(List.of("/mqtt", "/ws"), Origins.of(List.of("local")), List.of()), 0);

  @Override
  public SpecServer start(Map<String, String> settings) {
    Configuration configuration;
    try {
      configuration = Configuration.of(settings);
    } catch (ConfigurationException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    SystemTimer timer = new SystemTimer(new SystemThreads());
    Core core = new Core(configuration.broker(), Machines.of(timer));
    core.start("in memory");
    Surroundings surroundings =
        Surroundings.of(
            core, Gates.guard(configuration, core.machine()), configuration.connection());
    Entrance entrance = configuration.listeners().getFirst().entrance();
    return new Running(core, timer, surroundings.at(entrance));
  }

  private static final class Running implements SpecServer {
    private final Core core;
    private final SystemTimer timer;
    private final Surroundings surroundings;
    private final Map<Connection, Thread> connections = new ConcurrentHashMap<>();
    private final AtomicInteger clients = new AtomicInteger();

    Running(Core core, SystemTimer timer, Surroundings surroundings) {
      this.core = core;
      this.timer = timer;
      this.surroundings = surroundings;
    }

    @Override
    public Wire connect() {
      MemoryLink link = link();
      begin(link);
      return link.wire();
    }

    @Override
    public Wire connectToWebSocket() {
      MemoryLink link = link();
      begin(new WsLink(link, WEB_SOCKET));
      return link.wire();
    }

    private MemoryLink link() {
      return new MemoryLink("memory:" + clients.incrementAndGet());
    }

    private void begin(Link link) {
      Connection connection = new Connection(link, surroundings);
      Thread thread = Thread.ofVirtual().name("mqtt-new").unstarted(() -> live(connection));
      connections.put(connection, thread);
      thread.start();
    }

    private void live(Connection connection) {
      try {
        connection.run();
      } finally {
        connections.remove(connection);
      }
    }

    @Override
    public void close() {
      core.publishWills(Duration.ofSeconds(1));
      Set<Thread> living = Set.copyOf(connections.values());
      connections.keySet().forEach(Connection::stop);
      try {
        for (Thread thread : living) {
          thread.join(surroundings.options().closeTimeout().plusSeconds(1));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      timer.close();
    }
  }
}
