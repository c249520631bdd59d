package io.heddle.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.broker.Core;
import io.heddle.broker.Machines;
import io.heddle.broker.SystemThreads;
import io.heddle.broker.SystemTimer;
import io.heddle.codec.Packet;
import io.heddle.config.Configuration;
import io.heddle.memory.MemoryLink;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Version;
import io.heddle.session.Until;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Packets;
import io.heddle.spec.SpecServer;
import io.heddle.spec.Stage;
import io.heddle.spec.Wire;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.event.Level;

/** Enhanced authentication with a method that does as its client says. */
@Timeout(30)
class EnhancedAuthenticationTest {
  @RegisterExtension final Stage stage = Stage.plain();

  private final ThreadFactory threads = Thread.ofVirtual().factory();
  private final RecordingLogger log = new RecordingLogger(Level.DEBUG);
  private final WordsMethod method = new WordsMethod();
  private SystemTimer timer;
  private SpecServer server;

  @BeforeEach
  void build() throws Exception {
    Configuration configuration =
        Configuration.of(
            Map.of("limits.close-timeout", "100ms", "limits.connect-timeout", "500ms"));
    timer = new SystemTimer(new SystemThreads());
    Core core = new Core(configuration.broker(), Machines.of(timer));
    Guard guard = new Guard(List.of(), List.of(method), List.of(), AccessOptions.USUAL);
    Surroundings surroundings =
        new Surroundings(
            core,
            new Buffers(1 << 20),
            new Logbook(log, core.machine()),
            guard,
            configuration.connection(),
            Entrance.of("NAME"));
    server =
        new SpecServer() {
          @Override
          public Wire connect() {
            MemoryLink link = new MemoryLink("test");
            threads.newThread(new Connection(link, surroundings)).start();
            return link.wire();
          }

          @Override
          public void close() {
            method.waits.countDown();
          }
        };
  }

  @AfterEach
  void stop() {
    server.close();
    timer.close();
  }

  private Login words(String data) {
    return Login.v5("c")
        .with(Property.AUTHENTICATION_METHOD, "WORDS")
        .with(Property.AUTHENTICATION_DATA, Bytes.utf8(data));
  }

  private static Packet.Auth auth(ReasonCode reason, String data) {
    return new Packet.Auth(
        reason,
        Properties.builder()
            .add(Property.AUTHENTICATION_METHOD, "WORDS")
            .add(Property.AUTHENTICATION_DATA, Bytes.utf8(data))
            .build());
  }

  private static Packet.Auth again(String data) {
    return auth(ReasonCode.RE_AUTHENTICATE, data);
  }

  private static Packet.Auth further(String data) {
    return auth(ReasonCode.CONTINUE_AUTHENTICATION, data);
  }

  private Client open() {
    return stage.openTo(server, Version.MQTT_5_0);
  }

  private Client connected(String user) {
    Client client = open();
    client.connect(words(user));
    return client;
  }

  private static void says(Properties properties, String data, boolean told) {
    assertEquals("WORDS", properties.string(Property.AUTHENTICATION_METHOD));
    assertEquals(Bytes.utf8(data), properties.bytes(Property.AUTHENTICATION_DATA));
    assertEquals(told ? "well" : null, properties.string(Property.REASON_STRING));
    assertEquals(told ? 1 : 0, properties.userProperties().size());
  }

  @Test
  void connackTellsWhatTheMethodTells() {
    Client client = open();
    says(client.connect(words("alice").credentials("x", "y")).properties(), "hello alice", true);
    assertEquals("x", method.login.userName());
    Until.so("the name is known", () -> log.lines.stream().anyMatch(l -> l.contains("\"alice\"")));
  }

  @Test
  void manySteps() {
    Client client = open();
    client.send(words("ask").packet());
    for (int i = 0; i < 5; i++) {
      Packet.Auth auth = client.expect(Packet.Auth.class);
      assertEquals(ReasonCode.CONTINUE_AUTHENTICATION, auth.reason());
      says(auth.properties(), "more", true);
      client.send(further(i < 4 ? "ask" : "alice"));
    }
    says(client.expectConnack().properties(), "hello alice", true);
  }

  @Test
  void whatIsToldIsLeftOutWhenItDoesNotFit() {
    Client client = open();
    // With what is told AUTH takes 33 and 40 bytes; CONNACK takes 38 without.
    client.send(words("ask").with(Property.MAXIMUM_PACKET_SIZE, 39).packet());
    says(client.expect(Packet.Auth.class).properties(), "more", true);
    client.send(further("alice"));
    says(client.expectConnack().properties(), "hello alice", false);
    client.send(again("ask"));
    says(client.expect(Packet.Auth.class).properties(), "more", true);
    client.send(further("alice"));
    says(client.expect(Packet.Auth.class).properties(), "hello alice", false);
  }

