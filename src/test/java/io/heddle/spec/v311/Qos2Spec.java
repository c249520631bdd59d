package io.heddle.spec.v311;

import static io.heddle.mqtt.Version.MQTT_3_1_1;
import static io.heddle.spec.Packets.QOS_2;
import static io.heddle.spec.Packets.pubcomp;
import static io.heddle.spec.Packets.publish;
import static io.heddle.spec.Packets.pubrec;
import static io.heddle.spec.Packets.pubrel;
import static io.heddle.spec.Packets.repeated;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.codec.Packet;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exactly once, whatever is said twice and wherever the connection breaks. */
class Qos2Spec {
  private static final int ID = 4711;

  @RegisterExtension final Stage stage = Stage.plain();

  private Client client() {
    return stage.connect(MQTT_3_1_1, stage.name("c"));
  }

  /**
   * A client that sends one message by a script: P is PUBLISH, D with DUP, R PUBREL, each with its
   * answer awaited, and in lower case without; X vanishes and resumes, T resumes on another
   * connection before the old one has gone.
   */
  @ParameterizedTest(name = "{0} delivers {1}")
  @CsvSource({
    "PR, 1",
    "PDR, 1",
    "PDDDR, 1",
    "PRR, 1",
    "PDRR, 1",
    "PXDR, 1",
    "PXR, 1",
    "PXRR, 1",
    "PRXR, 1",
    "PDXDXDXR, 1",
    "PTDR, 1",
    "PTR, 1",
    "PDTDRTR, 1",
    "pXDR, 1",
    "pTDR, 1",
    "PdXDR, 1",
    "PdTDR, 1",
    "PrXR, 1",
    "PrTR, 1",
    "pDR, 1",
    "pdDR, 1",
    "PrR, 1",
    "PRPR, 2",
    "PRDR, 2",
    "PDRDR, 2",
    "PRXPR, 2",
    "PXDRXRPR, 2"
  })
  @Tag("3.1.1/MQTT-4.3.3-2")
  @Tag("3.1.1/MQTT-2.3.1-6")
  @Tag("3.1.1/MQTT-3.3.4-1")
  void receiver(String script, int delivered) {
    String topic = stage.name("t");
    Client subscriber = client();
    subscriber.subscribe(topic, QOS_2);
    String publisher = stage.name("p");
    Client last = play(script, topic, publisher);
    last.fence();
    for (int i = 0; i < delivered; i++) {
      Packet.Publish publish = subscriber.expectPublish(topic, "once", QOS_2);
      assertFalse(publish.dup());
      subscriber.acknowledge(publish);
    }
    subscriber.expectNothingMore();
  }

