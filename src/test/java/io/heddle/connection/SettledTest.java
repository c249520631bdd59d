package io.heddle.connection;

import static io.heddle.spec.Packets.QOS_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.api.Authentication;
import io.heddle.api.AuthenticationMethod;
import io.heddle.api.ClientAuthorizer;
import io.heddle.api.ClientLimits;
import io.heddle.api.Exchange;
import io.heddle.api.Peer;
import io.heddle.api.Step;
import io.heddle.api.Terms;
import io.heddle.api.Verdict;
import io.heddle.auth.acl.AclException;
import io.heddle.auth.acl.Permissions;
import io.heddle.broker.Core;
import io.heddle.broker.FakeTimer;
import io.heddle.broker.Machines;
import io.heddle.broker.World;
import io.heddle.codec.Packet;
import io.heddle.memory.MemoryLink;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Version;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Packets;
import io.heddle.spec.SpecServer;
import io.heddle.spec.Stage;
import io.heddle.spec.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.event.Level;

/** What an interceptor has settled holds for what the proof brought, and for later proofs. */
@Timeout(60)
class SettledTest {
  @RegisterExtension final Stage stage = Stage.plain();

  private final FakeTimer timer = new FakeTimer();
  private final Core core = new Core(World.options(), Machines.of(timer));
  private volatile Instant proofEnds = Instant.MAX;
  private volatile UnaryOperator<Terms> settle = terms -> terms;

  /** Everybody is "ann", may publish below the own Client Identifier, and is so until then. */
  private Authentication accepted(io.heddle.api.Client client) {
    try {
      ClientAuthorizer rights = Permissions.of("token", Map.of("pub", List.of("of/%c")), client);
      ClientLimits limits = ClientLimits.builder().until(proofEnds).build();
      return new Authentication.Accepted("ann", Set.of(), rights, limits);
    } catch (AclException e) {
      throw new AssertionError(e);
    }
  }

  private final AuthenticationMethod method =
      new AuthenticationMethod() {
        @Override
        public String name() {
          return "METHOD";
        }

        @Override
        public Exchange begin(io.heddle.api.Login login) {
          return done(new io.heddle.api.Client(login.clientId(), "ann", Set.of(), login.peer()));
        }

        @Override
        public Exchange beginAgain(io.heddle.api.Client client) {
          return done(client);
        }

        private Exchange done(io.heddle.api.Client client) {
          return data -> new Step.Done(accepted(client), Bytes.EMPTY);
        }
      };

  private final SpecServer server =
      new SpecServer() {
        @Override
        public Wire connect() {
          MemoryLink link = new MemoryLink("test");
          Thread.ofVirtual().start(new Connection(link, surroundings()));
          return link.wire();
        }

        @Override
        public void close() {}
      };

  private Surroundings surroundings() {
    Doorkeeper doorkeeper =
        new Doorkeeper(
            peer -> Verdict.<Peer>allow(), (request, terms) -> Verdict.change(settle.apply(terms)));
    Guard guard =
        new Guard(
            List.of(), List.of(method), List.of(), AccessOptions.USUAL, Turnstile.NONE, doorkeeper);
    return new Surroundings(
        core,
        new Buffers(1 << 20),
        new Logbook(new RecordingLogger(Level.DEBUG), core.machine()),
        guard,
        Desk.options(),
        Entrance.of("tcp"));
  }

  private Client connected() {
    Client client = stage.openTo(server, Version.MQTT_5_0);
    client.connect(
        Login.v5("own")
            .with(Property.AUTHENTICATION_METHOD, "METHOD")
            .with(Property.AUTHENTICATION_DATA, Bytes.EMPTY));
    return client;
  }

  private Instant in(long seconds) {
    return timer.instant().plus(Duration.ofSeconds(seconds));
  }

  private void settlesEnd(Instant end) {
    settle = terms -> terms.limits(ClientLimits.builder().until(end).build());
  }

  private static void provesAgain(Client client) {
    client.send(
        new Packet.Auth(
            ReasonCode.RE_AUTHENTICATE,
            Properties.builder().add(Property.AUTHENTICATION_METHOD, "METHOD").build()));
    assertEquals(ReasonCode.SUCCESS, client.expect(Packet.Auth.class).reason());
  }

  private void isThereUntil(Client client, long seconds) {
    timer.advance(Duration.ofSeconds(seconds - 1));
    client.fence();
    timer.advance(Duration.ofSeconds(2));
    client.expectDisconnect(ReasonCode.MAXIMUM_CONNECT_TIME);
  }

  @Test
  void aProofWithoutEndDoesNotLiftTheEndThatWasSettled() {
    settlesEnd(in(10));
    Client client = connected();
    provesAgain(client);
    isThereUntil(client, 10);
  }

  @Test
  void norDoesALaterOne() {
    proofEnds = in(30);
    settlesEnd(in(10));
    Client client = connected();
    proofEnds = in(60);
    provesAgain(client);
    isThereUntil(client, 10);
  }

  @Test
  void anEarlierOneCounts() {
    settlesEnd(in(10));
    Client client = connected();
    proofEnds = in(5);
    provesAgain(client);
    isThereUntil(client, 5);
  }

  @Test
  void theEndOfAProofIsNoEndThatWasSettled() {
    proofEnds = in(10);
    Client client = connected();
    proofEnds = in(20);
    provesAgain(client);
    isThereUntil(client, 20);
  }

  private static ReasonCode published(Client client, String topic) {
    client.send(Packets.publish(topic, "x", QOS_1, client.id()));
    return client.expect(Packet.Puback.class).reason();
  }

  @Test
  void rightsAreAboutTheIdentifierThatWasAssigned() {
    settle = terms -> terms.limits(ClientLimits.builder().assignedClientId("given").build());
    Client client = connected();
    assertEquals(ReasonCode.NO_MATCHING_SUBSCRIBERS, published(client, "of/given"));
    assertEquals(ReasonCode.NOT_AUTHORIZED, published(client, "of/own"));
  }
}
