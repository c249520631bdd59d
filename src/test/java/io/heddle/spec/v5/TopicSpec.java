package io.heddle.spec.v5;

import static io.heddle.spec.Packets.QOS_0;
import static io.heddle.spec.Packets.to;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.codec.Packet;
import io.heddle.mqtt.ReasonCode;
import io.heddle.spec.Client;
import io.heddle.spec.Packets;
import io.heddle.spec.Raw;
import io.heddle.spec.Stage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Topic Names and Topic Filters, section 4.7. */
class TopicSpec {
  @RegisterExtension final Stage stage = Stage.plain();

  /**
   * In filter and topics, @ is a name of the test's own: it stands where the standard's examples
   * have sport.
   */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "@/tennis/player1/#, @/tennis/player1 @/tennis/player1/ranking @/tennis/player1/score/x, @/tennis @/tennis/player2",
    "@/#, @ @/a @/a/b @/, @@ b/@",
    "@/+, @/ @/a, @ @/a/b",
    "@/tennis/+, @/tennis/player1 @/tennis/, @/tennis/player1/ranking @/tennis",
    "+/@, /@ x/@, @ //@ x/y/@",
    "/@, /@, @ //@ /@/",
    "@/+/b, @/a/b @//b, @/b @/a/a/b @/a/B",
    "@//, @//, @/ @ @///",
    "@/+/+/#, @/a/b @/a/b/c @//, @/a @",
    "@, @, @/ /@",
    "@/a b, @/a b, @/ab @/a%20b",
  })
  @Tag("5.0/MQTT-3.3.2-3")
  @Tag("5.0/MQTT-4.7.3-4")
  @Tag("5.0/MQTT-4.7.1-1")
  @Tag("5.0/MQTT-4.7.1-2")
  void filtersMatchAsTheStandardSays(String filter, String matching, String others) {
    String own = stage.name("t");
    Client client = stage.connect();
    client.subscribe(filter.replace("@", own), QOS_0);
    Client publisher = stage.connect();
    for (String topic : words(others)) {
      publisher.publish(topic.replace("@", own), "must not come", QOS_0);
    }
    for (String topic : words(matching)) {
      publisher.publish(topic.replace("@", own), topic, QOS_0);
    }
    for (String topic : words(matching)) {
      client.expectPublish(topic.replace("@", own), topic);
    }
    client.expectNothingMore();
  }

  private static Iterable<String> words(String list) {
    return list.endsWith("a b") ? Arrays.asList(list) : Arrays.asList(list.split(" "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a#", "a/#/b", "#/", "a/b#", "##", "/#/", "+#", "$share/g/a#"})
  @Tag("5.0/MQTT-4.7.1-1")
  void multiLevelWildcardStandsAloneAndLast(String filter) {
    refused(filter);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a+", "+a", "a/+b", "a/b+/c", "++", "/+a/", "$share/g/+a"})
  @Tag("5.0/MQTT-4.7.1-2")
  void singleLevelWildcardFillsItsLevel(String filter) {
    refused(filter);
  }

  /**
   * A filter that the standard does not know may be refused alone (0x8F) or end the connection;
   * what it may not be is granted.
   */
  private void refused(String filter) {
    Client client = stage.connect();
    client.sendRaw(Raw.packet(0x82, "0001 00 '" + filter + "' 00"));
    Packet answer = client.next();
    if (answer instanceof Packet.Suback suback) {
      assertEquals(ReasonCode.TOPIC_FILTER_INVALID, suback.reasons().getFirst());
    } else {
      ReasonCode reason = ((Packet.Disconnect) answer).reason();
      assertEquals(
          true,
          reason == ReasonCode.MALFORMED_PACKET
              || reason == ReasonCode.TOPIC_FILTER_INVALID
              || reason == ReasonCode.PROTOCOL_ERROR,
          reason.toString());
      client.expectClosed();
    }
  }

  @Test
  @Tag("5.0/MQTT-4.7.2-1")
  void leadingWildcardsDoNotMatchDollarTopics() {
    String own = stage.name("own");
    Client client = stage.connect();
    client.subscribe(to("#", QOS_0), to("+/" + own + "/#", QOS_0));
    Client knowing = stage.connect();
    knowing.subscribe("$test/" + own + "/#", QOS_0);
    Client publisher = stage.connect();
    publisher.publish("$test/" + own + "/a", "hidden", QOS_0);
    publisher.publish("test/" + own + "/a", "plain", QOS_0);
    knowing.expectPublish("$test/" + own + "/a", "hidden");
    knowing.expectNothingMore();
    // Others publish too, and # matches it all: what matters is that ours comes without the hidden
    // one before it.
    Packet.Publish publish = client.expect(Packet.Publish.class);
    while (!publish.topic().value().equals("test/" + own + "/a")) {
      assertEquals(false, publish.topic().value().startsWith("$"), publish.toString());
      publish = client.expect(Packet.Publish.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"82 {0001 00 '' 00}", "A2 {0001 00 ''}", "82 {0001 00 '$share/g/' 00}"})
  @Tag("5.0/MQTT-4.7.3-1")
  void emptyFilterIsRefused(String raw) {
    Client client = stage.connect();
    client.sendRaw(raw);
    Packet answer = client.next();
    if (answer instanceof Packet.Suback suback) {
      assertEquals(ReasonCode.TOPIC_FILTER_INVALID, suback.reasons().getFirst());
    } else {
      assertEquals(true, ((Packet.Disconnect) answer).reason().isError());
      client.expectClosed();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "30 {'a%sb' 00}",
        "32 {'%s' 0001 00}",
        "82 {0001 00 '%s' 00}",
        "A2 {0001 00 'a/%s'}"
      })
  @Tag("5.0/MQTT-4.7.3-2")
  void topicsHaveNoNullCharacter(String raw) {
    Client client = stage.connect();
    client.sendRaw(raw.formatted("\0"));
    client.expectDisconnect(ReasonCode.MALFORMED_PACKET);
  }

  @Test
  @Tag("5.0/MQTT-4.7.3-3")
  void longestTopicIs65535Bytes() {
    String stem = stage.name("t") + "/";
    String longest = stem + "é".repeat((65_535 - stem.length()) / 2);
    longest += "x".repeat(65_535 - longest.getBytes(StandardCharsets.UTF_8).length);
    Client client = stage.connect();
    client.subscribe(stem + "#", QOS_0);
    client.send(Packets.publish(longest, "x"));
    client.expectPublish(longest, "x");
    Client narrow = stage.connect();
    narrow.subscribe(longest, QOS_0);
    client.send(Packets.publish(longest, "y"));
    narrow.expectPublish(longest, "y");
  }

  @Test
  @Tag("5.0/MQTT-4.7.3-4")
  void caseAndSlashesMatter() {
    String own = stage.name("t");
    Client client = stage.connect();
    client.subscribe(own + "/ACCOUNTS", QOS_0);
    Client publisher = stage.connect();
    for (String other :
        new String[] {"/Accounts", "/ACCOUNTS/", "//ACCOUNTS", "/ACCOUNTS ", "/./ACCOUNTS"}) {
      publisher.publish(own + other, "another", QOS_0);
    }
    publisher.publish(own + "/ACCOUNTS", "the one", QOS_0);
    client.expectPublish(own + "/ACCOUNTS", "the one");
    client.expectNothingMore();
  }
}
