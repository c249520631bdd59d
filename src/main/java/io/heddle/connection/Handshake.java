package io.heddle.connection;

import io.heddle.api.Authentication;
import io.heddle.api.AuthenticationMethod;
import io.heddle.api.Client;
import io.heddle.api.ClientInfo;
import io.heddle.api.ClientLimits;
import io.heddle.api.ConnectRequest;
import io.heddle.api.Durability;
import io.heddle.api.Step;
import io.heddle.api.Terms;
import io.heddle.broker.Core;
import io.heddle.broker.Counters.Count;
import io.heddle.broker.Sessions;
import io.heddle.codec.Packet;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Will;
import io.heddle.session.Attachment;
import io.heddle.session.Shuttle;
import io.heddle.session.Visit;
import java.time.Instant;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * From CONNECT to CONNACK: takes a client in, or tells it why not. Belongs to the connection's
 * thread; used once.
 */
final class Handshake {
  private final Core core;
  private final ConnectionOptions options;
  private final Entrance entrance;
  private final Outbox outbox;
  private final Packet.Connect connect;
  private final Dialect dialect;
  private Welcome welcome;
  private final Identification identification;
  private final Refusal refusal;

  /** The Will as it is called by the client. */
  private @Nullable Will named;

  private @Nullable AuthenticationMethod method;

  /** When an interceptor wants the connection to end; a later proof does not change that. */
  private Instant latest = Instant.MAX;

  Handshake(Identification identification, Outbox outbox, Packet.Connect connect) {
    Surroundings surroundings = identification.surroundings();
    this.core = surroundings.core();
    this.options = surroundings.options();
    this.entrance = surroundings.entrance();
    this.outbox = outbox;
    this.connect = connect;
    this.dialect = Dialect.of(connect.version());
    this.welcome = new Welcome(connect, dialect, surroundings);
    this.refusal = new Refusal(connect, outbox);
    this.identification = identification;
  }

  /**
   * A client that was taken in.
   *
   * @param asksToLast whether its session is to outlive the connection, by what it asked for and
   *     not by what it was given
   * @param method of enhanced authentication; null when it named none
   * @param latest when the connection ends, whatever it proves later
   * @param info what others may know of it
   */
  record Accepted(
      Attachment attachment,
      Dialect dialect,
      boolean asksToLast,
      Identification.Known known,
      @Nullable AuthenticationMethod method,
      Instant latest,
      ClientInfo info) {

    /** What asks interceptors about this client, on the thread that this shuttle belongs to. */
    Scrutiny scrutiny(Surroundings surroundings, Admittance admittance, Shuttle shuttle) {
      return new Scrutiny(
          surroundings,
          known,
          admittance,
          new Consultation(surroundings, known.client(), dialect.tellsOffer(), shuttle),
          attachment.session().drops());
    }
  }

  /**
   * Checks CONNECT and finds out who the client is, which may take long. Nothing that others could
   * notice has happened when this returns.
   *
   * @param inbox where its AUTH packets come from
   */
  Identification.Known identify(Inbox inbox) throws Farewell {
    checkVersion();
    String clientId = clientId();
    new LastWill(welcome.bounds(), refusal::aloud).checked(connect.will());
    checkRoomForConnack(clientId);
    identification.turnAway(clientId, refusal);
    return switch (authenticate(inbox, clientId)) {
      case Authentication.Accepted accepted -> admit(settled(clientId, accepted));
      case Authentication.Refused(ReasonCode reason, String words, Properties told) -> {
        core.counters().add(Count.LOGINS_REFUSED, 1);
        throw refusal.telling(reason, words, told);
      }
      case Authentication.Unknown unknown ->
          throw refusal.silently(ReasonCode.NOT_AUTHORIZED, "nobody knows it");
    };
  }

  private Authentication authenticate(Inbox inbox, String clientId) throws Farewell {
    String name = connect.properties().string(Property.AUTHENTICATION_METHOD);
    if (name == null) {
      return identification.authenticate(connect, clientId);
    }
    AuthenticationMethod found = identification.method(name);
    if (found == null) {
      // [MQTT-4.12.0-1]
      throw refusal.aloud(ReasonCode.BAD_AUTHENTICATION_METHOD, "no such authentication method");
    }
    method = found;
    Step.Done done =
        new EnhancedLogin(name, welcome, inbox, outbox)
            .done(connect, identification.begin(found, connect, clientId));
    Authentication answer = identification.agreed(done.answer());
    if (answer instanceof Authentication.Accepted) {
      Properties proof = AuthProperties.of(name, done.data(), done.told());
      welcome = welcome.proven(proof);
      checkRoomForConnack(clientId);
    }
    return answer;
  }

  /**
   * A client that was accepted, on the terms on which interceptors take it in.
   *
   * @param own the Client Identifier that it has so far
   */
  private Identification.Known settled(String own, Authentication.Accepted accepted)
      throws Farewell {
    ClientLimits proven = accepted.limits();
    Terms terms =
        agreed(identification.client(own, accepted, proven), new Terms(proven, connect.will()));
    ClientLimits limits = terms.limits();
    latest = limits.until().equals(proven.until()) ? Instant.MAX : limits.until();
    if (!core.clock().instant().isBefore(limits.until())) {
      throw refusal.silently(ReasonCode.NOT_AUTHORIZED, "its proof has ended");
    }
    Bounds bounds = Bounds.of(identification.surroundings(), limits);
    Client client = identification.client(own, accepted, limits);
    welcome = welcome.within(bounds);
    checkRoomForConnack(client.clientId());
    named = terms.will();
    Will will = new LastWill(bounds, refusal::aloud).checked(named);
    return identification.known(client, accepted, bounds, will);
  }

