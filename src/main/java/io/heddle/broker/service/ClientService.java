package io.heddle.broker.service;

import io.heddle.api.Access;
import io.heddle.api.Action;
import io.heddle.api.Client;
import io.heddle.api.ClientInfo;
import io.heddle.api.ClientNow;
import io.heddle.api.Clients;
import io.heddle.api.Page;
import io.heddle.broker.Core;
import io.heddle.broker.Doings;
import io.heddle.broker.Entitlement;
import io.heddle.broker.Guest;
import io.heddle.mqtt.ReasonCode;
import io.heddle.session.Outlet;
import io.heddle.session.Report;
import io.heddle.session.Session;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The clients that are connected. Safe for use by any thread. */
record ClientService(Core core) implements Clients {
  @Override
  public int count() {
    return core.counters().clientsConnected();
  }

  @Override
  public Optional<ClientInfo> find(String clientId) {
    Session session = core.sessions().find(clientId);
    return session == null ? Optional.empty() : Optional.ofNullable(info(session));
  }

  private static @Nullable ClientInfo info(Session session) {
    return session.outlet() instanceof Guest guest ? guest.info() : null;
  }

  @Override
  public Optional<ClientNow> now(String clientId) {
    Session session = core.sessions().find(clientId);
    Report report = session == null ? null : Report.of(session);
    Doings doings =
        report != null && report.outlet() instanceof Guest guest
            ? guest.doings(report.waitsFor())
            : null;
    return doings == null || report == null
        ? Optional.empty()
        : Optional.of(
            new ClientNow(
                clientId,
                doings.workers(),
                Slowness.backlog(report),
                report.inflight(),
                report.inflightMax(),
                report.unreleased(),
                doings.receiveMaximum(),
                doings.packets()));
  }

  @Override
  public Stream<ClientInfo> all() {
    return core.sessions().all().stream().map(ClientService::info).filter(Objects::nonNull);
  }

  @Override
  public Stream<ClientInfo> from(String first) {
    return core.sessions().from(first).stream().map(ClientService::info).filter(Objects::nonNull);
  }

  @Override
  public Page<ClientInfo> page(int number, int size) {
    return Paging.page(core.sessions().all(), ClientService::info, number, size);
  }

  @Override
  public Optional<Access> access(Client client, Action action) {
    return entitlement(client).map(entitlement -> entitlement.decide(action));
  }

  @Override
  public Optional<String> mountPoint(Client client) {
    return entitlement(client).map(Entitlement::mountPoint);
  }

  private Optional<Entitlement> entitlement(Client client) {
    Session session = core.sessions().find(client.clientId());
    return session != null && session.outlet() instanceof Guest guest
        ? Optional.ofNullable(guest.entitlement()).filter(each -> each.client().equals(client))
        : Optional.empty();
  }

  @Override
  public boolean disconnect(String clientId, ReasonCode reason, String words) {
    Session session = core.sessions().find(clientId);
    Outlet outlet = session == null ? null : session.outlet();
    if (outlet != null) {
      outlet.end(reason, words);
    }
    return outlet != null;
  }
}
