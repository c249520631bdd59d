package io.heddle.spec.v311;

import static io.heddle.mqtt.Version.MQTT_3_1_1;
import static io.heddle.spec.Packets.QOS_0;
import static io.heddle.spec.Packets.QOS_1;
import static io.heddle.spec.Packets.QOS_2;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.TopicName;
import io.heddle.mqtt.Will;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Raw;
import io.heddle.spec.Stage;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The Will: published on every end of a connection but the one with DISCONNECT. */
class WillSpec {
  @RegisterExtension final Stage stage = Stage.plain();

  /** How a connection comes to its end without a DISCONNECT. */
  enum End {
    RESET,
    END_OF_STREAM,
    HALF_A_PACKET,
    SECOND_CONNECT,
    MALFORMED_PACKET,
    WRONG_DISCONNECT,
    TAKEOVER,
    TAKEOVER_RESUMING,
    KEEP_ALIVE
  }

  private static Will will(String topic, String payload, Qos qos, boolean retain) {
    return new Will(TopicName.of(topic), Bytes.utf8(payload), qos, retain, Properties.NONE, 0);
  }

  private Client observer(String topic) {
    Client observer = stage.connect(MQTT_3_1_1, stage.name("o"));
    observer.subscribe(topic, QOS_2);
    return observer;
  }

  /** A message through the server, after which the observer has heard all that there was. */
  private void expectNothingBut(Client observer, String topic) {
    stage.connect(MQTT_3_1_1, stage.name("f")).publish(topic, "fence", QOS_0);
    observer.expectPublish(topic, "fence");
    observer.expectNothingMore();
  }

  private void end(Client client, End end, String clientId) {
    switch (end) {
      case RESET -> client.vanish();
      case END_OF_STREAM -> client.close();
      case HALF_A_PACKET -> {
        client.sendRaw("30 7F 0001");
        client.close();
      }
      case SECOND_CONNECT -> client.send(Login.v311(clientId).packet());
      case MALFORMED_PACKET -> client.sendRaw("36 05 0001 <t> 0001");
      case WRONG_DISCONNECT -> client.sendRaw("E1 00");
      case TAKEOVER -> stage.connect(Login.v311(clientId)).disconnect();
      case TAKEOVER_RESUMING -> stage.connect(Login.v311(clientId).resume()).disconnect();
      case KEEP_ALIVE -> client.expectClosed();
    }
  }

  @ParameterizedTest
  @EnumSource
  @Tag("3.1.1/MQTT-3.1.2-8")
  @Tag("3.1.1/MQTT-3.1.2-10")
  void isPublishedOnceOnEveryEndButDisconnect(End end) {
    String id = stage.name("c");
    String topic = stage.name("w");
    Client observer = observer(topic);
    int keepAlive = end == End.KEEP_ALIVE ? 1 : 0;
    Client client =
        stage.connect(Login.v311(id).keepAlive(keepAlive).will(will(topic, "gone", QOS_1, false)));
    end(client, end, id);
    observer.receive(topic, QOS_1, "gone");
    stage.connect(Login.v311(id)).vanish();
    stage.connect(Login.v311(id)).disconnect();
    expectNothingBut(observer, topic);
  }

  @ParameterizedTest
  @EnumSource
  @Tag("3.1.1/MQTT-3.1.2-9")
  @Tag("3.1.1/MQTT-3.1.2-14")
  @Tag("3.1.1/MQTT-3.1.2-16")
  void hasItsQosAndIsNotRetainedWithoutTheFlag(Qos qos) {
    String topic = stage.name("w");
    Client observer = observer(topic);
    stage.connect(Login.v311(stage.name("c")).will(will(topic, "gone", qos, false))).vanish();
    assertFalse(observer.expectPublish(topic, "gone", qos).retain());
    assertEquals(List.of(), Checks.retainedOn(stage, topic));
  }

  @ParameterizedTest
  @EnumSource
  @Tag("3.1.1/MQTT-3.1.2-9")
  @Tag("3.1.1/MQTT-3.1.2-17")
  void isRetainedWithTheFlag(Qos qos) {
    String topic = stage.name("w");
    Client observer = observer(topic);
    stage.connect(Login.v311(stage.name("c")).will(will(topic, "gone", qos, true))).vanish();
    assertFalse(observer.expectPublish(topic, "gone", qos).retain());
    List<Packet.Publish> retained = Checks.retained(stage, topic);
    assertEquals(1, retained.size());
    assertTrue(retained.getFirst().retain());
    assertEquals(qos, retained.getFirst().qos());
    assertEquals("gone", retained.getFirst().payload().text());
  }

