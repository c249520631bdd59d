package io.heddle.broker.service;

import io.heddle.api.Deliveries;
import io.heddle.api.DropReason;
import io.heddle.api.Page;
import io.heddle.api.SessionInfo;
import io.heddle.api.Sessions;
import io.heddle.api.SlowClient;
import io.heddle.broker.Core;
import io.heddle.mqtt.ReasonCode;
import io.heddle.session.Report;
import io.heddle.session.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The sessions of clients that are connected or not. Safe for use by any thread. */
record SessionService(Core core) implements Sessions {
  private static final long FOR_EVER = io.heddle.broker.Sessions.FOR_EVER;

  @Override
  public int count() {
    return core.sessions().count();
  }

  @Override
  public Optional<SessionInfo> find(String clientId) {
    Session session = core.sessions().find(clientId);
    return session == null ? Optional.empty() : Optional.ofNullable(info(session));
  }

  private static @Nullable SessionInfo info(Session session) {
    Report report = Report.of(session);
    return report == null
        ? null
        : new SessionInfo(
            report.clientId(),
            report.outlet() != null,
            Instant.ofEpochMilli(report.createdAt()),
            Instant.ofEpochMilli(report.movedAt()),
            report.expirySeconds() == FOR_EVER ? null : Duration.ofSeconds(report.expirySeconds()),
            report.subscriptions(),
            report.queued(),
            report.queuedBytes(),
            report.inflight(),
            report.unreleased(),
            deliveries(report));
  }

  private static Deliveries deliveries(Report report) {
    return new Deliveries(report.everQueued(), report.delivered(), byReason(report.dropped()));
  }

  /** As the API has the reasons. */
  static Map<DropReason, Long> byReason(Map<io.heddle.session.DropReason, Long> dropped) {
    Map<DropReason, Long> told = new EnumMap<>(DropReason.class);
    dropped.forEach((reason, number) -> told.put(DropReason.valueOf(reason.name()), number));
    return told;
  }

  @Override
  public Stream<SessionInfo> all() {
    return core.sessions().all().stream().map(SessionService::info).filter(Objects::nonNull);
  }

  @Override
  public Stream<SessionInfo> from(String first) {
    return core.sessions().from(first).stream().map(SessionService::info).filter(Objects::nonNull);
  }

  @Override
  public Page<SessionInfo> page(int number, int size) {
    return Paging.page(core.sessions().all(), SessionService::info, number, size);
  }

  @Override
  public List<SlowClient> slowest(SlowClient.By by, int most) {
    return Slowness.of(by).slowest(core.sessions().all(), most);
  }

  @Override
  public boolean end(String clientId) {
    return core.sessions()
        .remove(clientId, ReasonCode.ADMINISTRATIVE_ACTION, "its session was ended from outside");
  }
}
