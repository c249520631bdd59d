package io.heddle.it.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAck;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode;
import io.heddle.it.Command;
import io.heddle.it.Image;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real client that authenticates by SCRAM, as a user of {@code heddle passwd --scram}. */
class HiveScramTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir static Path folder;

  private static Image image;
  private final Mailbox<Throwable> ends = new Mailbox<>();

  @BeforeAll
  static void start() throws IOException {
    passwd("alice", "--scram");
    passwd("bob", "--scram-sha-512", "--iterations", "4096");
    image =
        Image.start(
            "auth.scram-file=" + file(),
            "auth.failures=0",
            "anonymous=deny",
            // A client of this JVM computes its proof with as many rounds as passwd takes.
            "limits.connect-timeout=60s");
  }

  @AfterAll
  static void stop() {
    image.close();
  }

  private static Path file() {
    return folder.resolve("passwords");
  }

  private static void passwd(String user, String... options) throws IOException {
    List<String> words = new ArrayList<>(List.of("passwd", "--stdin"));
    words.addAll(List.of(options));
    words.addAll(List.of(file().toString(), user));
    try (Command command = Command.run(Image.home(), Map.of(), words)) {
      try (var stdin = command.process().getOutputStream()) {
        stdin.write((user + "'s secret\n").getBytes(UTF_8));
      }
      assertEquals(0, command.awaitExit(LIMIT), command::toString);
    }
  }

  private Mqtt5BlockingClient client() {
    return Mqtt5Client.builder()
        .identifier(RunningImage.name("scram"))
        .serverHost("127.0.0.1")
        .serverPort(image.port())
        .addDisconnectedListener(end -> ends.add(end.getCause()))
        .buildBlocking();
  }

  private static Mqtt5Connect with(HiveScram scram) {
    return Mqtt5Connect.builder().enhancedAuth(scram).build();
  }

  @Test
  void bothProveThatTheyKnowThePassword() {
    HiveScram[] all = {
      new HiveScram(256, "alice", "alice's secret"), new HiveScram(512, "bob", "bob's secret")
    };
    for (HiveScram scram : all) {
      Mqtt5BlockingClient client = client();
      Mqtt5ConnAck connack = client.connect(with(scram));
      assertEquals(scram.getMethod(), connack.getEnhancedAuth().orElseThrow().getMethod());
      client.publishWith().topic("a").qos(MqttQos.AT_LEAST_ONCE).send();
      client.disconnect();
    }
  }

  @Test
  void whoDoesNotKnowItIsRefused() {
    String[][] wrong = {{"alice", "bob's secret"}, {"nobody", "x"}, {"bob", "bob's secret"}};
    for (String[] words : wrong) {
      Mqtt5ConnAckException e =
          assertThrows(
              Mqtt5ConnAckException.class,
              () -> client().connect(with(new HiveScram(256, words[0], words[1]))));
      assertEquals(Mqtt5ConnAckReasonCode.NOT_AUTHORIZED, e.getMqttMessage().getReasonCode());
    }
  }

  @Test
  void aClientAuthenticatesAgainWhileMessagesFlow() throws Exception {
    Mqtt5BlockingClient client = client();
    client.connect(with(new HiveScram(256, "alice", "alice's secret")));
    client.subscribeWith().topicFilter("again").qos(MqttQos.AT_LEAST_ONCE).send();
    var messages = client.publishes(MqttGlobalPublishFilter.ALL);
    for (int i = 0; i < 5; i++) {
      var done = client.toAsync().reauth();
      client.publishWith().topic("again").qos(MqttQos.AT_LEAST_ONCE).send();
      messages.receive();
      done.get();
    }
    messages.close();
    assertTrue(client.getState().isConnected());
    client.disconnect();
  }

  @Test
  void whoHasForgottenItMeanwhileIsDisconnected() throws InterruptedException {
    Mqtt5BlockingClient client = client();
    HiveScram scram = new HiveScram(256, "alice", "alice's secret");
    client.connect(with(scram));
    scram.password("forgotten");
    assertThrows(RuntimeException.class, client::reauth);
    Awaitility.await().atMost(LIMIT).until(() -> !client.getState().isConnected());
    Mqtt5DisconnectException end = assertInstanceOf(Mqtt5DisconnectException.class, ends.next());
    assertEquals(Mqtt5DisconnectReasonCode.NOT_AUTHORIZED, end.getMqttMessage().getReasonCode());
  }
}
