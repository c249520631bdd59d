package io.heddle.spec.v311;

import static io.heddle.mqtt.Version.MQTT_3_1_1;
import static io.heddle.spec.Packets.QOS_0;
import static io.heddle.spec.Packets.QOS_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.codec.Packet;
import io.heddle.spec.Client;
import io.heddle.spec.Raw;
import io.heddle.spec.Stage;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which topics a filter matches. In the tables T stands for a name of the test's own. */
class TopicSpec {
  @RegisterExtension final Stage stage = Stage.plain();

  private final String own = stage.name("T");

  private Client client() {
    return stage.connect(MQTT_3_1_1, stage.name("c"));
  }

  private String real(String text) {
    return text.replace("T", own);
  }

  /**
   * Whether a subscription to the filter receives a message of the topic: live, and the retained
   * one.
   */
  private void matches(String filter, String topic, boolean expected) {
    Client subscriber = client();
    subscriber.subscribe(real(filter), QOS_0);
    client().retain(real(topic), "hello", QOS_0);
    if (expected) {
      subscriber.expectPublish(real(topic), "hello");
    }
    subscriber.expectNothingMore();
    List<String> retained = Checks.retainedOn(stage, real(filter));
    assertEquals(expected ? List.of("hello") : List.of(), retained);
    client().retain(real(topic), "", QOS_0);
  }

  @ParameterizedTest(name = "{0} matches {1}")
  @CsvSource({
    "T, T",
    "T/#, T",
    "T/#, T/a",
    "T/#, T/a/b/c",
    "T/#, T/",
    "T/a/#, T/a",
    "T/+, T/a",
    "T/+, T/",
    "T/+/+, T//",
    "T/+/b, T/a/b",
    "T/+/b, T//b",
    "T/+/#, T/a",
    "T/+/#, T/a/b/c",
    "+/T/+, a/T/b",
    "+/T, /T",
    "/+/T, /a/T",
    "/T, /T",
    "/T/#, /T",
    "T/a b/ c, T/a b/ c",
    "T/$a, T/$a",
    "T/+, T/$a",
    "$T/+, $T/a",
    "$T/#, $T/a/b",
    "$T/#, $T"
  })
  @Tag("3.1.1/MQTT-3.3.2-3")
  @Tag("3.1.1/MQTT-4.7.3-4")
  @Tag("3.1.1/MQTT-3.3.1-6")
  void matching(String filter, String topic) {
    matches(filter, topic, true);
  }

  @ParameterizedTest(name = "{0} does not match {1}")
  @CsvSource({
    "T, T/",
    "T/, T",
    "T, /T",
    "/T, T",
    "T/+, T",
    "T/+, T/a/b",
    "T/+, T/a/",
    "T/a, T/A",
    "T/a, T/a/",
    "T/a, T//a",
    "T//a, T/a",
    "T/a/#, T/ab",
    "T/+/b, T/a/a/b",
    "T/+/b, T/b",
    "+/T, T",
    "T/ a, T/a",
    "T/a, T/a%20",
    "T/%61, T/a",
    "T/./a, T/a",
    "T/b/../a, T/a",
    "T/e\u0301, T/\u00e9",
    "T/ﬁ, T/fi",
    "T/*, T/a",
    "T/?, T/a"
  })
  @Tag("3.1.1/MQTT-3.3.2-3")
  @Tag("3.1.1/MQTT-4.7.3-4")
  void notMatching(String filter, String topic) {
    matches(filter, topic, false);
  }

  @ParameterizedTest(name = "{0} does not match {1}")
  @CsvSource({
    "+/T, $x/T",
    "+/T/#, $x/T/a",
    "+/+/T, $x/a/T",
    "+/T, $/T",
    "+/T, $SYS/T",
    "+/+/T, $SYS/a/T"
  })
  @Tag("3.1.1/MQTT-4.7.2-1")
  void aLeadingWildcardDoesNotMatchDollar(String filter, String topic) {
    Client subscriber = client();
    subscriber.subscribe(real(filter), QOS_0);
    client().publish(real(topic), "hello", QOS_0);
    subscriber.expectNothingMore();
  }

  @Test
  @Tag("3.1.1/MQTT-4.7.2-1")
  void hashDoesNotMatchDollar() {
    Client all = client();
    all.subscribe("#", QOS_0);
    Client publisher = client();
    publisher.publish("$" + own + "/a", "hidden", QOS_0);
    publisher.publish(own + "/a", "shown", QOS_0);
    String topic;
    do {
      topic = String.valueOf(all.expect(Packet.Publish.class).topic());
      assertEquals(false, topic.startsWith("$"), topic);
    } while (!topic.equals(own + "/a"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a#", "#a", "a/#/b", "#/", "#/a", "a/b#", "##", "a/##", "+a", "a+", "a/+b", "a/b+/c", "++",
        "+#", "#+", "a/+#", ""
      })
  @Tag("3.1.1/MQTT-4.7.1-2")
  @Tag("3.1.1/MQTT-4.7.1-3")
  @Tag("3.1.1/MQTT-4.7.3-1")
  @Tag("3.1.1/MQTT-4.8.0-1")
  void aFilterWithAMisplacedWildcardEndsTheConnection(String filter) {
    Client subscriber = client();
    subscriber.sendRaw(Raw.packet(0x82, "0001 '" + filter + "' 00"));
    subscriber.expectClosed();
    Client unsubscriber = client();
    unsubscriber.sendRaw(Raw.packet(0xA2, "0001 '" + filter + "'"));
    unsubscriber.expectClosed();
  }

  @ParameterizedTest
  @ValueSource(ints = {65_535, 65_534, 40_000})
  @Tag("3.1.1/MQTT-4.7.3-3")
  void namesAndFiltersMayHave65535Bytes(int bytes) {
    String topic = own + "é".repeat((bytes - own.length()) / 2);
    topic = topic + "x".repeat(bytes - own.length() - (topic.length() - own.length()) * 2);
    Client subscriber = client();
    subscriber.subscribe(topic, QOS_1);
    client().publish(topic, "hello", QOS_1);
    subscriber.receive(topic, QOS_1, "hello");
    subscriber.expectNothingMore();
  }

  @Test
  @Tag("3.1.1/MQTT-4.7.3-1")
  void oneCharacterIsEnough() {
    Client subscriber = client();
    subscriber.subscribe("/", QOS_0);
    client().publish("/", own, QOS_0);
    subscriber.expectPublish("/", own);
  }
}
