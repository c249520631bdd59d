package io.heddle.connection;

import io.heddle.api.Authentication;
import io.heddle.api.Client;
import io.heddle.api.Login;
import io.heddle.api.Peer;
import io.heddle.codec.Packet;
import io.heddle.mqtt.ReasonCode;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Finds out who a client is, and what it may do: between the check of its CONNECT and the search
 * for its session. It may take long, holds no lock, and is covered by the connect timeout. Belongs
 * to the connection's thread.
 */
record Identification(Link link, Surroundings surroundings) {

  /**
   * A client that somebody knows.
   *
   * @param denials takes the words about what it was denied, for the log
   */
  record Known(Client client, Permissions permissions, Consumer<String> denials) {}

  /**
   * Asks who a client is that shows its user name and password in CONNECT. Where its certificate
   * names it, that was proved already, and nothing else counts.
   *
   * @param clientId its own, or the one that it was assigned
   */
  Authentication authenticate(Packet.Connect connect, String clientId) {
    String certified = link.certifiedName();
    if (certified != null && surroundings.entrance().authentication()) {
      return new Authentication.Accepted(certified, Set.of());
    }
    Login login = new Login(peer(), clientId, connect.userName(), connect.password());
    try {
      return surroundings.guard().identify(surroundings.entrance(), login);
    } catch (RuntimeException fault) {
      surroundings.logbook().fault(Caller.of(connect), link.peer(), fault);
      return new Authentication.Refused(
          ReasonCode.SERVER_UNAVAILABLE, "who it is could not be found out");
    }
  }

  /** What a client may do that was accepted. */
  Known known(String clientId, Authentication.Accepted accepted) {
    Client client = new Client(clientId, accepted.userName(), accepted.groups(), peer());
    Caller caller = new Caller(clientId, accepted.userName());
    Guard guard = surroundings.guard();
    Permissions permissions =
        new Permissions(
            guard.of(client, accepted.rights()),
            guard.options().allowedByDefault(),
            fault -> surroundings.logbook().fault(caller, link.peer(), fault));
    return new Known(
        client, permissions, words -> surroundings.logbook().denied(caller, link.peer(), words));
  }

  /** Where the client comes from. */
  private Peer peer() {
    return new Peer(surroundings.entrance().listener(), link.address(), link.certificates());
  }
}
