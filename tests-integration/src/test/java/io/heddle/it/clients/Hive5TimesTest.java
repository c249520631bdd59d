package io.heddle.it.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5WillPublish;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Expiry and delay, in the words of the HiveMQ MQTT client: the tests that let seconds pass. */
@Execution(ExecutionMode.CONCURRENT)
class Hive5TimesTest {
  @RegisterExtension static final RunningImage BROKER = new RunningImage();

  private static HivePeer5 connect(Login login) {
    return new HivePeer5(login, BROKER.port());
  }

  private static HivePeer5 connect(String clientId, Mqtt5Connect connect) {
    return new HivePeer5(clientId, BROKER.port(), connect, false);
  }

  private static HivePeer5 anybody() {
    return connect(Login.clean(RunningImage.name("any")));
  }

  @Test
  void aSessionEndsWithItsExpiryInterval() {
    String id = RunningImage.name("short");
    Mqtt5Connect connect =
        Mqtt5Connect.builder().cleanStart(false).sessionExpiryInterval(1).build();
    try (HivePeer5 first = connect(id, connect)) {
      assertFalse(first.sessionPresent());
    }
    try (HivePeer5 again = connect(id, connect)) {
      assertTrue(again.sessionPresent());
    }
    await()
        .atMost(Mailbox.LIMIT)
        .pollInterval(Duration.ofMillis(1500))
        .until(() -> {
          try (HivePeer5 late = connect(id, connect)) {
            return !late.sessionPresent();
          }
        });
  }

  @Test
  void onlyWhatHasNotExpiredIsSentAndWithTheTimeThatIsLeft() throws Exception {
    Login login = Login.kept(RunningImage.name("kept"));
    String topic = RunningImage.name("expiring");
    try (HivePeer5 client = connect(login);
        HivePeer5 publisher = anybody()) {
      client.subscribe(topic, 1);
      client.disconnect();
      publish(publisher, Post.of(topic, "short", 1), 1);
      publish(publisher, Post.of(topic, "long", 1), 100);
      // A Will that is delayed by more than the first message lives: when it comes, that is over.
      String clock = RunningImage.name("clock");
      Mqtt5WillPublish will =
          HivePeer5.message(Post.of(clock, "", 0)).asWill().delayInterval(2).build();
      publisher.subscribe(clock, 0);
      try (Cable cable = new Cable(BROKER.port());
          HivePeer5 dying = dying(cable, will)) {
        assertTrue(dying.isConnected());
        cable.pull();
        publisher.mail().next();
      }
    }
    try (HivePeer5 client = connect(login)) {
      Mqtt5Publish got = client.messages().next();
      assertEquals("long", new String(got.getPayloadAsBytes(), UTF_8));
      long left = got.getMessageExpiryInterval().orElse(0);
      assertTrue(left > 50 && left <= 99, left + " s are left");
    }
  }

  private static void publish(HivePeer5 client, Post post, long expiry) {
    client.client().publish(HivePeer5.message(post).messageExpiryInterval(expiry).build());
  }

  private static HivePeer5 dying(Cable cable, Mqtt5WillPublish will) {
    Mqtt5Connect connect =
        Mqtt5Connect.builder().sessionExpiryInterval(60).willPublish(will).build();
    return new HivePeer5(RunningImage.name("dying"), cable.port(), connect, false);
  }

  @Test
  void aDelayedWillIsNotPublishedWhenTheClientReturns() throws Exception {
    String topic = RunningImage.name("will");
    String id = RunningImage.name("returning");
    Mqtt5Connect connect =
        Mqtt5Connect.builder()
            .sessionExpiryInterval(60)
            .willPublish(
                HivePeer5.message(Post.of(topic, "too soon", 1)).asWill().delayInterval(30).build())
            .build();
    Mqtt5Connect again = Mqtt5Connect.builder().cleanStart(false).sessionExpiryInterval(60).build();
    try (HivePeer5 watcher = anybody();
        Cable cable = new Cable(BROKER.port());
        HivePeer5 lost = new HivePeer5(id, cable.port(), connect, false)) {
      watcher.subscribe(topic, 1);
      cable.pull();
      await().atMost(Mailbox.LIMIT).until(() -> !lost.isConnected());
      try (HivePeer5 back = connect(id, again)) {
        assertTrue(back.sessionPresent());
        back.publish(Post.of(topic, "nothing before this", 1));
        watcher.mail().expect(Post.of(topic, "nothing before this", 1));
      }
    }
  }
}
