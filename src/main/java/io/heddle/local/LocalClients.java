package io.heddle.local;

import io.heddle.api.Ban;
import io.heddle.api.Client;
import io.heddle.api.ClientInfo;
import io.heddle.api.LocalClient;
import io.heddle.api.LocalClientOptions;
import io.heddle.api.LocalClientRefusedException;
import io.heddle.api.Peer;
import io.heddle.api.Traffic;
import io.heddle.broker.Arrivals;
import io.heddle.broker.Core;
import io.heddle.broker.Counters.Count;
import io.heddle.broker.Sessions;
import io.heddle.connection.Admittance;
import io.heddle.connection.Surroundings;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Version;
import io.heddle.mqtt.Will;
import io.heddle.session.Visit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The clients in the program around the broker. Safe for use by any thread. */
public final class LocalClients {
  /** In the place of a listener's name. */
  private static final String LISTENER = "in-process";

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
   * Takes a client in.
   *
   * @throws LocalClientRefusedException when it may not come in
   * @throws IllegalStateException when the broker has stopped
   */
  public LocalClient open(LocalClientOptions options) {
    requireRunning();
    Client client =
        new Client(
            options.clientId(),
            options.userName(),
            options.groups(),
            new Peer(LISTENER, null, List.of()));
    Rules rules =
        new Rules(
            Admittance.inProgram(surroundings, client),
            surroundings.options(),
            core.options().offer());
    check(client, options.will(), rules);
    Resident resident = arrive(client, options, rules);
    if (stopped) {
      stop(resident);
    }
    return resident;
  }

  private void requireRunning() {
    if (stopped) {
      throw new IllegalStateException("the broker has stopped");
    }
  }

  private void check(Client client, @Nullable Will will, Rules rules) {
    int most = surroundings.options().clientIdMax();
    if (client.clientId().length() > most) {
      throw new LocalClientRefusedException(
          ReasonCode.CLIENT_IDENTIFIER_NOT_VALID,
          "a Client Identifier has at most " + most + " characters");
    }
    Ban ban = ban(client);
    if (ban != null) {
      core.counters().add(Count.CLIENTS_BANNED, 1);
      throw new LocalClientRefusedException(
          ReasonCode.BANNED, "it is banned (" + ban.target() + "): " + ban.reason());
    }
    Admittance.Refusal refusal = rules.admittance().connecting();
    if (refusal == null && will != null) {
      refusal = rules.refusal(will.toMessage(core.clock().millis(), client.clientId()));
    }
    if (refusal != null) {
      core.counters().add(Count.CONNECTS_DENIED, 1);
      throw new LocalClientRefusedException(refusal.reason(), refusal.words());
    }
  }

  private @Nullable Ban ban(Client client) {
    return surroundings.guard().turnstile().bans().find(client.clientId(), client.userName(), null);
  }

  private Resident arrive(Client client, LocalClientOptions options, Rules rules) {
    Mailbox mailbox =
        new Mailbox(
            core.counters(),
            surroundings.options().outboxBytes(),
            new Callbacks(options.otherwise()));
    mailbox.entitle(rules.admittance().entitlement());
    Visit visit =
        new Visit(
            mailbox,
            Math.min(options.sessionExpiry(), core.options().sessionExpiryMax()),
            options.receiveMaximum(),
            options.will(),
            rules.admittance().reading());
    Sessions.Arrival arrival =
        core.sessions().arrive(client.clientId(), options.cleanStart(), visit);
    if (arrival == null) {
      throw new LocalClientRefusedException(
          ReasonCode.QUOTA_EXCEEDED, "there are as many sessions as may be");
    }
    ClientInfo info = info(client, options);
    Arrivals.Way way = core.counters().arrivals().way(LISTENER, info.protocol());
    core.counters().connected(way);
    Resident resident =
        new Resident(
            core,
            arrival,
            mailbox,
            rules,
            options.acknowledges(),
            gone -> {
              core.counters().disconnected(way);
              all.remove(gone);
            });
    all.put(resident, client);
    mailbox.open(info, resident);
    resident.begin();
    return resident;
  }

  private ClientInfo info(Client client, LocalClientOptions options) {
    return new ClientInfo(
        client,
        Version.MQTT_5_0,
        0,
        options.cleanStart(),
        options.will(),
        core.clock().instant(),
        Traffic.NONE);
  }

  /** Ends those that are banned. */
  public void checkBans() {
    all.forEach((resident, client) -> {
      if (resident.isConnected() && ban(client) != null) {
        core.counters().add(Count.CLIENTS_BANNED, 1);
        resident.end(ReasonCode.ADMINISTRATIVE_ACTION, "it is banned");
      }
    });
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
