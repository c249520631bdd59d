package io.heddle.connection;

import io.heddle.api.Access;
import io.heddle.api.Authentication;
import io.heddle.api.AuthenticationMethod;
import io.heddle.api.Ban;
import io.heddle.api.Client;
import io.heddle.api.ClientLimits;
import io.heddle.api.Exchange;
import io.heddle.api.Login;
import io.heddle.api.Peer;
import io.heddle.api.Step;
import io.heddle.api.Verdict;
import io.heddle.broker.Counters;
import io.heddle.broker.Counters.Count;
import io.heddle.broker.Sessions;
import io.heddle.codec.Packet;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Will;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who a client is, and what it may do: between the check of its CONNECT and the search
 * for its session. It may take long, holds no lock, and is covered by the connect timeout. Belongs
 * to the connection's thread.
 *
 * @param peer whom the client is taken for
 */
record Identification(Link link, Peer peer, Surroundings surroundings) {

  /**
   * A client that somebody knows.
   *
   * @param denials takes the words about what it was denied, for the log
   * @param bounds what it gets
   * @param will as it is published; null for none
   */
  record Known(
      Client client,
      Permissions permissions,
      Consumer<String> denials,
      Bounds bounds,
      @Nullable Will will) {

    /**
     * It was taken in, and is sent nothing yet. Whoever is asked about it hears of that; and why it
     * has not found its session, when that is another user's, is said.
     */
    void arrived(Sessions.Arrival arrival) {
      permissions.arrived(arrival.attachment().session());
      if (arrival.foreign() != null) {
        denials.accept(
            "the session of its Client Identifier, which is that of "
                + arrival.foreign()
                + " and has ended");
      }
    }

    /** Why rules of access do not let it in, or leave its Will, in words; null when they do. */
    @Nullable String forbidden(Doorkeeper doorkeeper) {
      if (permissions.connect() instanceof Access.Denied(String rule)) {
        return "it may not connect: " + rule;
      }
      return will != null
              && permissions.publish(
                      doorkeeper.destination().apply(will.topic()), will.qos(), will.retain())
                  instanceof Access.Denied(String rule)
          ? "it may not publish its Will to " + will.topic().value() + ": " + rule
          : null;
    }
  }

  /** That of a client whose first bytes are here: interceptors have said what they think of it. */
  static Identification of(Link link, Surroundings surroundings) throws Farewell {
    Peer peer = new Peer(surroundings.entrance().listener(), link.address(), link.certificates());
    Peer taken =
        switch (surroundings.guard().doorkeeper().connection().apply(peer)) {
          case Verdict.Allow<Peer> allow -> peer;
          case Verdict.Change<Peer> change -> change.to();
          case Verdict.Deny<Peer> deny -> throw turnedAtTheDoor(surroundings, deny.words());
          case Verdict.Drop<Peer> drop -> throw turnedAtTheDoor(surroundings, drop.words());
          case Verdict.Take<Peer> take -> throw turnedAtTheDoor(surroundings, take.words());
        };
    return new Identification(link, taken, surroundings);
  }

  private static Farewell turnedAtTheDoor(Surroundings surroundings, String words) {
    surroundings.core().counters().add(Count.CONNECTS_DENIED, 1);
    return Farewell.server(ReasonCode.NOT_AUTHORIZED, "it may not come in: " + words);
  }

  /** The name that its certificate gives it, unless it is taken for somebody with another one. */
  private @Nullable String certifiedName() {
    return peer.certificates().equals(link.certificates()) ? link.certifiedName() : null;
  }

  /**
   * Asks who a client is that shows its user name and password in CONNECT. Where its certificate
   * names it, that was proved already, and nothing else counts.
   *
   * @param clientId its own, or the one that it was assigned
   */
  Authentication authenticate(Packet.Connect connect, String clientId) {
    String certified = certifiedName();
    if (certified != null && surroundings.entrance().authentication()) {
      return new Authentication.Accepted(certified, Set.of());
    }
    Login login = new Login(peer, clientId, connect.userName(), connect.password());
    try {
      return surroundings.guard().identify(surroundings.entrance(), login);
    } catch (Throwable fault) { // whatever it is
      surroundings.logbook().failed(Caller.of(connect), link.peer(), fault);
      return new Authentication.Refused(
          ReasonCode.SERVER_UNAVAILABLE, "who it is could not be found out");
    }
  }

