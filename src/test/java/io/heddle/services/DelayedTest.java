package io.heddle.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.api.Access;
import io.heddle.api.Action;
import io.heddle.api.Authorizer;
import io.heddle.api.DropReason;
import io.heddle.api.LocalClient;
import io.heddle.api.Observer;
import io.heddle.api.Statistics;
import io.heddle.codec.Packet;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.Version;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Packets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Delayed messages, as clients see them. */
@Timeout(60)
class DelayedTest {
  private static final Qos QOS_1 = Qos.AT_LEAST_ONCE;

  /** What is allowed is nothing but these two; whoever asks about other topics is denied. */
  private static final Authorizer RULES =
      (client, action) ->
          action instanceof Action.Publish message
                  && !List.of("a", "will").contains(message.topic().value())
              ? new Access.Denied("not there")
              : Access.NO_OPINION;

  @AutoClose private final Several brokers = new Several();

  private Running start(String... settings) {
    List<String> all = new ArrayList<>(List.of("delayed.enabled", "true", "sys.interval", "never"));
    all.addAll(List.of(settings));
    return brokers.start(builder -> {}, all.toArray(String[]::new));
  }

  private static Packet.Publish qos1(Client client, String topic, String payload) {
    return Packets.publish(topic, payload, QOS_1, client.id());
  }

  private static void refused(Client client, String topic, ReasonCode reason) {
    Packet.Publish publish = qos1(client, topic, "1");
    client.send(publish);
    client.expect(publish.puback(reason));
  }

  @Test
  void comeWhenTheirTimeIsOverAsTheyWere() {
    Running running = start();
    Client watcher = running.connect(Login.v5("watcher"));
    watcher.subscribe(Packets.asPublished(Packets.to("a", Qos.EXACTLY_ONCE)));
    watcher.subscribe("$delayed/#", Qos.EXACTLY_ONCE);
    Client one = running.connect(Login.v5("one"));
    long before = System.nanoTime();
    Packet.Publish later =
        Packets.with(
            Packets.retained(qos1(one, "$delayed/1/a", "later")),
            Packets.properties()
                .add(Property.MESSAGE_EXPIRY_INTERVAL, 100)
                .add(Property.CONTENT_TYPE, "text"));
    one.publish(later);
    one.publish("a", "now", QOS_1);
    watcher.receive("a", QOS_1, "now");
    Packet.Publish got = watcher.expectPublish("a", "later", QOS_1);
    assertTrue(System.nanoTime() - before >= 1_000_000_000L);
    assertTrue(got.retain());
    assertEquals("text", got.properties().string(Property.CONTENT_TYPE));
    // It counts from now on.
    assertTrue(got.properties().number(Property.MESSAGE_EXPIRY_INTERVAL, 0) >= 99);
    watcher.acknowledge(got);
    assertEquals(1, running.services().statistics().retainedMessages());
    assertEquals(0, running.dropped());
    Statistics.DelayedMessages figures = running.services().statistics().delayed().orElseThrow();
    assertEquals(new Statistics.DelayedMessages(0, 0, 1, 1, 0), figures);
  }

  @Test
  void doNotComeToTheirOwnNoLocalSubscription() {
    Running running = start();
    Client one = running.connect(Login.v5("one"));
    one.subscribe(Packets.noLocal(Packets.to("a", QOS_1)));
    Client two = running.connect(Login.v311("two"));
    two.subscribe("a", QOS_1);
    one.publish("$delayed/0/a", "1", QOS_1);
    two.receive("a", QOS_1, "1");
    two.publish("$delayed/0/a", "2", Qos.EXACTLY_ONCE);
    two.receive("a", QOS_1, "2");
    one.receive("a", QOS_1, "2");
  }

  @Test
  void thatAreWrongAreRefused() {
    Running running = start();
    Client one = running.connect(Login.v5("one"));
    for (String topic : List.of("$delayed/x/a", "$delayed/5", "$delayed/4294968/a", "$delayed")) {
      refused(one, topic, ReasonCode.TOPIC_NAME_INVALID);
    }
    refused(one, "$delayed/5/$SYS/a", ReasonCode.NOT_AUTHORIZED);
    assertEquals(4, running.dropped(DropReason.DENIED_BY_HOOK));
    assertEquals(1, running.dropped(DropReason.PUBLISH_DENIED));
  }

  @Test
  void thatAreNotTheTextThatTheySayAreRefused() {
    Running running = start("mqtt.check-payload-format", "true");
    Client one = running.connect(Login.v5("one"));
    Properties.Builder text = Packets.properties().add(Property.PAYLOAD_FORMAT_INDICATOR, 1);
    Packet.Publish right = Packets.with(qos1(one, "$delayed/5/a", "1"), text);
    one.publish(right);
    Packet.Publish wrong =
        new Packet.Publish(
            false,
            QOS_1,
            false,
            right.topic(),
            one.id(),
            right.properties(),
            Bytes.copyOf(new byte[] {(byte) 0xFF}));
    one.send(wrong);
    one.expect(wrong.puback(ReasonCode.PAYLOAD_FORMAT_INVALID));
  }

