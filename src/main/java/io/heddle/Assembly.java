package io.heddle;

import io.heddle.admin.rest.Requests;
import io.heddle.api.Statistics;
import io.heddle.broker.Core;
import io.heddle.broker.HookClockwork;
import io.heddle.broker.trace.TraceService;
import io.heddle.config.Configuration;
import io.heddle.connection.Doorkeeper;
import io.heddle.connection.Rehearsal;
import io.heddle.connection.Surroundings;
import io.heddle.hook.Hooks;
import io.heddle.hook.Interceptors;
import io.heddle.local.LocalClients;
import io.heddle.transport.ListenerOptions;
import io.heddle.transport.Listeners;
import io.heddle.transport.Sockets;
import java.io.IOException;
import java.util.List;

/**
 * Builds a broker from the bottom up, each part after those that it needs; when one fails, those
 * that are there are closed again, the last first. Used once, by the thread that starts the broker.
 */
final class Assembly {
  private final Configuration configuration;
  private final Deciders deciders;

  /** What the REST interface is asked; the services tell it. */
  private final Requests requests = new Requests();

  /** What is to be done when a part fails. */
  private final Steps undoing = new Steps();

  private Assembly(Configuration configuration, Deciders deciders) {
    this.configuration = configuration;
    this.deciders = deciders;
  }

  /** What a broker has in its hands once it is built. */
  record Parts(
      Ground ground,
      Surroundings surroundings,
      Gatekeeping gatekeeping,
      LocalClients locals,
      Facilities facilities,
      BrokerOperations operations,
      Listeners listeners,
      MetricsPort metrics,
      AdminPort admin) {}

  /**
   * Builds a broker and starts it.
   *
   * @throws StartException when something cannot be opened, or is wrong; nothing is left open then
   */
  static Broker start(Configuration configuration, Deciders deciders) {
    Assembly assembly = new Assembly(configuration, deciders);
    try {
      return assembly.start();
    } catch (IOException e) {
      assembly.undoing.runAfter(e);
      throw new StartException(String.valueOf(e.getMessage()), e);
    } catch (RuntimeException | Error fault) {
      assembly.undoing.runAfter(fault);
      throw fault;
    }
  }

  private Broker start() throws IOException {
    Ground ground = Ground.lay(configuration);
    undoing.before(ground::close);
    Interceptors interceptors =
        new Interceptors(
            ground.hooks(), configuration.hooks(), new HookClockwork(ground.machine()));
    Core core = ground.core(configuration.broker(), interceptors);
    Gatekeeping gatekeeping = Gatekeeping.open(configuration, deciders, ground.machine());
    undoing.before(gatekeeping::close);
    Surroundings surroundings =
        Surroundings.of(
            core, gatekeeping.guard(doorkeeper(interceptors)), configuration.connection());
    undoing.before(surroundings.logbook()::close);
    Sockets sockets = Sockets.open(ground.threads()::heavy, ground.threads()::start);
    undoing.before(sockets::close);
    LocalClients locals = new LocalClients(surroundings);
    BrokerOperations operations = operations(ground, gatekeeping, core, surroundings);
    Facilities facilities = facilities(ground, locals, gatekeeping, operations, core, sockets);
    AdminPort admin = admin(facilities, gatekeeping, surroundings);
    extend(facilities, ground, surroundings, gatekeeping);
    Listeners listeners = bound(surroundings, sockets);
    MetricsPort metrics = metrics(facilities, ground);
    Broker broker =
        new Broker(
            new Parts(
                ground,
                surroundings,
                gatekeeping,
                locals,
                facilities,
                operations,
                listeners,
                metrics,
                admin));
    core.start(version());
    listeners.start();
    operations.running(listeners);
    return broker;
  }

  private BrokerOperations operations(
      Ground ground, Gatekeeping gatekeeping, Core core, Surroundings surroundings) {
    BrokerOperations operations =
        new BrokerOperations(gatekeeping, ground.kept(), traces(core), version());
    operations.newcomers(rehearsal(surroundings));
    return operations;
  }

  private Rehearsal rehearsal(Surroundings surroundings) {
    return new Rehearsal(
        surroundings, configuration.listeners().stream().map(ListenerOptions::entrance).toList());
  }

  private TraceService traces(Core core) {
    TraceService traces = new TraceService(core, configuration.traces());
    undoing.before(traces::close);
    return traces;
  }

  private AdminPort admin(Facilities facilities, Gatekeeping gatekeeping, Surroundings surroundings)
      throws IOException {
    AdminPort admin =
        AdminPort.open(configuration, facilities.services(), gatekeeping, surroundings, requests);
    undoing.before(admin::close);
    return admin;
  }

  private MetricsPort metrics(Facilities facilities, Ground ground) throws IOException {
    MetricsPort metrics =
        MetricsPort.open(
            configuration.metrics(), facilities.services(), version(), ground.threads());
    undoing.before(metrics::close);
    return metrics;
  }

  private Doorkeeper doorkeeper(Interceptors interceptors) {
    return new Doorkeeper(
        interceptors::connection, interceptors::connect, Features.destination(configuration));
  }

  /** The services, which can be asked from now on. */
  private Facilities facilities(
      Ground ground,
      LocalClients locals,
      Gatekeeping gatekeeping,
      BrokerOperations operations,
      Core core,
      Sockets sockets) {
    int half = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    Facilities facilities =
        Facilities.of(
            configuration,
            new Facilities.Parts(
                core,
                ground.hooks(),
                gatekeeping.asked(),
                locals,
                operations,
                () -> carriers(sockets),
                ground.threads().pool("heddle-computing", half),
                () -> answered(requests)));
    undoing.before(facilities::close);
    undoing.before(locals::stop);
    return facilities;
  }

  /**
   * What was kept comes back, and the extensions start; after that it is known who is there to be
   * asked.
   */
  private void extend(
      Facilities facilities, Ground ground, Surroundings surroundings, Gatekeeping gatekeeping) {
    Core core = surroundings.core();
    // Observers have threads: not before it is sure that there is something to observe.
    deciders
        .hooks()
        .forEach(each -> ground.hooks().add(each.name(), Hooks.Place.EMBEDDER, each.hook()));
    ground.restore(core, surroundings::review);
    facilities.extend();
    core.resume();
    facilities.features().resume(core);
    gatekeeping.checkGuarded();
  }

  /** The last to be opened: nobody is accepted before everything is there. */
  private Listeners bound(Surroundings surroundings, Sockets sockets) throws IOException {
    Listeners listeners =
        Listeners.bind(
            configuration.listeners(), configuration.filesInterval(), surroundings, sockets);
    undoing.before(listeners::close);
    return listeners;
  }

  private static List<Statistics.AdminRequests> answered(Requests requests) {
    return requests.all().stream()
        .map(each -> new Statistics.AdminRequests(each.route(), each.status(), each.number()))
        .toList();
  }

  private static Statistics.Carriers carriers(Sockets sockets) {
    Sockets.Figures now = sockets.figures();
    return new Statistics.Carriers(now.own(), now.working(), now.most(), now.threads());
  }

  private static String version() {
    String version =
        Broker.class.getModule().getDescriptor() == null
            ? null
            : Broker.class.getModule().getDescriptor().rawVersion().orElse(null);
    return version == null ? "development" : version;
  }
}
