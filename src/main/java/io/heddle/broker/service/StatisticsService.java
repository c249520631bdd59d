package io.heddle.broker.service;

import io.heddle.api.DropReason;
import io.heddle.api.SessionEnd;
import io.heddle.api.Statistics;
import io.heddle.broker.Core;
import io.heddle.broker.Counters.Count;
import io.heddle.broker.Delays;
import io.heddle.mqtt.PacketType;
import io.heddle.mqtt.Qos;
import io.heddle.session.StoreFigures;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What was counted. Safe for use by any thread. */
record StatisticsService(Core core, Instant startedAt, Gauges gauges) implements Statistics {
  /** Upper bounds in seconds, as {@link StoreFigures} has its classes. */
  private static final List<Double> COMMIT_BOUNDS =
      List.of(0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5);

  private static final double SECOND = 1e9;

  @Override
  public Packets received(PacketType type) {
    var packets = core.counters().received();
    return new Packets(packets.packets(type.number()), packets.bytes(type.number()));
  }

  @Override
  public Packets sent(PacketType type) {
    var packets = core.counters().sent();
    return new Packets(packets.packets(type.number()), packets.bytes(type.number()));
  }

  @Override
  public long messagesReceived(Qos qos) {
    return core.counters().received().messages(qos.value());
  }

  @Override
  public long messagesSent(Qos qos) {
    return core.counters().sent().messages(qos.value());
  }

  @Override
  public long messagesDropped(DropReason reason, Qos qos) {
    var inside = io.heddle.session.DropReason.valueOf(reason.name());
    return core.counters().dropped(inside, qos);
  }

  @Override
  public List<Connections> connections() {
    return core.counters().arrivals().ways().entrySet().stream()
        .map(way ->
            new Connections(
                way.getKey().listener(),
                way.getKey().version(),
                way.getValue().total(),
                way.getValue().now()))
        .toList();
  }

  @Override
  public int mostClients() {
    return core.counters().mostClientsConnected();
  }

  @Override
  public int sessions() {
    return core.sessions().count();
  }

  @Override
  public long sessionsCreated() {
    return count(Count.SESSIONS_CREATED);
  }

  private long count(Count count) {
    return core.counters().get(count);
  }

  @Override
  public long sessionsEnded(SessionEnd reason) {
    return switch (reason) {
      case NORMAL -> count(Count.SESSIONS_ENDED);
      case EXPIRED -> count(Count.SESSIONS_EXPIRED);
      case TAKEN_OVER -> count(Count.SESSIONS_REPLACED);
      case OTHER_USER -> count(Count.SESSIONS_FOREIGN);
      case REMOVED -> count(Count.SESSIONS_REMOVED);
    };
  }

  @Override
  public long sessionsRefused() {
    return count(Count.SESSIONS_REFUSED);
  }

  @Override
  public long loginsRefused() {
    return count(Count.LOGINS_REFUSED);
  }

  @Override
  public long connectsDenied() {
    return count(Count.CONNECTS_DENIED);
  }

  @Override
  public long subscriptionsDenied() {
    return count(Count.SUBSCRIPTIONS_DENIED);
  }

  @Override
  public long subscriptions() {
    return core.subscriptions();
  }

  @Override
  public int shareGroups() {
    return core.shareGroups();
  }

  @Override
  public long subscriptionsAdded() {
    return count(Count.SUBSCRIPTIONS_ADDED);
  }

  @Override
  public long queuedMessages() {
    return core.budget().queued();
  }

  @Override
  public long queuedBytes() {
    return core.budget().queuedBytes();
  }

  @Override
  public long queuedOnDisk() {
    return core.budget().aside();
  }

  @Override
  public long inflight() {
    return core.budget().inflight();
  }

  @Override
  public int retainedMessages() {
    return core.retained().count();
  }

  @Override
  public long retainedBytes() {
    return core.retained().bytes();
  }

  @Override
  public long slowClients() {
    return core.counters().slowClients();
  }

  @Override
  public long slowClientsEver() {
    return count(Count.SLOW);
  }

  @Override
  public Distribution delays() {
    Delays delays = core.counters().delays();
    return new Distribution(
        Arrays.stream(Delays.bounds()).mapToObj(nanos -> nanos / SECOND).toList(),
        Arrays.stream(delays.counts()).boxed().toList(),
        delays.nanos() / SECOND);
  }

  @Override
  public List<HookCalls> hooks() {
    return core.interceptors().figures();
  }

  @Override
  public List<ObserverFailures> observers() {
    return core.witness().observers().figures().entrySet().stream()
        .map(each ->
            new ObserverFailures(
                each.getKey(), each.getValue().missed(), each.getValue().failures()))
        .toList();
  }

  @Override
  public List<ObserverCalls> observerCalls() {
    return core.witness().observers().calls();
  }

  @Override
  public Carriers carriers() {
    return gauges.carriers().get();
  }

  @Override
  public Optional<Store> store() {
    return Optional.ofNullable(core.store().figures()).map(StatisticsService::store);
  }

  private static Store store(StoreFigures figures) {
    double seconds = (double) figures.commitNanos() / TimeUnit.SECONDS.toNanos(1);
    return new Store(
        new Distribution(COMMIT_BOUNDS, figures.commitClasses(), seconds),
        figures.bytes(),
        figures.segments(),
        figures.messageBytes(),
        figures.fileBytes(),
        figures.full(),
        figures.failing(),
        figures.damages());
  }

  @Override
  public List<AdminRequests> adminRequests() {
    return gauges.requests().get();
  }

  @Override
  public Optional<DelayedMessages> delayed() {
    return gauges.delayed().get();
  }
}