  /** [MQTT-3.1.2-29]: CONNACK and DISCONNECT alone may tell it. */
  @Test
  void whoWantsNoProblemInformationIsToldInConnackAlone() {
    Client client = open();
    client.send(words("ask").with(Property.REQUEST_PROBLEM_INFORMATION, 0).packet());
    says(client.expect(Packet.Auth.class).properties(), "more", false);
    client.send(further("alice"));
    says(client.expectConnack().properties(), "hello alice", true);
    client.send(again("ask"));
    says(client.expect(Packet.Auth.class).properties(), "more", false);
    client.send(further("alice"));
    says(client.expect(Packet.Auth.class).properties(), "hello alice", false);
  }

  @Test
  void aClientThatTakesTooSmallPacketsIsRefused() {
    for (int most : new int[] {18, 37}) {
      Client client = open();
      client.send(words("ask").with(Property.MAXIMUM_PACKET_SIZE, most).packet());
      if (most > 18) {
        client.expect(Packet.Auth.class);
        client.send(further("alice"));
      }
      client.expectRefused(ReasonCode.IMPLEMENTATION_SPECIFIC_ERROR);
    }
  }

  @Test
  void refusals() {
    Map<String, ReasonCode> reasons =
        Map.of(
            "refuse", ReasonCode.BANNED,
            "unknown", ReasonCode.NOT_AUTHORIZED,
            "fault", ReasonCode.SERVER_UNAVAILABLE);
    reasons.forEach((word, reason) -> {
      Client client = open();
      client.send(words(word).packet());
      Packet.Connack connack = client.expectRefused(reason);
      assertNull(connack.properties().string(Property.REASON_STRING));
      assertFalse(connack.properties().has(Property.AUTHENTICATION_DATA));
    });
    Until.so(
        "the fault is told", () -> log.lines.toString().contains("Somebody who was asked about"));
  }

  @Test
  void theConnectTimeoutCoversAll() {
    Client silent = open();
    silent.send(words("ask").packet());
    silent.expect(Packet.Auth.class);
    silent.expectClosed();
    Client waiting = open();
    waiting.send(words("wait").packet());
    waiting.expectClosed();
  }

  @Test
  void whoGoesBeforeTheEndIsGone() {
    Client client = open();
    client.send(words("ask").packet());
    client.expect(Packet.Auth.class);
    client.send(Packets.disconnect());
    client.expectClosed();
    Client other = open();
    other.send(words("ask").packet());
    other.expect(Packet.Auth.class);
    other.close();
    other.expectClosed();
  }

  @Test
  void authenticatingAgain() {
    Client client = connected("alice");
    client.send(again("alice"));
    Packet.Auth auth = client.expect(Packet.Auth.class);
    assertEquals(ReasonCode.SUCCESS, auth.reason());
    says(auth.properties(), "hello alice", true);
    client.send(again("ask"));
    client.expect(Packet.Auth.class);
    client.fence();
    client.send(further("alice"));
    assertEquals(ReasonCode.SUCCESS, client.expect(Packet.Auth.class).reason());
    client.expectNothingMore();
  }

  @Test
  void whoDoesNotFinishIsDisconnected() {
    Client client = connected("alice");
    client.send(again("ask"));
    client.expect(Packet.Auth.class);
    client.expectDisconnect(ReasonCode.NOT_AUTHORIZED);
    Until.so(
        "why is in the log",
        () -> log.lines.toString().contains("it began to authenticate again and did not finish"));
  }

  @Test
  void whatWasSentBeforeIsAnsweredWhileTheMethodWaits() {
    Client watcher = connected("bob");
    Client client = open();
    client.connect(
        Login.v5("d")
            .with(Property.AUTHENTICATION_METHOD, "WORDS")
            .with(Property.AUTHENTICATION_DATA, Bytes.utf8("alice")));
    client.subscribe("to/d", Packets.QOS_0);
    watcher.subscribe("t", Packets.QOS_0);
    client.send(Packets.publish("t", "x", Packets.QOS_1, 1), again("wait"));
    client.expect(Packets.puback(1));
    watcher.expectPublish("t", "x");
    watcher.publish("to/d", "y", Packets.QOS_0);
    client.expectPublish("to/d", "y");
    method.waits.countDown();
    assertEquals(ReasonCode.SUCCESS, client.expect(Packet.Auth.class).reason());
  }

  @Test
  void whoFailsAgainIsDisconnected() {
    for (String word : new String[] {"refuse", "unknown", "fault", "bob"}) {
      Client client = connected("alice");
      client.send(again(word));
      Packet.Disconnect end = client.expectDisconnect(ReasonCode.NOT_AUTHORIZED);
      assertTrue(end.properties().isEmpty(), end::toString);
    }
    Until.so(
        "why is in the log",
        () ->
            log.lines.toString().contains("it could not authenticate again: secret words")
                && log.lines.toString().contains("it is another user now"));
  }
}
