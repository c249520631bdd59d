package io.heddle.broker.service;

import io.heddle.api.Client;
import io.heddle.api.Explanations.ClientVerdict;
import io.heddle.api.Explanations.Visitor;
import io.heddle.api.Peer;
import io.heddle.broker.Core;
import io.heddle.broker.Entitlement;
import io.heddle.broker.Guest;
import io.heddle.broker.Newcomers;
import io.heddle.session.Session;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A client of which is asked what it may do: as it is, or as it would be if it came. Immutable.
 *
 * @param session that it has; null for none
 * @param connected whether it is there
 * @param entry whether it would be let in; null when it is there
 */
record Party(
    Client client,
    Entitlement rights,
    @Nullable Session session,
    boolean connected,
    Newcomers.@Nullable Entry entry) {

  /** The client that somebody means; one that is not there comes by a listener that there is. */
  static Party of(Visitor visitor, Core core, Newcomers newcomers) {
    Session session = core.sessions().find(visitor.clientId());
    Entitlement rights =
        session != null && session.outlet() instanceof Guest guest ? guest.entitlement() : null;
    if (rights != null) {
      return new Party(rights.client(), rights, session, true, null);
    }
    Client known = newcomers.known(wanted(visitor, session, newcomers));
    return new Party(known, newcomers.entitlement(known), session, false, newcomers.entry(known));
  }

  /** A client that is not there, as it would come. */
  static Client wanted(Visitor visitor, @Nullable Session session, Newcomers newcomers) {
    String listener = visitor.listener();
    String first = newcomers.listeners().stream().findFirst().orElse("");
    InetAddress address = visitor.address();
    String user = visitor.userName();
    String owner = session == null ? null : session.history().owner();
    Peer peer =
        new Peer(
            listener == null ? first : listener,
            address == null ? null : new InetSocketAddress(address, 0),
            List.of());
    return new Client(visitor.clientId(), user == null ? owner : user, Set.of(), peer);
  }

  /** Whether it is there, or would be let in. */
  boolean isWelcome() {
    return entry == null || entry.verdict() == ClientVerdict.LET_IN;
  }

  /** Its name in words. */
  String name() {
    return Words.name(client.clientId());
  }

  /** Where it is, in a sentence. */
  String text() {
    String user =
        client.userName() == null ? "without a user name" : "as user " + client.userName();
    String how = user + " by listener " + client.peer().listener();
    if (connected) {
      return "Client " + name() + " is connected " + how + ".";
    }
    String since =
        session == null
            ? ", and has no session"
            : "; its session has been alone since " + Words.time(session.history().movedAt());
    return "Client "
        + name()
        + " is not connected"
        + since
        + ". What follows holds if it comes "
        + how
        + ".";
  }
}
