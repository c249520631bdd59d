package io.heddle;

import io.heddle.api.Services;
import io.heddle.api.Statistics;
import io.heddle.broker.Core;
import io.heddle.broker.Machine;
import io.heddle.broker.SystemThreads;
import io.heddle.broker.SystemTimer;
import io.heddle.broker.service.BrokerServices;
import io.heddle.config.Configuration;
import io.heddle.connection.Surroundings;
import io.heddle.transport.ListenerOptions;
import io.heddle.transport.Sockets;
import io.heddle.transport.TcpListener;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** A broker that runs, until it is closed. Safe for use by any thread. */
public final class Broker implements AutoCloseable {
  private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(5);

  private static final Duration LAST_WAIT = Duration.ofSeconds(1);

  private final Core core;
  private final SystemTimer timer;
  private final List<TcpListener> listeners;
  private final Surroundings surroundings;
  private final Sockets sockets;
  private final Services services;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Broker(
      SystemTimer timer,
      List<TcpListener> listeners,
      Surroundings surroundings,
      Sockets sockets,
      Services services) {
    this.services = services;
    this.core = surroundings.core();
    this.timer = timer;
    this.listeners = List.copyOf(listeners);
    this.surroundings = surroundings;
    this.sockets = sockets;
  }

  /**
   * Builds the rooms from the bottom up, and opens the listeners last: nobody is accepted before
   * everything is there.
   */
  static Broker start(Configuration configuration) {
    SystemThreads threads = new SystemThreads();
    SystemTimer timer = new SystemTimer(threads);
    Machine machine = new Machine(InstantSource.system(), timer, new SecureRandom(), threads);
    Core core = new Core(configuration.broker(), machine);
    Surroundings surroundings = Surroundings.of(core, configuration.connection());
    List<TcpListener> listeners = new ArrayList<>();
    Sockets sockets = Sockets.open(threads::heavy, threads::start);
    Services services =
        BrokerServices.of(core, EffectiveSettings.of(configuration), () -> carriers(sockets));
    try {
      for (ListenerOptions options : configuration.listeners()) {
        listeners.add(TcpListener.bind(options, surroundings, sockets));
      }
      core.start(version());
      listeners.forEach(TcpListener::start);
    } catch (IOException e) {
      abandon(listeners, timer, sockets);
      throw new StartException(String.valueOf(e.getMessage()), e);
    } catch (RuntimeException fault) {
      abandon(listeners, timer, sockets);
      throw fault;
    }
    return new Broker(timer, listeners, surroundings, sockets, services);
  }

  private static Statistics.Carriers carriers(Sockets sockets) {
    Sockets.Figures now = sockets.figures();
    return new Statistics.Carriers(now.own(), now.working(), now.most(), now.threads());
  }

  private static void abandon(List<TcpListener> listeners, SystemTimer timer, Sockets sockets) {
    listeners.forEach(TcpListener::close);
    sockets.close();
    timer.close();
  }

  private static String version() {
    String version =
        Broker.class.getModule().getDescriptor() == null
            ? null
            : Broker.class.getModule().getDescriptor().rawVersion().orElse(null);
    return version == null ? "development" : version;
  }

  /** Where clients reach the broker, one address for each listener, with the real ports. */
  public List<URI> endpoints() {
    return listeners.stream().map(TcpListener::uri).toList();
  }

  /** What the broker can be asked and told: publish, clients, sessions, statistics and more. */
  public Services services() {
    return services;
  }

  /** How many clients are connected at this moment. */
  public int connectedClients() {
    return core.counters().clientsConnected();
  }

  /**
   * Stops the broker: no client is accepted any more; Wills are published, because nothing is
   * stored; clients of MQTT 5.0 are told DISCONNECT 0x8B; what is on its way is written, within
   * {@code limits.close-timeout}. Returns when all connections are closed. A second call does
   * nothing.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    listeners.forEach(TcpListener::close);
    core.publishWills();
    listeners.forEach(TcpListener::stopConnections);
    if (!await(surroundings.options().closeTimeout())) {
      listeners.forEach(TcpListener::cutConnections);
      await(LAST_WAIT);
    }
    sockets.close();
    timer.close();
    surroundings.logbook().close();
  }

  /**
   * Waits until all connections are closed; false when the time is over before that. It is short,
   * so an interrupt does not end it, but is not forgotten either.
   */
  private boolean await(Duration most) {
    long deadline = timer.nanos() + most.toNanos();
    boolean interrupted = Thread.interrupted();
    while (isAnyoneThere() && timer.nanos() - deadline < 0) {
      LockSupport.parkNanos(LOOK);
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return !isAnyoneThere();
  }

  private boolean isAnyoneThere() {
    return listeners.stream().anyMatch(listener -> listener.connections() > 0);
  }
}
