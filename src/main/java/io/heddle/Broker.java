package io.heddle;

import io.heddle.api.Bans;
import io.heddle.api.LocalClient;
import io.heddle.api.LocalClientOptions;
import io.heddle.api.Services;
import io.heddle.broker.Core;
import io.heddle.broker.SystemTimer;
import io.heddle.connection.Surroundings;
import io.heddle.local.LocalClients;
import io.heddle.transport.Listeners;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** A broker that runs, until it is closed. Safe for use by any thread. */
public final class Broker implements AutoCloseable {
  private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(5);

  private static final Duration LAST_WAIT = Duration.ofSeconds(1);

  private final Core core;
  private final Ground ground;
  private final SystemTimer timer;
  private final Listeners listeners;
  private final Surroundings surroundings;
  private final Gatekeeping gatekeeping;
  private final Facilities facilities;
  private final LocalClients locals;
  private final BrokerOperations operations;
  private final MetricsPort metrics;
  private final AdminPort admin;
  private final AtomicBoolean closed = new AtomicBoolean();

  Broker(Assembly.Parts parts) {
    this.core = parts.surroundings().core();
    this.ground = parts.ground();
    this.timer = ground.timer();
    this.surroundings = parts.surroundings();
    this.gatekeeping = parts.gatekeeping();
    this.locals = parts.locals();
    this.facilities = parts.facilities();
    this.operations = parts.operations();
    this.listeners = parts.listeners();
    this.metrics = parts.metrics();
    this.admin = parts.admin();
    gatekeeping.bans().onChange(this::checkBans);
    gatekeeping.onRightsChange(core::rightsChanged);
  }

  /** Where clients reach the broker, one address for each listener, with the real ports. */
  public List<URI> endpoints() {
    return listeners.uris();
  }

  /** Where the metrics can be read; empty when {@code metrics.port} is not set. */
  public Optional<URI> metricsEndpoint() {
    return metrics.uri();
  }

  /** Where the REST interface is; empty when {@code admin.port} is not set. */
  public Optional<URI> adminEndpoint() {
    return admin.uri();
  }

  /** What the broker can be asked and told: publish, clients, sessions, statistics and more. */
  public Services services() {
    return facilities.services();
  }

  /**
   * A client in this program, anonymous and with a new session that ends with it: {@link
   * LocalClientOptions#of}.
   *
   * @throws IllegalArgumentException for an identifier that is empty or no string of MQTT
   * @throws io.heddle.api.LocalClientRefusedException when it may not come in
   * @throws IllegalStateException when the broker is closed
   */
  public LocalClient client(String clientId) {
    return client(LocalClientOptions.of(clientId));
  }

  /**
   * A client in this program: it publishes and subscribes like others, without a socket.
   *
   * @throws io.heddle.api.LocalClientRefusedException when it may not come in
   * @throws IllegalStateException when the broker is closed
   */
  public LocalClient client(LocalClientOptions options) {
    return locals.open(options);
  }

  private void checkBans() {
    listeners.checkBans();
    admin.checkBans();
    locals.checkBans();
  }

  /** How many clients are connected at this moment. */
  public int connectedClients() {
    return core.counters().clientsConnected();
  }

  /** Who is not let in; bans that are added hold until the broker stops. */
  public Bans bans() {
    return gatekeeping.bans();
  }

  /**
   * Reads the files of certificates and keys, passwords and rules of access again, also those that
   * have not changed: clients that come from now on get the new keys, and rules hold for those who
   * are there, too. What is wrong is told in the log, and the old stays in use. Connections go on.
   * Extensions go on as they are: {@link io.heddle.api.Extensions#reload} is for them. May take
   * long. {@link Services#reload} does the same, and tells what came of it.
   */
  public void reload() {
    operations.reload();
  }

  /**
   * Stops the broker: no client is accepted any more; Wills of sessions that end with it are
   * published; clients of MQTT 5.0 are told DISCONNECT 0x8B; what is on its way is written, within
   * {@code limits.close-timeout}; after that extensions are stopped. Returns when all connections
   * are closed, and no interrupt ends that earlier. A second call does nothing.
   *
   * <p>It may be called by what the broker calls, a hook, an observer or a callback. That is waited
   * for, too: the connection whose hook it is lasts until {@code limits.close-timeout} is over, and
   * an observer that closes the broker on its own thread is not told that it has stopped.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    // Whoever calls may be a hook that is interrupted for its time, or a task that is cancelled.
    Undisturbed.run(ground.threads()::heavy, "heddle-close", this::stop);
  }

  private void stop() {
    Duration most = surroundings.options().closeTimeout();
    operations.stopping();
    new Steps()
        .then(listeners::shut)
        .then(() -> core.publishWills(most))
        .then(listeners::stopConnections)
        .then(admin::stopConnections)
        .then(locals::stop)
        .then(() -> cutAfter(most))
        .then(listeners::close)
        .then(facilities::close)
        .then(admin::close)
        .then(metrics::close)
        .then(gatekeeping::close)
        .then(ground::close)
        .then(surroundings.logbook()::close)
        .run();
  }

  private void cutAfter(Duration most) {
    if (!await(most)) {
      listeners.cutConnections();
      await(LAST_WAIT);
    }
  }

  /** Waits until all connections are closed; false when the time is over before that. */
  private boolean await(Duration most) {
    long deadline = timer.nanos() + most.toNanos();
    while (isAnyoneThere() && timer.nanos() - deadline < 0) {
      LockSupport.parkNanos(LOOK);
    }
    return !isAnyoneThere();
  }

  private boolean isAnyoneThere() {
    return listeners.connections() + locals.count() > 0;
  }
}
