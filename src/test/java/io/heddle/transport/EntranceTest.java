package io.heddle.transport;

import static io.heddle.spec.Packets.QOS_0;
import static io.heddle.spec.Packets.QOS_1;
import static io.heddle.spec.Packets.QOS_2;
import static io.heddle.spec.Packets.properties;
import static io.heddle.spec.Packets.publish;
import static io.heddle.spec.Packets.subscribe;
import static io.heddle.spec.Packets.to;
import static io.heddle.spec.Packets.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Broker;
import io.heddle.Heddle;
import io.heddle.codec.Packet;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Version;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.SocketWire;
import io.heddle.spec.SpecServer;
import io.heddle.spec.Stage;
import io.heddle.spec.Wire;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a listener asks of its clients: three on one broker, two of them with a mount point. */
@Timeout(60)
class EntranceTest {
  private static final Broker BROKER =
      Heddle.start(
          Map.ofEntries(
              Map.entry("listener.a.transport", "tcp"),
              Map.entry("listener.a.port", "0"),
              Map.entry("listener.a.mount-point", "tenants/a/"),
              Map.entry("listener.b.transport", "tcp"),
              Map.entry("listener.b.port", "0"),
              Map.entry("listener.b.mount-point", "tenants/b/"),
              Map.entry("listener.c.transport", "tcp"),
              Map.entry("listener.c.port", "0"),
              Map.entry("listener.old.transport", "tcp"),
              Map.entry("listener.old.port", "0"),
              Map.entry("listener.old.versions", "3.1.1"),
              Map.entry("listener.small.transport", "tcp"),
              Map.entry("listener.small.port", "0"),
              Map.entry("listener.small.packet-size", "1000"),
              Map.entry("limits.topic-length", "60")));

  private static final SpecServer A = listener(0);
  private static final SpecServer B = listener(1);
  private static final SpecServer ALL = listener(2);
  private static final SpecServer OLD = listener(3);
  private static final SpecServer SMALL = listener(4);

  @RegisterExtension final Stage stage = Stage.plain();

  private static SpecServer listener(int index) {
    int port = BROKER.endpoints().get(index).getPort();
    return new SpecServer() {
      @Override
      public Wire connect() {
        return new SocketWire(port);
      }

      @Override
      public void close() {}
    };
  }

  @AfterAll
  static void stop() {
    BROKER.close();
  }

  private Client come(SpecServer server, String name) {
    return stage.connectTo(server, Login.v5(stage.name(name)));
  }

