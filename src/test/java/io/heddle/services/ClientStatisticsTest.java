package io.heddle.services;

import static io.heddle.services.Running.message;
import static io.heddle.spec.Packets.QOS_0;
import static io.heddle.spec.Packets.QOS_1;
import static io.heddle.spec.Packets.QOS_2;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.api.Access;
import io.heddle.api.Action;
import io.heddle.api.Authorizer;
import io.heddle.api.Breakdown;
import io.heddle.api.ClientInfo;
import io.heddle.api.Deliveries;
import io.heddle.api.DropReason;
import io.heddle.api.LocalClient;
import io.heddle.api.LocalClientOptions;
import io.heddle.api.PublishInterceptor;
import io.heddle.api.Services;
import io.heddle.api.SessionInfo;
import io.heddle.api.Statistics.Packets;
import io.heddle.api.Traffic;
import io.heddle.api.Verdict;
import io.heddle.codec.Packet;
import io.heddle.codec.PacketEncoder;
import io.heddle.mqtt.PacketType;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Version;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is counted of one client: of its connection anew each time, of its session all along. */
@Timeout(60)
class ClientStatisticsTest {
  private static final Authorizer RULES =
      (client, action) ->
          action instanceof Action.Publish publish && publish.topic().value().startsWith("denied")
              ? new Access.Denied("meant by the test")
              : Access.NO_OPINION;

  private static final PublishInterceptor HOOK =
      (client, message) ->
          switch (message.topic().value()) {
            case "hook/deny" -> Verdict.deny("meant by the test");
            case "hook/drop" -> Verdict.drop("meant by the test");
            default -> Verdict.allow();
          };

  @AutoClose
  private final Running running =
      new Running(
          builder -> builder.authorizer(RULES).hook("hook", HOOK),
          "acl.default",
          "allow",
          "queue.messages",
          "3",
          "sys.interval",
          "never");

  private Traffic traffic(String clientId) {
    return running.services().clients().find(clientId).orElseThrow().traffic();
  }

  private Traffic traffic(String clientId, Predicate<Traffic> when) {
    Running.await(() -> when.test(traffic(clientId)));
    return traffic(clientId);
  }

  private SessionInfo session(String clientId) {
    return running.services().sessions().find(clientId).orElseThrow();
  }

  private Deliveries deliveries(String clientId) {
    return session(clientId).deliveries();
  }

  private void publish(String topic, Qos qos, int times) {
    for (int i = 0; i < times; i++) {
      running.services().messages().publish(message(topic, "x", qos, false));
    }
  }

  private void left(Client client, String clientId) {
    client.disconnect();
    Running.await(() -> !session(clientId).connected());
  }

  /** As docs/services.md has it. */
  private static void look(Services services) {
    for (ClientInfo info : services.clients().page(1, 20).items()) {
      Breakdown published = info.traffic().received();
      System.out.println(info.client().clientId() + " has published");
      System.out.println(published.of(Qos.AT_LEAST_ONCE) + " messages at QoS 1");
      System.out.println(published.of(PacketType.PUBLISH).bytes() + " bytes");
    }
    services
        .sessions()
        .find("pump")
        .map(SessionInfo::deliveries)
        .ifPresent(pump -> System.out.println("lost: " + pump.dropped()));
  }

