package io.heddle.spec.v311;

import static io.heddle.mqtt.Version.MQTT_3_1_1;
import static io.heddle.spec.Packets.QOS_1;
import static io.heddle.spec.Packets.QOS_2;
import static io.heddle.spec.v311.Frames.CLEAN;
import static io.heddle.spec.v311.Frames.PASSWORD;
import static io.heddle.spec.v311.Frames.USER_NAME;
import static io.heddle.spec.v311.Frames.WILL;
import static io.heddle.spec.v311.Frames.WILL_QOS_1;
import static io.heddle.spec.v311.Frames.WILL_QOS_2;
import static io.heddle.spec.v311.Frames.WILL_RETAIN;
import static io.heddle.spec.v311.Frames.connect;

import io.heddle.spec.Client;
import io.heddle.spec.Raw;
import io.heddle.spec.Stage;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The Connect Flags and the fields that must, and must not, follow: each rule for clients is broken
 * once.
 */
class ConnectFlagsSpec {
  private static final String WILL_FIELDS = "'will/topic' 'gone'";

  @RegisterExtension final Stage stage = Stage.plain();

  private void refused(int flags, String fields) {
    Client client = stage.open(MQTT_3_1_1);
    Frames.closedWithoutConnack(client, connect(flags, "'" + stage.name("c") + "'" + fields));
  }

  private Client accepted(int flags, String fields) {
    Client client = stage.open(MQTT_3_1_1);
    client.sendRaw(connect(flags, "'" + stage.name("c") + "'" + fields));
    client.expectRaw("20 02 00 00");
    return client;
  }

  @ParameterizedTest
  @ValueSource(ints = {0x01, CLEAN | 0x01, CLEAN | WILL | 0x01, USER_NAME | PASSWORD | 0x01})
  @Tag("3.1.1/MQTT-3.1.2-3")
  @Tag("3.1.1/MQTT-3.1.4-1")
  void reservedFlagBit(int flags) {
    String will = (flags & WILL) == 0 ? "" : WILL_FIELDS;
    refused(flags, will + ((flags & USER_NAME) == 0 ? "" : "'user' 'password'"));
  }

  @ParameterizedTest
  @ValueSource(ints = {WILL_QOS_1, WILL_QOS_2, WILL_QOS_1 | WILL_QOS_2})
  @Tag("3.1.1/MQTT-3.1.2-11")
  @Tag("3.1.1/MQTT-3.1.2-13")
  void willQosWithoutWill(int qos) {
    refused(CLEAN | qos, "");
  }

  @Test
  @Tag("3.1.1/MQTT-3.1.2-11")
  @Tag("3.1.1/MQTT-3.1.2-15")
  void willRetainWithoutWill() {
    refused(CLEAN | WILL_RETAIN, "");
  }

  @Test
  @Tag("3.1.1/MQTT-3.1.2-11")
  void willFieldsWithoutWill() {
    refused(CLEAN, WILL_FIELDS);
  }

  @Test
  @Tag("3.1.1/MQTT-3.1.2-9")
  void willWithoutItsFields() {
    refused(CLEAN | WILL, "");
  }