  @Test
  void tenantsDoNotSeeEachOther() {
    Client a = come(A, "a");
    Client b = come(B, "b");
    Client all = come(ALL, "all");
    a.subscribe("#", QOS_1);
    b.subscribe("#", QOS_1);
    all.subscribe("tenants/#", QOS_1);
    a.publish("x/y", "from a", QOS_1);
    a.receive("x/y", QOS_1, "from a");
    all.receive("tenants/a/x/y", QOS_1, "from a");
    all.publish("tenants/b/z", "to b", QOS_1);
    all.receive("tenants/b/z", QOS_1, "to b");
    b.receive("z", QOS_1, "to b");
    a.expectNothingMore();
    b.expectNothingMore();
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void everyVersionAndLevel(Version version) {
    Client a = stage.connectTo(A, Login.of(version, stage.name("c")));
    a.subscribe("+/t", QOS_2);
    a.publish("v/t", "zero", QOS_0);
    a.receive("v/t", QOS_0, "zero");
    a.publish("v/t", "one", QOS_1);
    a.receive("v/t", QOS_1, "one");
    a.publish("v/t", "two", QOS_2);
    a.receive("v/t", QOS_2, "two");
    a.unsubscribe("+/t");
    a.publish("v/t", "nobody", QOS_1);
    a.expectNothingMore();
  }

  @Test
  void retainedMessagesAndResponseTopics() {
    Client all = come(ALL, "all");
    all.publish(
        io.heddle.spec.Packets.retained(
            with(
                publish("tenants/a/kept", "r", QOS_1, all.id()),
                properties().add(Property.RESPONSE_TOPIC, "answers/here"))));
    Client a = come(A, "a");
    a.subscribe("kept", QOS_1);
    Packet.Publish kept = a.expectPublish("kept", "r");
    assertEquals("answers/here", kept.properties().string(Property.RESPONSE_TOPIC));
    a.acknowledge(kept);
    a.retain("kept", "", QOS_1);
    Client later = come(ALL, "later");
    later.subscribe("tenants/a/kept", QOS_0);
    later.expectNothingMore();
  }

  @Test
  void willsGoBelowTheMountPoint() {
    Client b = come(B, "b");
    b.subscribe("last", QOS_0);
    Client a = come(A, "a");
    a.subscribe("last", QOS_0);
    stage.connectTo(A, Login.v5(stage.name("w")).will("last", "will", QOS_0)).vanish();
    a.expectPublish("last", "will");
    b.expectNothingMore();
  }

  @Test
  void sharedSubscriptionsKeepTheirGroup() {
    Client one = come(A, "one");
    Client other = come(B, "other");
    one.subscribe("$share/g/job", QOS_1);
    other.subscribe("$share/g/job", QOS_1);
    Client all = come(ALL, "all");
    for (int i = 0; i < 4; i++) {
      all.publish("tenants/a/job", "a" + i, QOS_1);
    }
    one.receive("job", QOS_1, "a0", "a1", "a2", "a3");
    other.expectNothingMore();
    one.unsubscribe("$share/g/job");
  }

  /** What is below $SYS is the broker's, and not below any mount point. */
  @Test
  void sysTopicsAreOutside() {
    Client a = come(A, "a");
    a.subscribe("$SYS/#", QOS_0);
    a.expectNothingMore();
    a.publish("$SYS/mine", "m", QOS_1);
    a.receive("$SYS/mine", QOS_0, "m");
  }

  @Test
  void theParentLevelIsOutside() {
    Client a = come(A, "a");
    a.subscribe("#", QOS_1);
    Client all = come(ALL, "all");
    all.publish("tenants/a", "parent", QOS_1);
    all.publish("tenants/a/", "empty", QOS_1);
    a.expectNothingMore();
  }

  /** A client's own session goes with it; what it is not to see at another listener is dropped. */
  @Test
  void aSessionThatMovesToAnotherListener() {
    Login login = Login.v5(stage.name("mover")).sessionExpiry(60);
    Client at = stage.connectTo(A, login);
    at.subscribe("t", QOS_1);
    at.disconnect();
    come(ALL, "all").publish("tenants/a/t", "lost", QOS_1);
    Client moved = stage.connectTo(B, Login.v5(stage.name("mover")).resume());
    moved.expectNothingMore();
  }

  @Test
  void topicAliasesAreOfTheShortName() {
    Client a =
        stage.connectTo(A, Login.v5(stage.name("alias")).with(Property.TOPIC_ALIAS_MAXIMUM, 5));
    a.subscribe("al/#", QOS_0);
    Client all = come(ALL, "all");
    all.publish("tenants/a/al/x", "1", QOS_0);
    Packet.Publish first = a.expect(Packet.Publish.class);
    assertEquals("al/x", String.valueOf(first.topic()));
    all.publish("tenants/a/al/x", "2", QOS_0);
    Packet.Publish second = a.expect(Packet.Publish.class);
    assertEquals(
        first.properties().number(Property.TOPIC_ALIAS, 0),
        second.properties().number(Property.TOPIC_ALIAS, -1));
  }

  @Test
  void theWholeTopicCountsForItsLimit() {
    Client a = come(A, "a");
    String fits = "x".repeat(50);
    a.send(subscribe(1, to(fits, QOS_0), to(fits + "y", QOS_0)));
    assertEquals(
        List.of(ReasonCode.SUCCESS, ReasonCode.TOPIC_FILTER_INVALID),
        a.expect(Packet.Suback.class).reasons());
    a.send(publish(fits + "y", "p", QOS_1, 2));
    assertEquals(ReasonCode.TOPIC_NAME_INVALID, a.expect(Packet.Puback.class).reason());
    stage.openTo(A, Version.MQTT_5_0).send(Login.v5("w").will(fits + "y", "", QOS_0).packet());
  }

  @Test
  void aTopicThatIsTooLongForMqtt() {
    Client a = come(A, "a");
    String longest = "x".repeat(65_535);
    a.send(subscribe(1, to(longest, QOS_0)));
    assertEquals(List.of(ReasonCode.TOPIC_FILTER_INVALID), a.expect(Packet.Suback.class).reasons());
    a.send(publish(longest, "p", QOS_1, 2));
    assertEquals(ReasonCode.TOPIC_NAME_INVALID, a.expect(Packet.Puback.class).reason());
    a.send(io.heddle.spec.Packets.unsubscribe(3, longest));
    assertEquals(
        List.of(ReasonCode.NO_SUBSCRIPTION_EXISTED), a.expect(Packet.Unsuback.class).reasons());
  }

  @Test
  @Tag("5.0/MQTT-3.1.2-2")
  @Tag("3.1.1/MQTT-3.1.2-2")
  void aVersionThatIsNotSpokenHere() {
    stage.connectTo(OLD, Login.v311(stage.name("old"))).disconnect();
    Client newer = stage.openTo(OLD, Version.MQTT_5_0);
    newer.send(Login.v5("new").packet());
    newer.expectRefused(ReasonCode.UNSUPPORTED_PROTOCOL_VERSION);
    Client older = stage.openTo(OLD, Version.MQTT_3_1);
    older.send(Login.of(Version.MQTT_3_1, "older").packet());
    older.expectRaw("20 02 00 01");
    older.expectClosed();
  }

  @Test
  void aSmallerPacketSizeIsToldAndHeld() {
    Client small = stage.openTo(SMALL, Version.MQTT_5_0);
    Packet.Connack connack = small.connect(Login.v5(stage.name("small")));
    assertEquals(1000, connack.properties().number(Property.MAXIMUM_PACKET_SIZE, 0));
    small.send(publish("t", "x".repeat(1000), QOS_0, 0));
    small.expectDisconnect(ReasonCode.PACKET_TOO_LARGE);
    Client common = stage.openTo(ALL, Version.MQTT_5_0);
    assertTrue(
        common
                .connect(Login.v5(stage.name("c")))
                .properties()
                .number(Property.MAXIMUM_PACKET_SIZE, 0)
            > 1000);
  }
}
