package io.heddle.it.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import io.heddle.it.Image;
import io.heddle.it.tls.Authority;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HiveMQ's and Paho's clients over TLS. */
class TlsClientsTest {
  private static final Authority AUTHORITY = Authority.temporary();

  @SuppressWarnings("NullAway.Init")
  private static Image image;

  @BeforeAll
  static void start() throws IOException {
    image = Image.start(AUTHORITY.settings("server"));
  }

  @AfterAll
  static void stop() {
    image.close();
  }

  /** A payload that takes several TLS records comes back as it went. */
  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void hive(String version) throws Exception {
    Mqtt5BlockingClient client =
        Mqtt5Client.builder()
            .serverHost("127.0.0.1")
            .serverPort(image.port("mqtts"))
            .sslConfig(
                MqttClientSslConfig.builder()
                    .trustManagerFactory(AUTHORITY.trust())
                    .protocols(List.of(version))
                    .build())
            .buildBlocking();
    client.connect();
    byte[] large = new byte[300_000];
    Arrays.fill(large, (byte) 'x');
    try (Mqtt5BlockingClient.Mqtt5Publishes publishes =
        client.publishes(MqttGlobalPublishFilter.ALL)) {
      client.subscribeWith().topicFilter("hive/" + version).qos(MqttQos.EXACTLY_ONCE).send();
      client.publishWith().topic("hive/" + version).qos(MqttQos.EXACTLY_ONCE).payload(large).send();
      assertEquals(
          large.length,
          publishes
              .receive(Mailbox.LIMIT.toMillis(), TimeUnit.MILLISECONDS)
              .orElseThrow()
              .getPayloadAsBytes()
              .length);
    }
    client.disconnect();
  }

  @Test
  void paho() throws Exception {
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setSocketFactory(AUTHORITY.client().getSocketFactory());
    Mailbox<String> mail = new Mailbox<>();
    String uri = "ssl://127.0.0.1:" + image.port("mqtts");
    MqttAsyncClient client =
        new MqttAsyncClient(uri, RunningImage.name("tls"), new MemoryPersistence());
    try {
      client.connect(options).waitForCompletion(Mailbox.LIMIT.toMillis());
      client.setCallback(new Heard(mail));
      client.subscribe("paho/tls", 1).waitForCompletion(Mailbox.LIMIT.toMillis());
      client.publish("paho/tls", new MqttMessage("over tls".getBytes(UTF_8), 1, false, null));
      mail.expect("over tls");
      client.disconnect().waitForCompletion(Mailbox.LIMIT.toMillis());
    } finally {
      client.close();
    }
  }
}