  private Terms agreed(Client client, Terms terms) throws Farewell {
    Doorkeeper doorkeeper = identification.surroundings().guard().doorkeeper();
    return doorkeeper.isOpen()
        ? terms
        : doorkeeper.agreed(request(client), terms, core.counters(), refusal::telling);
  }

  private ConnectRequest request(Client client) {
    return new ConnectRequest(
        client,
        connect.version(),
        connect.cleanStart(),
        connect.keepAlive(),
        dialect.sessionExpiry(connect),
        connect.properties().without(Property.AUTHENTICATION_DATA));
  }

  /** Whether a client that is known may come in, and leave its Will. */
  private Identification.Known admit(Identification.Known known) throws Farewell {
    identification.turnAway(known.client(), refusal);
    outbox.chronicle.authenticated(known.client());
    String forbidden = known.forbidden(identification.surroundings().guard().doorkeeper());
    if (forbidden != null) {
      core.counters().add(Count.CONNECTS_DENIED, 1);
      throw refusal.silently(ReasonCode.NOT_AUTHORIZED, forbidden);
    }
    identification.checkHurry(known.client(), refusal);
    return known;
  }

  /** Takes the client in and sends CONNACK, the messages of its session after it. */
  Accepted accept(Identification.Known known, Shuttle shuttle) throws Farewell {
    String clientId = known.client().clientId();
    int receiveMaximum =
        Math.toIntExact(
            Math.min(
                connect.properties().number(Property.RECEIVE_MAXIMUM, 65_535),
                known.bounds().limits().inflightMax()));
    Visit visit =
        new Visit(
            outbox,
            welcome.sessionExpiry(),
            receiveMaximum,
            known.will(),
            LastWords.of(identification.surroundings(), known),
            known.permissions().reading(),
            known.bounds().durability() != Durability.NONE);
    outbox.writer.assure(known.bounds().assurance(core.store()));
    outbox.entitle(Rights.of(identification.surroundings(), known));
    Sessions.Arrival arrival =
        core.sessions().arrive(clientId, connect.cleanStart(), known.client().userName(), visit);
    if (arrival == null) {
      throw refusal.aloud(ReasonCode.QUOTA_EXCEEDED, "there are as many sessions as may be");
    }
    Attachment attachment = arrival.attachment();
    try {
      known.arrived(arrival);
      ClientInfo info = outbox.chronicle.takenIn(welcome.info(known.client(), named), arrival);
      open(arrival, clientId, shuttle);
      boolean asksToLast = dialect.sessionExpiry(connect) > 0;
      return new Accepted(attachment, dialect, asksToLast, known, method, latest, info);
    } catch (RuntimeException | Error fault) {
      core.sessions().leave(attachment, true);
      throw fault;
    }
  }

  private void open(Sessions.Arrival arrival, String clientId, Shuttle shuttle) {
    Attachment attachment = arrival.attachment();
    attachment.leaveMark(shuttle);
    outbox.open(
        welcome.connack(arrival.present(), clientId),
        welcome.recipient(),
        shuttle,
        () -> drained(attachment));
    attachment.resume(shuttle);
  }

  private void drained(Attachment attachment) {
    Shuttle shuttle = new Shuttle(core.clock().millis());
    attachment.drained(shuttle);
    shuttle.flush();
  }

  /**
   * A client that cannot be told that it is accepted is not, before anything of its session
   * changes: no other packet may come first {@code [MQTT-3.2.0-1]}.
   */
  private void checkRoomForConnack(String clientId) throws Farewell {
    if (!welcome.canBeSaid(clientId)) {
      throw refusal.aloud(
          ReasonCode.IMPLEMENTATION_SPECIFIC_ERROR, "CONNACK is larger than the packets it takes");
    }
  }

  /** A version that this listener does not speak {@code [MQTT-3.1.2-2]}. */
  private void checkVersion() throws Farewell {
    if (!entrance.versions().contains(connect.version())) {
      throw refusal.aloud(
          ReasonCode.UNSUPPORTED_PROTOCOL_VERSION,
          "MQTT " + connect.version() + " is not spoken at this listener");
    }
  }

  private String clientId() throws Farewell {
    String wanted = connect.clientId();
    if (wanted.isEmpty()) {
      if (!dialect.assignsClientId(connect.cleanStart())) {
        throw refusal.aloud(
            ReasonCode.CLIENT_IDENTIFIER_NOT_VALID, "a Client Identifier is needed");
      }
      return assigned(core.machine().random());
    }
    String tooLong = dialect.tooLong(wanted, options);
    if (tooLong != null) {
      throw refusal.aloud(ReasonCode.CLIENT_IDENTIFIER_NOT_VALID, tooLong);
    }
    return wanted;
  }

  /** 128 random bits: nobody guesses the identifier of a session that is not his. */
  private static String assigned(RandomGenerator random) {
    HexFormat hex = HexFormat.of();
    return "auto-" + hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
  }
}
