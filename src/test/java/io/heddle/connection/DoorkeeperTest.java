package io.heddle.connection;

import static io.heddle.spec.Packets.QOS_0;
import static io.heddle.spec.Packets.QOS_2;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.api.Authentication;
import io.heddle.api.AuthenticationMethod;
import io.heddle.api.ClientLimits;
import io.heddle.api.ConnectRequest;
import io.heddle.api.Exchange;
import io.heddle.api.Peer;
import io.heddle.api.Step;
import io.heddle.api.Terms;
import io.heddle.api.Verdict;
import io.heddle.broker.Core;
import io.heddle.broker.Counters.Count;
import io.heddle.broker.Machines;
import io.heddle.broker.SystemThreads;
import io.heddle.broker.SystemTimer;
import io.heddle.broker.World;
import io.heddle.codec.Packet;
import io.heddle.memory.MemoryLink;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.TopicName;
import io.heddle.mqtt.Version;
import io.heddle.mqtt.Will;
import io.heddle.session.Until;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.SpecServer;
import io.heddle.spec.Stage;
import io.heddle.spec.Wire;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.event.Level;

/** What interceptors say of those who come, and of their terms. */
@Timeout(60)
class DoorkeeperTest {
  @RegisterExtension final Stage stage = Stage.plain();

  private final RecordingLogger log = new RecordingLogger(Level.DEBUG);
  private final SystemTimer timer = new SystemTimer(new SystemThreads());
  private final List<io.heddle.api.Login> logins = new CopyOnWriteArrayList<>();
  private final List<ConnectRequest> requests = new CopyOnWriteArrayList<>();
  private final Core core = new Core(World.options(), Machines.of(timer));
  private volatile Function<Peer, Verdict<Peer>> connection = peer -> Verdict.allow();
  private volatile BiFunction<ConnectRequest, Terms, Verdict<Terms>> connect =
      (request, terms) -> Verdict.allow();

  /** Takes the data for the milliseconds that the proof holds from now on. */
  private static final class Hours implements AuthenticationMethod {
    @Override
    public String name() {
      return "HOURS";
    }

    @Override
    public Exchange begin(io.heddle.api.Login login) {
      return data -> accepted(data);
    }

    @Override
    public Exchange beginAgain(io.heddle.api.Client client) {
      return data -> accepted(data);
    }

    private static Step accepted(Bytes data) {
      return new Step.Done(
          new Authentication.Accepted("ann", Set.of(), null, until(data)), Bytes.EMPTY);
    }

    private static ClientLimits until(Bytes data) {
      Instant end = Instant.now().plusMillis(Integer.parseInt(data.text()));
      return ClientLimits.builder().until(end).build();
    }
  }

  private SpecServer server() {
    Guard guard =
        new Guard(
            List.of(login -> {
              logins.add(login);
              return new Authentication.Accepted("ann", Set.of());
            }),
            List.of(new Hours()),
            List.of(),
            AccessOptions.USUAL,
            Turnstile.NONE,
            new Doorkeeper(
                peer -> connection.apply(peer),
                (request, terms) -> {
                  requests.add(request);
                  return connect.apply(request, terms);
                }));
    Surroundings surroundings =
        new Surroundings(
            core,
            new Buffers(1 << 20),
            new Logbook(log, core.machine()),
            guard,
            Desk.options(),
            Entrance.of("NAME"));
    return new SpecServer() {
      @Override
      public Wire connect() {
        MemoryLink link = new MemoryLink("test");
        Thread.ofVirtual().start(new Connection(link, surroundings));
        return link.wire();
      }

      @Override
      public void close() {}
    };
  }

  @AfterEach
  void stop() {
    timer.close();
  }

  private Client open(Version version) {
    return stage.openTo(server(), version);
  }

  private void closedUnheard() {
    for (Version version : List.of(Version.MQTT_3_1_1, Version.MQTT_5_0)) {
      Client client = open(version);
      client.send(Login.of(version, "c").packet());
      client.expectClosed();
    }
    assertEquals(List.of(), logins);
    Until.so(
        "the log has the words",
        () -> log.lines.stream().anyMatch(line -> line.endsWith("it may not come in: not you")));
    assertEquals(2, core.counters().get(Count.CONNECTS_DENIED));
  }

  @Test
  void whoIsDeniedAtTheDoorHearsNothing() {
    connection = peer -> Verdict.deny(ReasonCode.BANNED, "not you");
    closedUnheard();
  }

  @Test
  void whoIsDroppedAtTheDoorHearsNothing() {
    connection = peer -> Verdict.drop("not you");
    closedUnheard();
  }

  @Test
  void itIsTakenForSomebodyElse() {
    Peer other =
        new Peer(
            "other", new InetSocketAddress(InetAddress.ofLiteral("203.0.113.7"), 9), List.of());
    connection =
        peer -> {
          assertEquals("NAME", peer.listener());
          return Verdict.change(other);
        };
    open(Version.MQTT_5_0).connect(Login.v5("c"));
    assertEquals(other, logins.getFirst().peer());
    assertEquals(other, requests.getFirst().client().peer());
  }

