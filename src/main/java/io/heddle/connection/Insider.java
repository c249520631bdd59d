package io.heddle.connection;

import io.heddle.api.Client;
import io.heddle.api.ClientInfo;
import io.heddle.api.ClientLimits;
import io.heddle.api.ConnectRequest;
import io.heddle.api.LocalClientOptions;
import io.heddle.api.LocalClientRefusedException;
import io.heddle.api.Login;
import io.heddle.api.Peer;
import io.heddle.api.Terms;
import io.heddle.api.Traffic;
import io.heddle.broker.Core;
import io.heddle.broker.Counters.Count;
import io.heddle.broker.Sessions;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Version;
import io.heddle.mqtt.Will;
import io.heddle.session.Outlet;
import io.heddle.session.WillReview;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A client in the program that embeds the broker: on what terms it is taken in and what it may do,
 * found out like that of others and in the same order, but for its proof: the program is trusted.
 * Safe for use by any thread.
 */
public final class Insider {
  private static final String PLACE = "this program";
  private static final int MOST = 65_535;

  private final Surroundings surroundings;
  private final Identification.Known known;
  private final ClientInfo info;
  private final Caller caller;
  private final Admittance admittance;
  private final Scrutiny scrutiny;
  private final Chronicle chronicle;

  private Insider(
      Surroundings surroundings, Identification.Known known, ClientInfo info, Caller caller) {
    this.surroundings = surroundings;
    this.known = known;
    this.info = info;
    this.caller = caller;
    this.chronicle = new Chronicle(known.client().peer(), surroundings);
    this.admittance = new Admittance(surroundings, known, chronicle);
    this.scrutiny =
        new Scrutiny(
            surroundings,
            known,
            admittance,
            new Consultation(surroundings, known.client(), true, null),
            chronicle);
  }

  /**
   * Finds out on what terms a client is taken in; interceptors may block meanwhile. Nothing that
   * others could notice has happened when this returns.
   *
   * @throws LocalClientRefusedException when it may not come in, of which observers are told
   */
  public static Insider admitted(Surroundings surroundings, LocalClientOptions options) {
    try {
      return admit(surroundings, options);
    } catch (Farewell no) {
      throw refused(surroundings, options, no.reason(), no.words());
    }
  }

  /** It is refused: tells observers, and answers how it is told itself. */
  public static LocalClientRefusedException refused(
      Surroundings surroundings, LocalClientOptions options, ReasonCode reason, String words) {
    Login login = new Login(Peer.inProcess(), options.clientId(), options.userName(), null);
    surroundings.core().witness().observers().refused(login, reason, words);
    return new LocalClientRefusedException(reason, words);
  }

  private static Insider admit(Surroundings surroundings, LocalClientOptions options)
      throws Farewell {
    Core core = surroundings.core();
    Client own = client(options, options.clientId());
    checkLength(surroundings, own.clientId());
    Turnstile turnstile = surroundings.guard().turnstile();
    turnstile.check(own.clientId(), null, core.counters(), Farewell::server);
    Terms terms =
        surroundings
            .guard()
            .doorkeeper()
            .agreed(
                request(own, options),
                new Terms(ClientLimits.NONE, options.will()),
                core.counters(),
                (reason, words, told) -> Farewell.server(Refusal.code(reason), words));
    ClientLimits limits = terms.limits();
    if (!core.clock().instant().isBefore(limits.until())) {
      throw Farewell.server(ReasonCode.NOT_AUTHORIZED, "its time has ended");
    }
    String assigned = limits.assignedClientId();
    Client client = assigned == null ? own : client(options, assigned);
    Insider insider = of(surroundings, client, limits, terms.will(), options.cleanStart());
    turnstile.check(client, null, core.counters(), Farewell::server);
    String forbidden = insider.known.forbidden(surroundings.guard().doorkeeper());
    if (forbidden != null) {
      core.counters().add(Count.CONNECTS_DENIED, 1);
      throw Farewell.server(ReasonCode.NOT_AUTHORIZED, forbidden);
    }
    turnstile.checkHurry(client, core.counters(), Farewell::server);
    return insider;
  }