  @Test
  void thePageTellsHowToLook() {
    running.lasting("pump").publish("t", "x", QOS_1);
    PrintStream before = System.out;
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(told, true, StandardCharsets.UTF_8)) {
      System.setOut(out);
      look(running.services());
    } finally {
      System.setOut(before);
    }
    assertEquals(
        List.of("pump has published", "1 messages at QoS 1", "9 bytes", "lost: {}"),
        told.toString(StandardCharsets.UTF_8).lines().toList());
  }

  @Test
  void packetsByTypeAndMessagesByQos() {
    Login login = Login.v5("one");
    Client one = running.connect(login);
    one.subscribe("t", QOS_2);
    one.publish("other", "0", QOS_1);
    one.publish("other", "1", QOS_1);
    one.publish("other", "2", QOS_2);
    one.publish("other", "3", QOS_0);
    // What was read is told after the answers to it.
    Traffic now = traffic("one", each -> each.received().of(PacketType.PINGREQ).number() == 1);
    Breakdown received = now.received();
    byte[] connect = PacketEncoder.encode(login.packet(), Version.MQTT_5_0);
    assertEquals(new Packets(1, connect.length), received.of(PacketType.CONNECT));
    assertEquals(1, received.of(PacketType.SUBSCRIBE).number());
    assertEquals(4, received.of(PacketType.PUBLISH).number());
    assertEquals(1, received.of(PacketType.PUBREL).number());
    assertEquals(new Packets(1, 2), received.of(PacketType.PINGREQ));
    assertEquals(new Packets(0, 0), received.of(PacketType.PUBACK));
    assertEquals(5, received.packets().size());
    assertEquals(Map.of(QOS_0, 1L, QOS_1, 2L, QOS_2, 1L), received.messages());
    Breakdown sent = now.sent();
    assertEquals(1, sent.of(PacketType.CONNACK).number());
    assertEquals(1, sent.of(PacketType.SUBACK).number());
    assertEquals(2, sent.of(PacketType.PUBACK).number());
    assertEquals(1, sent.of(PacketType.PUBREC).number());
    assertEquals(new Packets(1, 4), sent.of(PacketType.PUBCOMP));
    assertEquals(Map.of(), sent.messages());
    sumsAgree(now);
    publish("t", QOS_0, 2);
    publish("t", QOS_2, 1);
    Traffic then = traffic("one", each -> each.messagesSent() == 3);
    assertEquals(Map.of(QOS_0, 2L, QOS_2, 1L), then.sent().messages());
    assertEquals(3, then.sent().of(PacketType.PUBLISH).number());
    sumsAgree(then);
    areThoseOfTheBroker(then);
  }

  /** There is no other client. */
  private void areThoseOfTheBroker(Traffic traffic) {
    var all = running.services().statistics();
    for (PacketType type : PacketType.values()) {
      assertEquals(all.received(type), traffic.received().of(type), type::toString);
      assertEquals(all.sent(type), traffic.sent().of(type), type::toString);
    }
  }

  private static void sumsAgree(Traffic traffic) {
    assertEquals(Traffic.of(traffic.received(), traffic.sent()), traffic);
    assertTrue(traffic.bytesReceived() > 0 && traffic.bytesSent() > 0);
  }

  @Test
  void aSessionGoesOnCountingAndAConnectionBeginsAnew() {
    Client one = running.lasting("one");
    one.subscribe("t", QOS_1);
    publish("t", QOS_1, 2);
    one.receive("t", QOS_1, "x", "x");
    Running.await(() -> session("one").inflight() == 0);
    assertEquals(new Deliveries(0, 2, Map.of()), deliveries("one"));
    left(one, "one");
    publish("t", QOS_1, 5);
    publish("t", QOS_0, 4);
    assertEquals(3, session("one").queuedMessages());
    Map<DropReason, Long> lost = Map.of(DropReason.QUEUE_FULL, 2L, DropReason.OFFLINE, 4L);
    assertEquals(new Deliveries(3, 2, lost), deliveries("one"));
    Client back = running.connect(Login.v5("one").sessionExpiry(3600).resume());
    back.expectPublish("t", "x", QOS_1);
    back.expectPublish("t", "x", QOS_1);
    back.expectPublish("t", "x", QOS_1);
    assertEquals(3, session("one").inflight());
    assertEquals(0, session("one").queuedMessages());
    assertEquals(new Deliveries(3, 5, lost), deliveries("one"));
    Traffic anew = traffic("one", each -> each.messagesSent() == 3);
    assertEquals(0, anew.received().of(PacketType.SUBSCRIBE).number());
    assertEquals(new Packets(0, 0), anew.sent().of(PacketType.SUBACK));
  }

  @Test
  void aTakeoverKeepsTheSessionsNumbers() {
    running.lasting("one").subscribe("t", QOS_1);
    publish("t", QOS_1, 2);
    publish("t", QOS_0, 1);
    assertEquals(3, deliveries("one").delivered());
    Client two = running.connect(Login.v5("one").sessionExpiry(3600).resume());
    two.expectPublish("t", "x", QOS_1);
    two.expectPublish("t", "x", QOS_1);
    publish("t", QOS_0, 1);
    two.expectPublish("t", "x", QOS_0);
    // Two of them twice: they were not acknowledged.
    assertEquals(new Deliveries(0, 6, Map.of()), deliveries("one"));
    Traffic anew = traffic("one", each -> each.messagesSent() == 3);
    assertEquals(Map.of(QOS_0, 1L, QOS_1, 2L), anew.sent().messages());
    Client fresh = running.connect(Login.v5("one"));
    assertEquals(Deliveries.NONE, deliveries("one"));
    fresh.fence();
  }

  @Test
  void dropsOfAReceiverByReason() {
    Client one = running.connect(Login.v5("one").with(Property.MAXIMUM_PACKET_SIZE, 100));
    one.subscribe("t", QOS_1);
    running.services().messages().publish(message("t", "x".repeat(200), QOS_0, false));
    publish("t", QOS_1, 1);
    Packet.Publish got = one.expectPublish("t", "x", QOS_1);
    one.send(got.puback(ReasonCode.UNSPECIFIED_ERROR));
    one.fence();
    Map<DropReason, Long> dropped = Map.of(DropReason.TOO_LARGE, 1L, DropReason.REFUSED, 1L);
    assertEquals(new Deliveries(0, 1, dropped), deliveries("one"));
    assertEquals(1, deliveries("one").dropped(DropReason.REFUSED));
    assertEquals(0, deliveries("one").dropped(DropReason.OFFLINE));
    assertEquals(2, running.dropped());
  }

  @Test
  void dropsOfAPublisherByReason() {
    Client one = running.connect(Login.v311("one"));
    for (String topic : new String[] {"denied/a", "hook/deny", "hook/drop", "$SYS/a", "fine"}) {
      one.publish(topic, "x", QOS_1);
    }
    assertEquals(
        Map.of(
            DropReason.PUBLISH_DENIED,
            1L,
            DropReason.DENIED_BY_HOOK,
            1L,
            DropReason.DROPPED_BY_HOOK,
            1L,
            DropReason.NOT_ACCEPTED,
            1L),
        deliveries("one").dropped());
    assertEquals(4, running.dropped());
  }

  @Test
  void aClientInTheProgramHasThemAsWell() {
    LocalClientOptions options = LocalClientOptions.of("local").lasting(60);
    try (LocalClient local = running.broker().client(options)) {
      local.subscribe(Running.to("t", QOS_2), received -> {});
      local.publish(message("t", "x", QOS_0, false));
      local.publish(message("t", "x", QOS_2, false));
      local.publish(message("denied/a", "x", QOS_1, false));
      Traffic now = traffic("local");
      assertEquals(Map.of(PacketType.PUBLISH, new Packets(3, 0)), now.received().packets());
      assertEquals(Map.of(QOS_0, 1L, QOS_1, 1L, QOS_2, 1L), now.received().messages());
      assertEquals(Map.of(QOS_0, 1L, QOS_2, 1L), now.sent().messages());
      assertEquals(2, now.messagesSent());
      assertEquals(
          new Deliveries(0, 2, Map.of(DropReason.PUBLISH_DENIED, 1L)), deliveries("local"));
      // Both are with the callback: nothing is lost or comes again.
      Running.await(() -> session("local").inflight() == 0);
    }
    publish("t", QOS_1, 1);
    publish("t", QOS_0, 1);
    assertEquals(
        new Deliveries(1, 2, Map.of(DropReason.PUBLISH_DENIED, 1L, DropReason.OFFLINE, 1L)),
        deliveries("local"));
    try (LocalClient again = running.broker().client(options)) {
      Running.await(() -> deliveries("local").delivered() == 3);
      assertEquals(Map.of(QOS_1, 1L), traffic("local").sent().messages());
      again.publish(message("other", "x", QOS_0, false));
      assertEquals(1, traffic("local").messagesReceived());
    }
  }
}
