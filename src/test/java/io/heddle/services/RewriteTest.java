package io.heddle.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.api.Access;
import io.heddle.api.Action;
import io.heddle.codec.Packet;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.Version;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Packets;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rewritten topics and filters, as clients see them. */
@Timeout(60)
class RewriteTest {
  private static final Qos QOS_1 = Qos.AT_LEAST_ONCE;

  @AutoClose private final Several brokers = new Several();

  private static List<String> filters(Running running, String clientId) {
    return running.services().subscriptions().of(clientId).stream()
        .map(subscription -> subscription.filter().value())
        .sorted()
        .toList();
  }

  @Test
  void aRuleIsAboutWhatIsPublishedAndSubscribedTo() {
    Running running =
        brokers.start(builder -> {}, "rewrite.x.filter", "old/+/#", "rewrite.x.to", "new/{1}/{#}");
    Client one = running.connect(Login.v5("one"));
    one.subscribe("old/+/b", QOS_1);
    one.subscribe("$share/g/old/a/#", QOS_1);
    assertEquals(List.of("$share/g/new/a/#", "new/+/b"), filters(running, "one"));
    one.unsubscribe("$share/g/old/a/#");
    assertEquals(List.of("new/+/b"), filters(running, "one"));
    one.publish("old/a/b", "1", QOS_1);
    one.receive("new/a/b", QOS_1, "1");
    one.unsubscribe("old/+/b");
    assertEquals(List.of(), filters(running, "one"));
  }

  @Test
  void aRuleMayBeAboutOneOfThem() {
    Running running =
        brokers.start(
            builder -> {},
            "rewrite.p.action",
            "publish",
            "rewrite.p.filter",
            "p",
            "rewrite.p.to",
            "users/%c/p",
            "rewrite.s.action",
            "subscribe",
            "rewrite.s.filter",
            "s",
            "rewrite.s.to",
            "users/%c/p");
    Client one = running.connect(Login.v311("one"));
    one.subscribe("s", QOS_1);
    one.subscribe("p", QOS_1);
    assertEquals(List.of("p", "users/one/p"), filters(running, "one"));
    one.publish("p", "1", QOS_1);
    one.receive("users/one/p", QOS_1, "1");
  }

  @Test
  void theFirstThatMatchesDecides() {
    Running running =
        brokers.start(
            builder -> {},
            "rewrite.a.filter",
            "x/#",
            "rewrite.a.to",
            "a/{#}",
            "rewrite.b.filter",
            "x/y",
            "rewrite.b.to",
            "b",
            "rewrite.c.filter",
            "b",
            "rewrite.c.to",
            "c",
            "rewrite.order",
            "b");
    Client one = running.connect(Login.v5("one"));
    one.subscribe("#", QOS_1);
    one.publish("x/y", "1", QOS_1);
    one.receive("b", QOS_1, "1");
    one.publish("x/z", "2", QOS_1);
    one.receive("a/z", QOS_1, "2");
  }

  @Test
  void rulesOfAccessAreAboutTheNewTopic() {
    Running running =
        brokers.start(
            builder ->
                builder.authorizer((client, action) ->
                    action instanceof Action.Publish message
                            && message.topic().value().startsWith("new")
                        ? new Access.Denied("not there")
                        : Access.NO_OPINION),
            "acl.default",
            "allow",
            "rewrite.x.filter",
            "old",
            "rewrite.x.to",
            "new");
    Client one = running.connect(Login.v5("one"));
    Packet.Publish publish = Packets.publish("old", "1", QOS_1, one.id());
    one.send(publish);
    one.expect(publish.puback(ReasonCode.NOT_AUTHORIZED));
    Client two = running.open(Version.MQTT_5_0);
    two.send(Login.v5("two").will("old", "gone", QOS_1).packet());
    assertEquals(ReasonCode.NOT_AUTHORIZED, two.expect(Packet.Connack.class).reason());
  }

  @Test
  void aWillIsRewritten() {
    Running running =
        brokers.start(builder -> {}, "rewrite.x.filter", "old", "rewrite.x.to", "new/%c");
    Client watcher = running.connect(Login.v5("watcher"));
    watcher.subscribe("#", QOS_1);
    running.connect(Login.v5("one").will("old", "gone", QOS_1)).close();
    watcher.receive("new/one", QOS_1, "gone");
  }

  @Test
  void rulesAreAboutTopicsBelowTheMountPointAndStayThere() {
    Running running =
        brokers.start(
            builder -> {},
            "listener.tcp.mount-point",
            "tenants/a/",
            "rewrite.x.filter",
            "old/#",
            "rewrite.x.to",
            "new/{#}");
    Client one = running.connect(Login.v5("one"));
    one.subscribe("old/b", QOS_1);
    assertEquals(List.of("tenants/a/new/b"), filters(running, "one"));
    one.publish("old/b", "1", QOS_1);
    one.receive("new/b", QOS_1, "1");
  }

  @Test
  void theTopicOfADelayedMessageIsRewritten() {
    Running running =
        brokers.start(
            builder -> {},
            "delayed.enabled",
            "true",
            "rewrite.x.filter",
            "old",
            "rewrite.x.to",
            "new",
            "rewrite.y.filter",
            "slow/#",
            "rewrite.y.to",
            "$delayed/0/{#}");
    Client one = running.connect(Login.v5("one"));
    one.subscribe("#", QOS_1);
    one.publish("$delayed/0/old", "1", QOS_1);
    one.receive("new", QOS_1, "1");
    one.publish("slow/a", "2", QOS_1);
    one.receive("a", QOS_1, "2");
  }

  @Test
  void whatCannotBeATopicIsRefused() {
    Running running =
        brokers.start(builder -> {}, "rewrite.x.filter", "old/+", "rewrite.x.to", "new/a{1}");
    Client one = running.connect(Login.v5("one"));
    one.send(Packets.subscribe(1, Packets.to("old/+", QOS_1)));
    one.expect(new Packet.Suback(1, Properties.NONE, List.of(ReasonCode.TOPIC_FILTER_INVALID)));
    one.subscribe("old/b", QOS_1);
    assertTrue(
        running.services().subscriptions().with(TopicFilter.of("new/ab")).findAny().isPresent());
  }
}
