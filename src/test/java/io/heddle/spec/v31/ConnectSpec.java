package io.heddle.spec.v31;

import static io.heddle.mqtt.Version.MQTT_3_1;
import static io.heddle.spec.Packets.QOS_1;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Qos;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Raw;
import io.heddle.spec.Stage;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CONNECT and CONNACK of MQTT 3.1. */
class ConnectSpec {
  private static final String NAME = "'MQIsdp' 03";

  @RegisterExtension final Stage stage = Stage.plain();

  /** A CONNECT with these Connect Flags and this payload; no keep alive. */
  static byte[] connect(int flags, String payload) {
    return Raw.packet(0x10, NAME + HexFormat.of().toHexDigits((byte) flags) + "0000" + payload);
  }

  private Client answered(byte[] connect, String connack) {
    Client client = stage.open(MQTT_3_1);
    client.sendRaw(connect);
    client.expectRaw(connack);
    return client;
  }

  @Test
  void isAccepted() {
    answered(connect(0x02, "'" + stage.name("c") + "'"), "20 02 00 00").disconnect();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "abcdefghijklmnopqrstuvw", "a b/c+d#e$", "äöü"})
  void aClientIdHas1To23Characters(String id) {
    answered(connect(0x02, "'" + id + "'"), "20 02 00 00").disconnect();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "abcdefghijklmnopqrstuvwx",
        "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz"
      })
  void anyOtherClientIdIsRefusedWithTwo(String id) {
    for (int flags : new int[] {0, 0x02}) {
      answered(connect(flags, "'" + id + "'"), "20 02 00 02").expectClosed();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"00", "02", "04", "05", "7F"})
  void anotherLevelIsRefusedWithOneOrClosed(String level) {
    Client client = stage.open(MQTT_3_1);
    client.sendRaw(Raw.packet(0x10, "'MQIsdp'" + level + "02 0000 '" + stage.name("c") + "'"));
    if (client.nextOrEnd() instanceof Packet.Connack connack) {
      assertFalse(connack.reason().code() == 0);
      client.expectClosed();
    }
  }

  @Test
  void thereIsNoSessionPresentBit() {
    String id = stage.name("c");
    answered(connect(0, "'" + id + "'"), "20 02 00 00").disconnect();
    answered(connect(0, "'" + id + "'"), "20 02 00 00").disconnect();
  }

  @Test
  void cleanSessionZeroPersists() {
    String id = stage.name("c");
    String topic = stage.name("t");
    Login login = Login.of(MQTT_3_1, id).resume();
    Client before = stage.connect(login);
    before.subscribe(topic, QOS_1);
    before.disconnect();
    stage.connect(MQTT_3_1, stage.name("p")).publish(topic, "waited", QOS_1);
    Client back = stage.connect(login);
    back.receive(topic, QOS_1, "waited");
    back.fence();
    back.disconnect();
    stage.connect(Login.of(MQTT_3_1, id)).disconnect();
    stage.connect(MQTT_3_1, stage.name("p")).publish(topic, "to nobody", QOS_1);
    stage.connect(login).expectNothingMore();
  }

  @Test
  void aSecondConnectEndsTheConnection() {
    Login login = Login.of(MQTT_3_1, stage.name("c"));
    Client client = stage.connect(login);
    client.send(login.packet());
    client.expectClosed();
  }

  @Test
  void theOlderConnectionOfAClientIdIsClosed() {
    String id = stage.name("c");
    Client older = stage.connect(MQTT_3_1, id);
    Client newer = stage.connect(MQTT_3_1, id);
    older.expectClosed();
    newer.fence();
  }

  @Test
  void announcedUserNameAndPasswordMayBeMissing() {
    answered(connect(0x82, "'" + stage.name("c") + "'"), "20 02 00 00").disconnect();
    answered(connect(0xC2, "'" + stage.name("c") + "' 'user'"), "20 02 00 00").disconnect();
  }

  @Test
  void userNameAndPassword() {
    answered(connect(0xC2, "'" + stage.name("c") + "' 'user' 'password'"), "20 02 00 00")
        .disconnect();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void theWillIsPublishedAtItsQos(int qos) {
    String topic = stage.name("w");
    Client observer = stage.connect(MQTT_3_1, stage.name("o"));
    observer.subscribe(topic, Qos.EXACTLY_ONCE);
    String payload = "'" + stage.name("c") + "' '" + topic + "' 'gone'";
    answered(connect(0x06 | qos << 3, payload), "20 02 00 00").vanish();
    observer.receive(topic, Qos.of(qos), "gone");
  }

  @Test
  void keepAlive() {
    Client client = stage.connect(Login.of(MQTT_3_1, stage.name("c")).keepAlive(1));
    client.expectClosed();
  }
}
