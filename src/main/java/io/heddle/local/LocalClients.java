package io.heddle.local;

import io.heddle.api.Client;
import io.heddle.api.ClientInfo;
import io.heddle.api.Durability;
import io.heddle.api.LocalClient;
import io.heddle.api.LocalClientOptions;
import io.heddle.api.LocalClientRefusedException;
import io.heddle.broker.Arrivals;
import io.heddle.broker.Core;
import io.heddle.broker.Counters.Count;
import io.heddle.broker.Sessions;
import io.heddle.connection.Bounds;
import io.heddle.connection.Insider;
import io.heddle.connection.Surroundings;
import io.heddle.connection.Validity;
import io.heddle.mqtt.ReasonCode;
import io.heddle.session.Visit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The clients in the program around the broker. Safe for use by any thread. */
public final class LocalClients {
  private final Surroundings surroundings;
  private final Core core;
  private final Map<Resident, Client> all = new ConcurrentHashMap<>();
  private volatile boolean stopped;

  /** Nobody yet. */
  public LocalClients(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.core = surroundings.core();
  }

  /**
   * Takes a client in; whoever is asked or told of it is so on this thread.
   *
   * @throws LocalClientRefusedException when it may not come in
   * @throws IllegalStateException when the broker has stopped
   */
  public LocalClient open(LocalClientOptions options) {
    if (stopped) {
      throw new IllegalStateException("the broker has stopped");
    }
    return Nesting.within(() -> {
      Insider insider = Insider.admitted(surroundings, options);
      Resident resident = arrive(insider, options);
      checkBan(resident, insider.client());
      if (stopped) {
        stop(resident);
      }
      return resident;
    });
  }

  private Resident arrive(Insider insider, LocalClientOptions options) {
    Bounds bounds = insider.bounds();
    Mailbox mailbox =
        new Mailbox(
            core.counters(),
            insider.chronicle(),
            bounds.mount(),
            bounds.options().outboxBytes(),
            new Callbacks(options.otherwise()));
    mailbox.entitle(insider.admittance().entitlement());
    Visit visit =
        new Visit(
            mailbox,
            Math.min(options.sessionExpiry(), bounds.sessionExpiryMax()),
            Math.min(options.receiveMaximum(), bounds.limits().inflightMax()),
            insider.will(),
            insider.review(),
            insider.admittance().reading(),
            bounds.durability() != Durability.NONE);
    Client client = insider.client();
    Sessions.Arrival arrival =
        core.sessions().arrive(client.clientId(), options.cleanStart(), client.userName(), visit);
    if (arrival == null) {
      throw Insider.refused(
          surroundings, options, ReasonCode.QUOTA_EXCEEDED, "there are as many sessions as may be");
    }
    insider.arrived(arrival);
    Resident resident = resident(insider, arrival, mailbox, options.acknowledges());
    all.put(resident, insider.client());
    // Before its end can be told: until it has an owner, nobody hears of that.
    insider.chronicle().takenIn(insider.info(), arrival);
    mailbox.open(insider.info(), resident);
    resident.begin();
    return resident;
  }

  private Resident resident(
      Insider insider, Sessions.Arrival arrival, Mailbox mailbox, boolean acknowledges) {
    ClientInfo info = insider.info();
    Arrivals.Way way =
        core.counters().arrivals().way(info.client().peer().listener(), info.protocol());
    core.counters().connected(way);
    Validity validity = insider.watch(mailbox);
    return new Resident(
        core,
        arrival,
        mailbox,
        insider,
        acknowledges,
        gone -> {
          validity.stop();
          core.counters().disconnected(way);
          tellGone(insider, mailbox);
          all.remove(gone);
        });
  }

  private static void tellGone(Insider insider, Mailbox mailbox) {
    LocalClient.End end = mailbox.end();
    ClientInfo last = mailbox.info();
    if (end != null) {
      insider.chronicle().gone(last == null ? insider.info() : last, end.reason(), end.words());
    }
  }

  /** Ends those that are banned. */
  public void checkBans() {
    all.forEach(this::checkBan);
  }

  private void checkBan(Resident resident, Client client) {
    boolean banned =
        surroundings.guard().turnstile().bans().find(client.clientId(), client.userName(), null)
            != null;
    if (banned && resident.isConnected()) {
      core.counters().add(Count.CLIENTS_BANNED, 1);
      resident.end(ReasonCode.ADMINISTRATIVE_ACTION, "it is banned");
    }
  }

  /** Nobody is taken in any more, and whoever is there is told to go. */
  public void stop() {
    stopped = true;
    all.keySet().forEach(LocalClients::stop);
  }

  private static void stop(Resident resident) {
    resident.end(ReasonCode.SERVER_SHUTTING_DOWN, "the broker stops");
  }

  /** How many are there. */
  public int count() {
    return all.size();
  }
}