  @Test
  @Tag("3.1.1/MQTT-3.1.2-16")
  void withoutTheFlagLeavesWhatIsRetained() {
    String topic = stage.name("w");
    Client observer = observer(topic);
    stage.connect(MQTT_3_1_1, stage.name("c")).retain(topic, "here", QOS_0);
    observer.expectPublish(topic, "here");
    stage.connect(Login.v311(stage.name("c")).will(will(topic, "gone", QOS_0, false))).vanish();
    observer.expectPublish(topic, "gone");
    assertEquals(List.of("here"), Checks.retainedOn(stage, topic));
  }

  @Test
  @Tag("3.1.1/MQTT-3.1.2-17")
  void anEmptyRetainedWillClears() {
    String topic = stage.name("w");
    Client observer = observer(topic);
    stage.connect(MQTT_3_1_1, stage.name("c")).retain(topic, "here", QOS_1);
    observer.receive(topic, QOS_1, "here");
    stage.connect(Login.v311(stage.name("c")).will(will(topic, "", QOS_1, true))).vanish();
    observer.receive(topic, QOS_1, "");
    assertEquals(List.of(), Checks.retainedOn(stage, topic));
  }

  @Test
  @Tag("3.1.1/MQTT-3.1.2-8")
  @Tag("3.1.1/MQTT-3.1.2-10")
  @Tag("3.1.1/MQTT-3.14.4-3")
  void isDroppedByDisconnect() {
    String id = stage.name("c");
    String topic = stage.name("w");
    Client observer = observer(topic);
    stage.connect(Login.v311(id).will(will(topic, "gone", QOS_1, true))).disconnect();
    stage.connect(Login.v311(id)).disconnect();
    expectNothingBut(observer, topic);
    assertEquals(List.of(), Checks.retainedOn(stage, topic));
  }

  @Test
  @Tag("3.1.1/MQTT-3.14.4-3")
  void isDroppedByDisconnectThoughTheSessionStays() {
    String id = stage.name("c");
    String topic = stage.name("w");
    Client observer = observer(topic);
    stage.connect(Login.v311(id).resume().will(will(topic, "gone", QOS_1, false))).disconnect();
    Client back = stage.resume(Login.v311(id));
    back.vanish();
    stage.connect(Login.v311(id)).disconnect();
    expectNothingBut(observer, topic);
  }

  @Test
  @Tag("3.1.1/MQTT-3.1.2-10")
  @Tag("3.1.1/MQTT-3.1.2-12")
  void aConnectionWithoutWillHasNotThatOfTheOneBefore() {
    String id = stage.name("c");
    String topic = stage.name("w");
    Client observer = observer(topic);
    stage.connect(Login.v311(id).resume().will(will(topic, "gone", QOS_1, false))).vanish();
    observer.receive(topic, QOS_1, "gone");
    stage.resume(Login.v311(id)).vanish();
    stage.connect(Login.v311(id)).disconnect();
    expectNothingBut(observer, topic);
  }

  @Test
  @Tag("3.1.1/MQTT-3.1.2-8")
  void aRefusedConnectHasNoWill() {
    String topic = stage.name("w");
    Client observer = observer(topic);
    Client refused = stage.open(MQTT_3_1_1);
    refused.sendRaw(Frames.connect(Frames.WILL, "'' '" + topic + "' 'gone'"));
    refused.expectRefused(ReasonCode.CLIENT_IDENTIFIER_NOT_VALID);
    expectNothingBut(observer, topic);
  }

  @Test
  @Tag("3.1.1/MQTT-3.1.2-8")
  void isAnyBytes() {
    String topic = stage.name("w");
    Client observer = observer(topic);
    Client client = stage.open(MQTT_3_1_1);
    String fields = "'" + stage.name("c") + "' '" + topic + "' 0004 00FF C0DE";
    client.sendRaw(Frames.connect(Frames.CLEAN | Frames.WILL, fields));
    client.expectConnack();
    client.vanish();
    Packet.Publish publish = observer.expect(Packet.Publish.class);
    assertEquals(Bytes.copyOf(Raw.bytes("00FF C0DE")), publish.payload());
  }

  @Test
  @Tag("3.1.1/MQTT-3.1.2-8")
  @Tag("3.1.1/MQTT-4.5.0-1")
  void waitsForThePersistentSessionOfTheClientItself() {
    String id = stage.name("c");
    String topic = stage.name("w");
    Client client = stage.connect(Login.v311(id).resume().will(will(topic, "gone", QOS_1, false)));
    client.subscribe(topic, QOS_1);
    client.vanish();
    stage.resume(Login.v311(id)).receive(topic, QOS_1, "gone");
  }
}