  /** Turns somebody away before it is asked who it is. */
  void turnAway(String clientId, Refusal refusal) throws Farewell {
    turnstile().check(clientId, address(), counters(), refusal::silently);
  }

  /** Turns a client away that is known. */
  void turnAway(Client client, Refusal refusal) throws Farewell {
    turnstile().check(client, address(), counters(), refusal::silently);
  }

  /** Turns a client away that may come in otherwise, and comes too fast. */
  void checkHurry(Client client, Refusal refusal) throws Farewell {
    turnstile().checkHurry(client, counters(), refusal::silently);
  }

  private Turnstile turnstile() {
    return surroundings.guard().turnstile();
  }

  /** The ban of a client that is known; null when there is none. */
  @Nullable Ban ban(Client client) {
    return turnstile().bans().find(client.clientId(), client.userName(), address());
  }

  /** How fast the client may send; null when it may in any way. */
  @Nullable Pace pace() {
    return turnstile().rates().pace(address());
  }

  private @Nullable InetAddress address() {
    InetSocketAddress socket = peer.address();
    return socket == null ? null : socket.getAddress();
  }

  private Counters counters() {
    return surroundings.core().counters();
  }

  /** The method that a client names; null when it is not on offer. */
  @Nullable AuthenticationMethod method(String name) {
    return surroundings.guard().method(surroundings.entrance(), name);
  }

  /** Begins an exchange with a client that comes in; it throws nothing. */
  Exchange begin(AuthenticationMethod method, Packet.Connect connect, String clientId) {
    String certified = certifiedName();
    String user = certified == null ? connect.userName() : certified;
    Login login = new Login(peer, clientId, user, connect.password());
    return checked(Caller.of(connect), () -> method.begin(login));
  }

  /** Begins an exchange with a client that is connected; it throws nothing. */
  Exchange beginAgain(AuthenticationMethod method, Client client) {
    return checked(
        new Caller(client.clientId(), client.userName()), () -> method.beginAgain(client));
  }

  private Exchange checked(Caller caller, Supplier<Exchange> beginning) {
    Step failed = Step.refused(ReasonCode.SERVER_UNAVAILABLE, "who it is could not be found out");
    try {
      Exchange exchange = beginning.get();
      return data -> {
        try {
          return exchange.next(data);
        } catch (Throwable fault) { // whatever it is
          surroundings.logbook().failed(caller, link.peer(), fault);
          return failed;
        }
      };
    } catch (Throwable fault) { // whatever it is
      surroundings.logbook().failed(caller, link.peer(), fault);
      return data -> failed;
    }
  }

  /**
   * Whom an exchange has accepted: where a certificate names the client, nobody with another name.
   */
  Authentication agreed(Authentication answer) {
    String certified = certifiedName();
    boolean other =
        certified != null
            && answer instanceof Authentication.Accepted accepted
            && !certified.equals(accepted.userName());
    return other
        ? new Authentication.Refused(
            ReasonCode.NOT_AUTHORIZED, "its certificate has another name than it has proved")
        : answer;
  }

  /** A client that was accepted, under the Client Identifier that it has from now on. */
  Client client(String own, Authentication.Accepted accepted, ClientLimits limits) {
    String assigned = limits.assignedClientId();
    String clientId = assigned == null ? own : assigned;
    return new Client(clientId, accepted.userName(), accepted.groups(), peer);
  }

  /** What a client may do that was accepted. */
  Known known(Client client, Authentication.Accepted accepted, Bounds bounds, @Nullable Will will) {
    Caller caller = new Caller(client.clientId(), accepted.userName());
    // Its session keeps this when the client is gone: it must not keep the link.
    Logbook logbook = surroundings.logbook();
    String place = link.peer();
    Permissions permissions =
        surroundings
            .guard()
            .of(client, accepted.rights(), fault -> logbook.failed(caller, place, fault));
    return new Known(
        client, permissions, words -> logbook.denied(caller, place, words), bounds, will);
  }
}