  /** What is not delayed goes its way without being shown to anybody. */
  @Test
  void areAllThatItIsAskedAbout() {
    Running running = start();
    Client one = running.connect(Login.v5("one"));
    one.publish("a", "1", QOS_1);
    one.publish("$delayed/100/a", "2", QOS_1);
    var figures = running.services().statistics().hooks().getFirst();
    assertEquals("delayed", figures.name());
    assertEquals(1, figures.calls());
  }

  @Test
  void aboveTheMostAreRefused() {
    Running running = start("delayed.maximum-messages", "1");
    Client one = running.connect(Login.v5("one"));
    one.publish("$delayed/100/a", "1", QOS_1);
    refused(one, "$delayed/100/a", ReasonCode.QUOTA_EXCEEDED);
    one.publish("a", "2", QOS_1);
    var figures = running.services().statistics().delayed().orElseThrow();
    assertEquals(1, figures.waiting());
    assertEquals(1, figures.refused());
    assertTrue(figures.bytes() > 200);
  }

  @Test
  void askRulesAboutTheTopicAtTheEnd() {
    Running running =
        brokers.start(
            builder -> builder.authorizer(RULES),
            "delayed.enabled",
            "true",
            "acl.default",
            "allow");
    Client one = running.connect(Login.v5("one"));
    one.subscribe("#", QOS_1);
    refused(one, "$delayed/0/b", ReasonCode.NOT_AUTHORIZED);
    assertEquals(1, running.dropped(DropReason.PUBLISH_DENIED));
    assertEquals(1, running.dropped());
    one.publish("$delayed/0/a", "1", QOS_1);
    one.receive("a", QOS_1, "1");
  }

  @Test
  void maybeAWill() {
    Running running =
        brokers.start(
            builder -> builder.authorizer(RULES),
            "delayed.enabled",
            "true",
            "acl.default",
            "allow");
    Client watcher = running.connect(Login.v5("watcher"));
    watcher.subscribe("#", QOS_1);
    running.connect(Login.v5("one").will("$delayed/1/will", "gone", QOS_1)).close();
    Running.await(() -> running.services().statistics().delayed().orElseThrow().accepted() == 1);
    watcher.receive("will", QOS_1, "gone");
    assertEquals(ReasonCode.NOT_AUTHORIZED, answer(running, "$delayed/1/other"));
    assertEquals(ReasonCode.TOPIC_NAME_INVALID, answer(running, "$delayed/x/will"));
    assertEquals(ReasonCode.TOPIC_NAME_INVALID, answer(running, "a/$delayed/1/will"));
  }

  private static ReasonCode answer(Running running, String willTopic) {
    Client client = running.open(Version.MQTT_5_0);
    client.send(Login.v5("two").will(willTopic, "gone", QOS_1).packet());
    return client.expect(Packet.Connack.class).reason();
  }

  @Test
  void stayBelowTheirMountPoint() {
    Running running = start("listener.tcp.mount-point", "tenants/a/");
    Client one = running.connect(Login.v5("one"));
    one.subscribe("#", QOS_1);
    one.publish("$delayed/0/a", "1", QOS_1);
    one.receive("a", QOS_1, "1");
    one.publish("b/$delayed/0/a", "2", QOS_1);
    one.receive("b/$delayed/0/a", QOS_1, "2");
    running.connect(Login.v5("two").will("$delayed/0/will", "gone", QOS_1)).close();
    one.receive("will", QOS_1, "gone");
  }

  @Test
  void thatWaitWhenTheBrokerStopsAreDroppedAndCounted() {
    List<String> told = new CopyOnWriteArrayList<>();
    Observer observer =
        new Observer() {
          @Override
          public void dropped(String clientId, Message message, DropReason reason) {
            told.add(clientId + " " + message.topic() + " " + reason);
          }
        };
    Running running =
        brokers.start(builder -> builder.hook("test", observer), "delayed.enabled", "true");
    running.connect(Login.v5("one")).publish("$delayed/100/a", "1", QOS_1);
    running.close();
    assertEquals(List.of("one a DELAY_CUT"), told);
    assertEquals(1, running.dropped(DropReason.DELAY_CUT));
  }

  @Test
  void areOrdinaryTopicsWhenItIsOff() {
    Running running = brokers.start(builder -> {});
    Client one = running.connect(Login.v5("one"));
    one.subscribe("$delayed/#", QOS_1);
    one.publish("$delayed/x/a", "1", QOS_1);
    one.receive("$delayed/x/a", QOS_1, "1");
    assertTrue(running.services().statistics().delayed().isEmpty());
    assertTrue(running.services().statistics().hooks().isEmpty());
  }

  @Test
  void whatAClientInTheProgramPublishesIsDelayedToo() {
    Running running = start();
    Client receiver = running.connect(Login.v5("receiver"));
    receiver.subscribe(new Subscription[] {Running.to("#", QOS_1)});
    LocalClient own = running.broker().client("own");
    assertEquals(
        ReasonCode.SUCCESS, own.publish(Running.message("$delayed/1/a", "later", QOS_1, false)));
    own.publish(Running.message("b", "now", QOS_1, false));
    receiver.receive("b", QOS_1, "now");
    receiver.receive("a", QOS_1, "later");
    own.close();
  }
}