  private static Insider of(
      Surroundings surroundings,
      Client client,
      ClientLimits limits,
      @Nullable Will named,
      boolean cleanStart)
      throws Farewell {
    Bounds bounds = Bounds.of(surroundings, limits);
    Will will = new LastWill(bounds, Farewell::server).checked(named);
    Caller caller = new Caller(client.clientId(), client.userName());
    Logbook logbook = surroundings.logbook();
    Permissions permissions =
        surroundings.guard().of(client, null, fault -> logbook.failed(caller, PLACE, fault));
    Identification.Known known =
        new Identification.Known(
            client, permissions, words -> logbook.denied(caller, PLACE, words), bounds, will);
    ClientInfo info =
        new ClientInfo(
            client,
            Version.MQTT_5_0,
            0,
            cleanStart,
            named,
            surroundings.clock().instant(),
            Traffic.NONE);
    return new Insider(surroundings, known, info, caller);
  }

  private static void checkLength(Surroundings surroundings, String clientId) throws Farewell {
    String tooLong = Dialect.MQTT_5_0.tooLong(clientId, surroundings.options());
    if (tooLong != null) {
      throw Farewell.server(ReasonCode.CLIENT_IDENTIFIER_NOT_VALID, tooLong);
    }
  }

  private static Client client(LocalClientOptions options, String clientId) {
    return new Client(clientId, options.userName(), options.groups(), Peer.inProcess());
  }

  /** What CONNECT would say. */
  private static ConnectRequest request(Client client, LocalClientOptions options) {
    Properties.Builder properties = Properties.builder();
    if (options.sessionExpiry() > 0) {
      properties.add(Property.SESSION_EXPIRY_INTERVAL, options.sessionExpiry());
    }
    if (options.receiveMaximum() < MOST) {
      properties.add(Property.RECEIVE_MAXIMUM, options.receiveMaximum());
    }
    return new ConnectRequest(
        client,
        Version.MQTT_5_0,
        options.cleanStart(),
        0,
        options.sessionExpiry(),
        properties.build());
  }

  /** Who it is. */
  public Client client() {
    return known.client();
  }

  /** What others may know of it when it is taken in. */
  public ClientInfo info() {
    return info;
  }

  /** It was taken in, and is sent nothing yet. Whoever is asked about it hears of that. */
  public void arrived(Sessions.Arrival arrival) {
    known.arrived(arrival);
  }

  /** What it gets. */
  public Bounds bounds() {
    return known.bounds();
  }

  /** Its Will as it is published; null for none. */
  public @Nullable Will will() {
    return known.will();
  }

  /** What it may publish and subscribe to. */
  public Admittance admittance() {
    return admittance;
  }

  /** What interceptors make of that. */
  public Scrutiny scrutiny() {
    return scrutiny;
  }

  /** What observers are told. */
  public Chronicle chronicle() {
    return chronicle;
  }

  /** Whether code that is not Heddle's runs when it publishes. */
  public boolean runsOthers() {
    return scrutiny.asksAboutMessages() || chronicle.watchesMessages() || admittance.asks();
  }

  /** Asks interceptors about its Will. */
  public WillReview review() {
    return LastWords.of(surroundings, known);
  }

  /** Ends it when its time is over. */
  public Validity watch(Outlet outlet) {
    return Validity.watch(surroundings.core(), outlet, bounds().limits().until(), Instant.MAX);
  }

  /**
   * Keeps it at its pace; null when it may have any.
   *
   * @param over whether it has ended, so that it need not wait
   */
  public @Nullable Pacer pacer(BooleanSupplier over) {
    Pace pace = surroundings.guard().turnstile().rates().pace(null);
    return pace == null ? null : new Pacer(pace, surroundings, caller, PLACE, over, () -> {});
  }
}
