package io.heddle.spec.v5;

import static io.heddle.spec.Packets.QOS_0;
import static io.heddle.spec.Packets.QOS_1;
import static io.heddle.spec.Packets.QOS_2;
import static io.heddle.spec.Packets.asPublished;
import static io.heddle.spec.Packets.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.TopicName;
import io.heddle.mqtt.UserProperty;
import io.heddle.mqtt.Will;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Packets;
import io.heddle.spec.Stage;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Will: when it is published, when it is not, and as what. */
class WillSpec {
  @RegisterExtension final Stage stage = Stage.plain();

  private final String topic = stage.name("will");

  private Client watcher() {
    Client client = stage.connect();
    client.subscribe(asPublished(to(topic, QOS_2)));
    return client;
  }

  private Login dying() {
    return Login.v5(stage.name("c")).will(topic, "farewell", QOS_1);
  }

  private Will will(boolean retain, Properties.Builder properties, long delay) {
    return new Will(
        TopicName.of(topic), Bytes.utf8("farewell"), QOS_1, retain, properties.build(), delay);
  }

  @ParameterizedTest
  @EnumSource
  @Tag("5.0/MQTT-3.1.2-7")
  @Tag("5.0/MQTT-3.1.2-8")
  @Tag("5.0/MQTT-3.1.2-12")
  @Tag("5.0/MQTT-3.1.2-14")
  void willIsPublishedWhenTheConnectionBreaks(Qos qos) {
    Client watcher = watcher();
    Client client = stage.connect(Login.v5(stage.name("c")).will(topic, "farewell", qos));
    watcher.expectNothingMore();
    client.vanish();
    Packet.Publish publish = watcher.expectPublish(topic, "farewell", qos);
    assertFalse(publish.retain());
    watcher.acknowledge(publish);
    watcher.expectNothingMore();
    Client late = stage.connect();
    late.subscribe(topic, QOS_0);
    late.expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-3.1.2-8")
  void willIsPublishedWhenTheStreamEndsWithoutDisconnect() {
    Client watcher = watcher();
    stage.connect(dying()).close();
    watcher.receive(topic, QOS_1, "farewell");
  }

  @Test
  @Tag("5.0/MQTT-3.1.2-8")
  void willIsPublishedWhenTheServerClosesForAnError() {
    Client watcher = watcher();
    Client client = stage.connect(dying());
    client.sendRaw("36 {'a' 0001 00}");
    client.expectDisconnect(ReasonCode.MALFORMED_PACKET);
    watcher.receive(topic, QOS_1, "farewell");
  }

  @ParameterizedTest
  @ValueSource(strings = {"04", "80", "98"})
  @Tag("5.0/MQTT-3.1.2-8")
  void willIsPublishedAfterDisconnectOfAnotherReason(String reason) {
    Client watcher = watcher();
    Client client = stage.connect(dying());
    client.sendRaw("E0 {" + reason + "}");
    client.expectClosed();
    watcher.receive(topic, QOS_1, "farewell");
  }

  @ParameterizedTest
  @ValueSource(strings = {"E0 00", "E0 01 00", "E0 02 00 00"})
  @Tag("5.0/MQTT-3.1.2-8")
  @Tag("5.0/MQTT-3.1.2-10")
  @Tag("5.0/MQTT-3.14.4-3")
  void normalDisconnectDropsTheWill(String raw) {
    Client watcher = watcher();
    Client client = stage.connect(dying());
    client.sendRaw(raw);
    client.expectClosed();
    nothing(watcher);
  }

  private void nothing(Client watcher) {
    stage.connect().publish(topic, "marker", QOS_0);
    watcher.expectPublish(topic, "marker");
    watcher.expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-3.1.2-10")
  void willIsPublishedOnce() {
    Client watcher = watcher();
    Login login = dying().sessionExpiry(600);
    stage.connect(login).vanish();
    watcher.receive(topic, QOS_1, "farewell");
    Client withoutWill = stage.resume(Login.v5(login.packet().clientId()).sessionExpiry(600));
    withoutWill.vanish();
    Client again = stage.resume(Login.v5(login.packet().clientId()).sessionExpiry(600));
    again.disconnect();
    nothing(watcher);
  }

  @Test
  @Tag("5.0/MQTT-3.1.2-15")
  void retainedWillIsKept() {
    Client watcher = watcher();
    stage.connect(Login.v5(stage.name("c")).will(will(true, Packets.properties(), 0))).vanish();
    assertTrue(watcher.expectPublish(topic, "farewell", QOS_1).retain());
    Client late = stage.connect();
    late.subscribe(topic, QOS_0);
    assertTrue(late.expectPublish(topic, "farewell").retain());
  }

  @Test
  @Tag("5.0/MQTT-3.1.3-10")
  @Tag("5.0/MQTT-3.1.2-7")
  @Tag("5.0/MQTT-3.3.2-18")
  void propertiesOfWillArePublishedUnchanged() {
    Client watcher = watcher();
    Properties.Builder properties =
        Packets.properties()
            .user("z", "1")
            .add(Property.PAYLOAD_FORMAT_INDICATOR, 1)
            .add(Property.MESSAGE_EXPIRY_INTERVAL, 1000)
            .user("a", "2")
            .add(Property.CONTENT_TYPE, "type")
            .add(Property.RESPONSE_TOPIC, "answer")
            .add(Property.CORRELATION_DATA, Bytes.utf8("data"))
            .user("z", "1");
    stage.connect(Login.v5(stage.name("c")).will(will(false, properties, 0))).vanish();
    Properties got = watcher.expectPublish(topic, "farewell").properties();
    assertEquals(1, got.number(Property.PAYLOAD_FORMAT_INDICATOR, 0));
    long left = got.number(Property.MESSAGE_EXPIRY_INTERVAL, -1);
    assertTrue(left >= 990 && left <= 1000, "expiry " + left);
    assertEquals("type", got.string(Property.CONTENT_TYPE));
    assertEquals("answer", got.string(Property.RESPONSE_TOPIC));
    assertEquals(Bytes.utf8("data"), got.bytes(Property.CORRELATION_DATA));
    assertEquals(
        List.of(new UserProperty("z", "1"), new UserProperty("a", "2"), new UserProperty("z", "1")),
        got.userProperties());
    assertFalse(got.has(Property.WILL_DELAY_INTERVAL));
  }

  @Test
  @Tag("5.0/MQTT-3.1.2-8")
  void delayedWillWaits() {
    Client watcher = watcher();
    Login login =
        Login.v5(stage.name("c")).sessionExpiry(600).will(will(false, Packets.properties(), 1));
    long since = System.nanoTime();
    stage.connect(login).vanish();
    watcher.receive(topic, QOS_1, "farewell");
    long millis = (System.nanoTime() - since) / 1_000_000;
    assertTrue(millis >= 990, "published after " + millis + " ms, not 1 s");
  }

  @Test
  @Tag("5.0/MQTT-3.1.2-8")
  @Tag("5.0/MQTT-3.1.3-9")
  void reconnectWithinTheDelayCancelsTheWill() {
    Client watcher = watcher();
    Login login =
        Login.v5(stage.name("c")).sessionExpiry(600).will(will(false, Packets.properties(), 1));
    stage.connect(login).vanish();
    Client back = stage.resume(Login.v5(login.packet().clientId()).sessionExpiry(600));
    stage.awaitSecond();
    nothing(watcher);
    back.disconnect();
  }

  @Test
  @Tag("5.0/MQTT-3.1.3-9")
  void takeoverCancelsTheDelayedWill() {
    Client watcher = watcher();
    Login login =
        Login.v5(stage.name("c")).sessionExpiry(600).will(will(false, Packets.properties(), 1));
    Client older = stage.connect(login);
    stage.resume(Login.v5(login.packet().clientId()).sessionExpiry(600));
    older.expectDisconnect(ReasonCode.SESSION_TAKEN_OVER);
    stage.awaitSecond();
    nothing(watcher);
  }

  @Test
  @Tag("5.0/MQTT-3.1.2-8")
  void takeoverPublishesTheWillWithoutDelay() {
    Client watcher = watcher();
    Login login = dying().sessionExpiry(600);
    Client older = stage.connect(login);
    Client newer = stage.resume(Login.v5(login.packet().clientId()).sessionExpiry(600));
    older.expectDisconnect(ReasonCode.SESSION_TAKEN_OVER);
    watcher.receive(topic, QOS_1, "farewell");
    newer.disconnect();
    nothing(watcher);
  }

  @Test
  @Tag("5.0/MQTT-3.1.2-8")
  @Tag("5.0/MQTT-3.1.2-4")
  void cleanStartEndsTheSessionAndPublishesTheDelayedWill() {
    Client watcher = watcher();
    Login login =
        Login.v5(stage.name("c")).sessionExpiry(600).will(will(false, Packets.properties(), 500));
    stage.connect(login).vanish();
    stage.connect(Login.v5(login.packet().clientId()));
    watcher.receive(topic, QOS_1, "farewell");
  }

  @Test
  @Tag("5.0/MQTT-3.1.2-8")
  void sessionThatEndsWithTheConnectionPublishesTheDelayedWillAtOnce() {
    Client watcher = watcher();
    stage.connect(Login.v5(stage.name("c")).will(will(false, Packets.properties(), 500))).vanish();
    watcher.receive(topic, QOS_1, "farewell");
  }

  @Test
  @Tag("5.0/MQTT-3.1.2-10")
  void newConnectionBringsItsOwnWill() {
    Client watcher = watcher();
    Login login = dying().sessionExpiry(600);
    stage.connect(login).disconnect();
    Login other = Login.v5(login.packet().clientId()).sessionExpiry(600);
    stage.resume(other.will(topic, "the second one", QOS_0)).vanish();
    watcher.receive(topic, QOS_0, "the second one");
    watcher.expectNothingMore();
  }

  @Test
  @Tag("5.0/MQTT-3.1.4-2")
  void willMayNotForgeTheServersTopics() {
    String forged = "$SYS/" + topic;
    Client watcher = stage.connect();
    watcher.subscribe(forged, QOS_1);
    Client client = stage.open();
    client.send(Login.v5(stage.name("c")).will(forged, "forged", QOS_1).packet());
    client.expectRefused(ReasonCode.NOT_AUTHORIZED);
    watcher.expectNothingMore();
  }
}
