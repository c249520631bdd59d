package io.heddle.connection;

import io.heddle.api.Access;
import io.heddle.api.Authentication;
import io.heddle.api.Ban;
import io.heddle.api.Client;
import io.heddle.api.ClientLimits;
import io.heddle.api.Explanations.ClientVerdict;
import io.heddle.api.Login;
import io.heddle.broker.Entitlement;
import io.heddle.broker.Newcomers;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Handshake} would come to, found out without one. Nobody is asked who a client is:
 * it is taken for the one that it names, where somebody would believe it. Safe for use by any
 * thread.
 */
public final class Rehearsal implements Newcomers {
  private final Surroundings surroundings;
  private final List<Entrance> entrances;

  /**
   * A rehearsal.
   *
   * @param entrances of all listeners, in the order of the settings
   */
  public Rehearsal(Surroundings surroundings, List<Entrance> entrances) {
    this.surroundings = surroundings;
    this.entrances = List.copyOf(entrances);
  }

  @Override
  public List<String> listeners() {
    return entrances.stream().map(Entrance::listener).toList();
  }

  private Entrance entrance(Client client) {
    String name = client.peer().listener();
    return entrances.stream()
        .filter(each -> each.listener().equals(name))
        .findFirst()
        .orElseGet(surroundings::entrance);
  }

  @Override
  public Client known(Client wanted) {
    boolean believed =
        entrance(wanted).authentication() && surroundings.guard().asked().get().identifies();
    return believed ? wanted : new Client(wanted.clientId(), null, wanted.groups(), wanted.peer());
  }

  @Override
  public Entitlement entitlement(Client known) {
    Surroundings there = surroundings.at(entrance(known));
    Bounds bounds = Bounds.of(there, ClientLimits.NONE);
    return new Rights(known, permissions(known), bounds, there.core().options());
  }

  private Permissions permissions(Client known) {
    Caller caller = new Caller(known.clientId(), known.userName());
    Logbook logbook = surroundings.logbook();
    return surroundings
        .guard()
        .of(known, null, fault -> logbook.failed(caller, "a rehearsal", fault));
  }

  @Override
  public Entry entry(Client known) {
    String listener = known.peer().listener();
    if (!entrances.isEmpty() && !listeners().contains(listener)) {
      return no(ClientVerdict.NO_LISTENER, null, "There is no listener \"" + listener + "\".");
    }
    Guard guard = surroundings.guard();
    Entrance entrance = entrance(known);
    ConnectionOptions options = surroundings.at(entrance).options();
    String tooLong = Dialect.MQTT_5_0.tooLong(known.clientId(), options);
    if (tooLong != null) {
      return no(ClientVerdict.NOT_ACCEPTED, null, tooLong + ".");
    }
    InetAddress address = address(known);
    Ban ban = guard.turnstile().bans().find(known.clientId(), known.userName(), address);
    if (ban != null) {
      String rule = ban.target() + ": " + ban.reason();
      return no(ClientVerdict.BANNED, rule, "It is banned (" + ban.target() + "): " + why(ban));
    }
    String tooFast = guard.turnstile().rates().wouldBeTooFast(known.clientId(), address);
    if (tooFast != null) {
      return no(ClientVerdict.TOO_FAST, null, "It is not let in now: " + tooFast + ".");
    }
    if (known.userName() == null
        && Guard.anonymous(entrance, new Login(known.peer(), known.clientId(), null, null))
            instanceof Authentication.Refused refused) {
      return no(ClientVerdict.ANONYMOUS_DENIED, null, anonymous(entrance, refused.words()));
    }
    return permissions(known).connect() instanceof Access.Denied(String rule)
        ? no(ClientVerdict.CONNECT_DENIED, rule, "A rule does not let it connect: " + rule)
        : new Entry(ClientVerdict.LET_IN, null, letIn(known, entrance));
  }

  private static Entry no(ClientVerdict verdict, @Nullable String rule, String words) {
    return new Entry(verdict, rule, List.of(words));
  }

  private static String why(Ban ban) {
    String until = ban.until() == null ? "for good" : "until " + ban.until();
    return (ban.reason().isEmpty() ? "no reason is given" : ban.reason()) + ", " + until + ".";
  }

  private static String anonymous(Entrance entrance, String words) {
    return "It does not say who it is, or nobody would believe it, and at listener "
        + entrance.listener()
        + " "
        + words
        + ".";
  }

  private List<String> letIn(Client known, Entrance entrance) {
    List<String> text = new ArrayList<>();
    if (known.userName() != null) {
      text.add(
          "It is let in if it proves that it is user "
              + known.userName()
              + ": a password, or what else it shows, is not looked at here.");
    } else if (!entrance.authentication()) {
      text.add("Listener " + entrance.listener() + " asks nobody who it is: it is anonymous.");
    } else {
      text.add("It is let in without a name.");
    }
    return text;
  }

  private static @Nullable InetAddress address(Client client) {
    InetSocketAddress socket = client.peer().address();
    return socket == null ? null : socket.getAddress();
  }
}