  @Test
  @Tag("3.1.1/MQTT-3.1.2-9")
  void willWithoutItsMessage() {
    refused(CLEAN | WILL, "'will/topic'");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, WILL_QOS_1, WILL_QOS_2, WILL_RETAIN, WILL_QOS_2 | WILL_RETAIN})
  @Tag("3.1.1/MQTT-3.1.2-14")
  void everyLegalWill(int bits) {
    String topic = stage.name("w");
    Client client = accepted(CLEAN | WILL | bits, "'" + topic + "' 'gone'");
    client.disconnect();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, WILL_RETAIN})
  @Tag("3.1.1/MQTT-3.1.2-14")
  void willQos3(int retain) {
    refused(CLEAN | WILL | WILL_QOS_1 | WILL_QOS_2 | retain, WILL_FIELDS);
  }

  @Test
  @Tag("3.1.1/MQTT-3.1.2-18")
  void aUserNameThatIsNotAnnounced() {
    refused(CLEAN, "'user'");
  }

  @Test
  @Tag("3.1.1/MQTT-3.1.2-19")
  void anAnnouncedUserNameThatIsMissing() {
    refused(CLEAN | USER_NAME, "");
  }

  @Test
  @Tag("3.1.1/MQTT-3.1.2-20")
  void aPasswordThatIsNotAnnounced() {
    refused(CLEAN | USER_NAME, "'user' 'password'");
  }

  @Test
  @Tag("3.1.1/MQTT-3.1.2-21")
  void anAnnouncedPasswordThatIsMissing() {
    refused(CLEAN | USER_NAME | PASSWORD, "'user'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'password'", "'user' 'password'"})
  @Tag("3.1.1/MQTT-3.1.2-22")
  void aPasswordWithoutAUserName(String fields) {
    refused(CLEAN | PASSWORD, fields);
  }

  @Test
  @Tag("3.1.1/MQTT-3.1.2-19")
  @Tag("3.1.1/MQTT-3.1.2-21")
  void userNameAndPasswordInTheirPlaces() {
    accepted(CLEAN | USER_NAME | PASSWORD, "'user' 'password'").disconnect();
  }

  @Test
  @Tag("3.1.1/MQTT-3.1.2-18")
  @Tag("3.1.1/MQTT-3.1.2-20")
  @Tag("3.1.1/MQTT-3.1.2-11")
  void neitherWillNorUserNameNorPassword() {
    accepted(CLEAN, "").disconnect();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0000", "0003 00FFC0", "0002 ED A0"})
  void aPasswordIsAnyBytes(String password) {
    accepted(CLEAN | USER_NAME | PASSWORD, "'user'" + password).disconnect();
  }

  @Test
  void anEmptyUserNameIsAUserName() {
    accepted(CLEAN | USER_NAME, "''").disconnect();
  }

  @Test
  @Tag("3.1.1/MQTT-3.1.3-1")
  @Tag("3.1.1/MQTT-3.1.2-9")
  void theFieldsAreReadInTheirOrder() {
    String topic = stage.name("w");
    Client observer = stage.connect(MQTT_3_1_1, stage.name("c"));
    observer.subscribe(topic, QOS_2);
    int flags = CLEAN | WILL | WILL_QOS_1 | USER_NAME | PASSWORD;
    accepted(flags, "'" + topic + "' 'gone' 'user' 'password'").vanish();
    observer.expectPublish(topic, "gone", QOS_1);
  }

  @Test
  @Tag("3.1.1/MQTT-3.1.3-1")
  void willMessageBeforeWillTopic() {
    refused(CLEAN | WILL, Frames.field("FF FE 00") + "'will/topic'");
  }

  @Test
  @Tag("3.1.1/MQTT-3.1.3-1")
  void passwordBeforeUserName() {
    refused(CLEAN | USER_NAME | PASSWORD, Frames.field("FF FE 00") + "'user'");
  }

  @Test
  @Tag("3.1.1/MQTT-3.1.3-3")
  @Tag("3.1.1/MQTT-3.1.4-1")
  void noClientIdAtAll() {
    Client client = stage.open(MQTT_3_1_1);
    Frames.closedWithoutConnack(client, connect(CLEAN, ""));
  }

  @Test
  @Tag("3.1.1/MQTT-3.1.3-3")
  void theClientIdIsFirst() {
    Client client = stage.open(MQTT_3_1_1);
    String id = stage.name("c");
    Frames.closedWithoutConnack(
        client, connect(CLEAN | WILL, Frames.field("FF FE") + "'" + id + "' 'gone'"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"will/#", "will/+", "#", "+", ""})
  @Tag("3.1.1/MQTT-3.1.4-1")
  @Tag("3.1.1/MQTT-4.7.1-1")
  void aWillTopicIsATopicName(String topic) {
    refused(CLEAN | WILL, "'" + topic + "' 'gone'");
  }

  @Test
  @Tag("3.1.1/MQTT-3.1.4-1")
  void aConnectThatEndsInAField() {
    byte[] whole = connect(CLEAN | USER_NAME | PASSWORD, "'client' 'user' 'password'");
    for (int cut = 9; cut < whole.length; cut++) {
      byte[] rest = Arrays.copyOfRange(whole, 2, cut);
      Frames.closedWithoutConnack(stage.open(MQTT_3_1_1), Raw.packet(0x10, rest));
    }
  }

  @Test
  @Tag("3.1.1/MQTT-3.1.4-1")
  void aConnectWithBytesTooMany() {
    refused(CLEAN | USER_NAME | PASSWORD, "'user' 'password' 00");
  }
}