  private Client play(String script, String topic, String clientId) {
    Client client = stage.connect(Login.v311(clientId).resume());
    Packet.Publish message = publish(topic, "once", QOS_2, ID);
    for (char step : script.toCharArray()) {
      switch (Character.toUpperCase(step)) {
        case 'P' -> client.send(message);
        case 'D' -> client.send(repeated(message));
        case 'R' -> client.send(pubrel(ID));
        default -> {
          if (step == 'X') {
            client.vanish();
          }
          client = stage.resume(Login.v311(clientId).resume());
        }
      }
      if (step == 'P' || step == 'D') {
        assertEquals(ID, client.await(Packet.Pubrec.class).packetId());
      } else if (step == 'R') {
        assertEquals(ID, client.await(Packet.Pubcomp.class).packetId());
      }
    }
    return client;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 256, 0x7FFF, 0x8000, 0xFFFF})
  @Tag("3.1.1/MQTT-4.3.3-2")
  @Tag("3.1.1/MQTT-2.3.1-6")
  void everyIdentifierIsRepeatedInTheAnswers(int id) {
    Client client = client();
    client.send(publish(stage.name("t"), "m", QOS_2, id));
    client.expect(pubrec(id));
    client.send(pubrel(id));
    client.expect(pubcomp(id));
  }

  @Test
  @Tag("3.1.1/MQTT-4.3.3-2")
  void pubrelForAnIdentifierThatIsNotInUseIsAnsweredWithPubcomp() {
    Client client = client();
    client.send(pubrel(99));
    client.expect(pubcomp(99));
    client.expectNothingMore();
  }

  @Test
  @Tag("3.1.1/MQTT-4.3.3-1")
  @Tag("3.1.1/MQTT-2.3.1-6")
  void theServerSendsTheFourPackets() {
    String topic = stage.name("t");
    Client subscriber = client();
    subscriber.subscribe(topic, QOS_2);
    client().publish(topic, "once", QOS_2);
    Packet.Publish publish = subscriber.expectPublish(topic, "once", QOS_2);
    assertFalse(publish.dup());
    assertTrue(publish.packetId() > 0);
    subscriber.send(pubrec(publish.packetId()));
    subscriber.expect(pubrel(publish.packetId()));
    subscriber.send(pubcomp(publish.packetId()));
    subscriber.expectNothingMore();
  }

  @Test
  @Tag("3.1.1/MQTT-4.3.3-1")
  @Tag("3.1.1/MQTT-4.4.0-1")
  @Tag("3.1.1/MQTT-3.3.1-1")
  void theServerResendsWhatIsUnansweredOnEveryReconnect() {
    String id = stage.name("c");
    String topic = stage.name("t");
    Client subscriber = stage.connect(Login.v311(id).resume());
    subscriber.subscribe(topic, QOS_2);
    client().publish(topic, "once", QOS_2);
    int packetId = subscriber.expectPublish(topic, "once", QOS_2).packetId();
    for (int i = 0; i < 2; i++) {
      subscriber.vanish();
      subscriber = stage.resume(Login.v311(id));
      Packet.Publish again = subscriber.expectPublish(topic, "once", QOS_2);
      assertTrue(again.dup());
      assertEquals(packetId, again.packetId());
      subscriber.expectNothingMore();
    }
    subscriber.send(pubrec(packetId));
    subscriber.expect(pubrel(packetId));
    for (int i = 0; i < 2; i++) {
      subscriber.vanish();
      subscriber = stage.resume(Login.v311(id));
      subscriber.expect(pubrel(packetId));
      subscriber.expectNothingMore();
    }
    subscriber.send(pubcomp(packetId));
    subscriber.fence();
    subscriber.vanish();
    stage.resume(Login.v311(id)).expectNothingMore();
  }

  @Test
  @Tag("3.1.1/MQTT-4.3.3-1")
  void everyPubrecIsAnsweredWithPubrelUntilPubcomp() {
    String topic = stage.name("t");
    Client subscriber = client();
    subscriber.subscribe(topic, QOS_2);
    client().publish(topic, "once", QOS_2);
    int packetId = subscriber.expectPublish(topic, "once", QOS_2).packetId();
    for (int i = 0; i < 3; i++) {
      subscriber.send(pubrec(packetId));
      subscriber.expect(pubrel(packetId));
    }
    subscriber.send(pubcomp(packetId));
    subscriber.expectNothingMore();
  }

  @Test
  @Tag("3.1.1/MQTT-4.3.3-1")
  void anIdentifierIsInUseUntilPubcomp() {
    String topic = stage.name("t");
    Client subscriber = client();
    subscriber.subscribe(topic, QOS_2);
    Client publisher = client();
    publisher.publish(topic, "one", QOS_2);
    int one = subscriber.expectPublish(topic, "one", QOS_2).packetId();
    subscriber.send(pubrec(one));
    subscriber.expect(pubrel(one));
    publisher.publish(topic, "two", QOS_2);
    Packet.Publish two = subscriber.expectPublish(topic, "two", QOS_2);
    assertTrue(two.packetId() != one);
    subscriber.send(pubcomp(one));
    subscriber.acknowledge(two);
    subscriber.expectNothingMore();
  }
}