  @Test
  void whatIsAskedAboutTerms() {
    open(Version.MQTT_5_0)
        .connect(
            Login.v5("c")
                .keepAlive(30)
                .sessionExpiry(9)
                .with(Property.AUTHENTICATION_METHOD, "HOURS")
                .with(Property.AUTHENTICATION_DATA, Bytes.utf8("60000")));
    ConnectRequest asked = requests.getFirst();
    assertEquals("c", asked.client().clientId());
    assertEquals("ann", asked.client().userName());
    assertEquals(Version.MQTT_5_0, asked.version());
    assertTrue(asked.cleanStart());
    assertEquals(30, asked.keepAlive());
    assertEquals(9, asked.sessionExpiry());
    assertFalse(asked.properties().has(Property.AUTHENTICATION_DATA));
    assertEquals("HOURS", asked.properties().string(Property.AUTHENTICATION_METHOD));
    open(Version.MQTT_3_1_1).connect(Login.v311("d").resume());
    assertEquals(0xFFFF_FFFFL, requests.get(1).sessionExpiry());
  }

  @Test
  void otherLimitsAndAnotherWill() {
    Client watcher = open(Version.MQTT_5_0);
    watcher.connect(Login.v5("watcher"));
    watcher.subscribe("#", QOS_0);
    Will other = new Will(TopicName.of("will"), Bytes.utf8("b"), QOS_0, false, Properties.NONE, 0);
    ClientLimits limits =
        ClientLimits.builder().maximumQos(QOS_0).mountPoint("m/").assignedClientId("given").build();
    connect =
        (request, terms) -> {
          assertEquals("a", terms.will().payload().text());
          assertEquals(ClientLimits.NONE, terms.limits());
          return Verdict.change(terms.will(other).limits(limits));
        };
    Client client = open(Version.MQTT_5_0);
    Properties told =
        client.connect(Login.v5("c").keepAlive(9).will("will", "a", QOS_2)).properties();
    assertEquals(0, told.number(Property.MAXIMUM_QOS, -1));
    assertEquals("given", told.string(Property.ASSIGNED_CLIENT_IDENTIFIER));
    client.vanish();
    watcher.expectPublish("m/will", "b");
    connect = (request, terms) -> Verdict.change(terms.will(null));
    Client without = open(Version.MQTT_5_0);
    without.connect(Login.v5("c").will("will", "a", QOS_0));
    without.vanish();
    Until.so("it is gone", () -> core.sessions().find("c") == null);
    watcher.expectNothingMore();
  }

  @Test
  void aChangedWillIsChecked() {
    Will sys = new Will(TopicName.of("$SYS/a"), Bytes.EMPTY, QOS_0, false, Properties.NONE, 0);
    connect = (request, terms) -> Verdict.change(terms.will(sys));
    Client client = open(Version.MQTT_5_0);
    client.send(Login.v5("c").packet());
    client.expectRefused(ReasonCode.NOT_AUTHORIZED);
  }

  @Test
  void deniedWithWhatTheInterceptorTells() {
    Properties told =
        Properties.builder()
            .add(Property.REASON_STRING, "go there")
            .add(Property.SERVER_REFERENCE, "b.example")
            .build();
    connect = (request, terms) -> new Verdict.Deny<>(ReasonCode.SERVER_MOVED, "full", told);
    Client client = open(Version.MQTT_5_0);
    client.send(Login.v5("c").packet());
    assertEquals(told, client.expectRefused(ReasonCode.SERVER_MOVED).properties());
    Client old = open(Version.MQTT_3_1_1);
    old.send(Login.v311("c").packet());
    old.expectRefused(ReasonCode.SERVER_UNAVAILABLE);
    assertNull(core.sessions().find("c"));
    assertEquals(2, core.counters().get(Count.CONNECTS_DENIED));
  }

  @Test
  void droppedWithoutAWord() {
    connect = (request, terms) -> Verdict.drop("not now");
    Client client = open(Version.MQTT_5_0);
    client.send(Login.v5("c").packet());
    client.expectClosed();
    assertNull(core.sessions().find("c"));
  }

  private static Packet.Auth again(String data) {
    return new Packet.Auth(
        ReasonCode.RE_AUTHENTICATE,
        Properties.builder()
            .add(Property.AUTHENTICATION_METHOD, "HOURS")
            .add(Property.AUTHENTICATION_DATA, Bytes.utf8(data))
            .build());
  }

  @Test
  void whoAuthenticatesAgainStays() {
    Client client = open(Version.MQTT_5_0);
    Instant first = Instant.now().plusMillis(1500);
    client.connect(
        Login.v5("c")
            .with(Property.AUTHENTICATION_METHOD, "HOURS")
            .with(Property.AUTHENTICATION_DATA, Bytes.utf8("1500")));
    client.send(again("3000"));
    assertEquals(ReasonCode.SUCCESS, client.expect(Packet.Auth.class).reason());
    client.expectDisconnect(ReasonCode.MAXIMUM_CONNECT_TIME);
    assertTrue(Instant.now().isAfter(first.plusMillis(1000)), "it had more time");
  }
}
