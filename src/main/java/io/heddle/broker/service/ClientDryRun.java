package io.heddle.broker.service;

import io.heddle.api.Client;
import io.heddle.api.ClientInfo;
import io.heddle.api.Explanations.ClientVerdict;
import io.heddle.api.Explanations.OfClient;
import io.heddle.api.Explanations.Visitor;
import io.heddle.api.Listeners.ListenerInfo;
import io.heddle.broker.Core;
import io.heddle.broker.Guest;
import io.heddle.broker.Newcomers;
import io.heddle.broker.SessionOwner;
import io.heddle.hook.Kind;
import io.heddle.session.Session;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What would become of clients that come. Safe for use by any thread. */
record ClientDryRun(Core core, Operations operations) {

  OfClient run(Visitor visitor) {
    Newcomers newcomers = operations.newcomers();
    String listener = visitor.listener();
    List<String> text = new ArrayList<>();
    Session session = core.sessions().find(visitor.clientId());
    now(visitor, session, text);
    if (listener != null && !newcomers.listeners().contains(listener)) {
      text.add("There is no listener " + Words.name(listener) + ".");
      return new OfClient(ClientVerdict.NO_LISTENER, null, Words.plain(text), List.of());
    }
    Client known = newcomers.known(Party.wanted(visitor, session, newcomers));
    Newcomers.Entry entry = entry(known, session, newcomers.entry(known));
    text.addAll(entry.text());
    Set<String> hooks = new LinkedHashSet<>(core.interceptors().asked(Kind.CONNECTION));
    hooks.addAll(core.interceptors().asked(Kind.CONNECT));
    if (!hooks.isEmpty()) {
      text.add(
          "Hooks that may deny it are not asked here: "
              + Words.names(List.copyOf(hooks), 20)
              + ".");
    }
    return new OfClient(entry.verdict(), entry.rule(), Words.plain(text), List.copyOf(hooks));
  }

  private static void now(Visitor visitor, @Nullable Session session, List<String> text) {
    String who = "Client " + Words.name(visitor.clientId());
    ClientInfo info =
        session != null && session.outlet() instanceof Guest guest ? guest.info() : null;
    if (info != null) {
      text.add(
          who
              + " has been connected by listener "
              + info.client().peer().listener()
              + " since "
              + Words.time(info.connectedAt().toEpochMilli())
              + ": who comes with its identifier takes its place, and it is disconnected.");
    } else if (session != null) {
      text.add(
          who
              + " is not connected; its session has been alone since "
              + Words.time(session.history().movedAt())
              + ".");
    } else {
      text.add(who + " is not connected, and has no session.");
    }
  }

  private Newcomers.Entry entry(Client known, @Nullable Session session, Newcomers.Entry entry) {
    Optional<ListenerInfo> full =
        operations
            .listeners()
            .find(known.peer().listener())
            .filter(each -> each.connections() >= each.connectionsMax());
    if (full.isPresent()) {
      return new Newcomers.Entry(
          ClientVerdict.LISTENER_FULL,
          null,
          List.of(
              "Listener "
                  + full.get().name()
                  + " has "
                  + Words.count(full.get().connections(), "connection", "connections")
                  + ", as many as it may."));
    }
    if (entry.verdict() != ClientVerdict.LET_IN) {
      return entry;
    }
    if (session == null && core.sessions().count() >= core.options().sessions()) {
      return new Newcomers.Entry(
          ClientVerdict.SESSIONS_FULL,
          null,
          List.of(
              "There are "
                  + core.sessions().count()
                  + " sessions, as many as may be (session.count), and it has none."));
    }
    List<String> text = new ArrayList<>(entry.text());
    if (session != null
        && core.options().sessionOwner() == SessionOwner.USER
        && !session.history().isOf(known.userName())) {
      text.add(
          "The session of its identifier is another user's: it ends, and a new one begins"
              + " (session.owner).");
    }
    return new Newcomers.Entry(entry.verdict(), entry.rule(), text);
  }
}
