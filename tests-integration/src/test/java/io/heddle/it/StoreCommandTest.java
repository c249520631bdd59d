package io.heddle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/heddle store} on what an image has kept that was killed. */
class StoreCommandTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int MESSAGES = 50;

  @TempDir Path folder;

  private static Mqtt5BlockingClient client(Image image, String clientId) {
    return Mqtt5Client.builder()
        .identifier(clientId)
        .serverHost("127.0.0.1")
        .serverPort(image.port())
        .buildBlocking();
  }

  private static void resume(Mqtt5BlockingClient client) {
    client.connectWith().cleanStart(false).sessionExpiryInterval(1000).send();
  }

  private String setting(String data) {
    return "data.directory=" + folder.resolve(data);
  }

  private void fillAndKill() throws IOException {
    try (Image image = Image.start(setting("data"))) {
      Mqtt5BlockingClient keeper = client(image, "keeper");
      resume(keeper);
      keeper.subscribeWith().topicFilter("readings/#").qos(MqttQos.AT_LEAST_ONCE).send();
      keeper.disconnect();
      Mqtt5BlockingClient publisher = client(image, "publisher");
      publisher.connect();
      for (int i = 0; i < MESSAGES; i++) {
        publisher
            .publishWith()
            .topic("readings/" + i)
            .qos(MqttQos.AT_LEAST_ONCE)
            .payload(("value " + i).getBytes(java.nio.charset.StandardCharsets.UTF_8))
            .send();
      }
      String taken =
          "heddle: a broker uses the folder " + folder.resolve("data") + ": stop it first";
      assertEquals(List.of(taken), run(2, "check", folder.resolve("data").toString()).stderr());
      image.kill();
    }
  }

  private Command run(int code, String... words) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("store"));
    arguments.addAll(List.of(words));
    try (Command command = Command.run(Image.home(), Map.of(), arguments)) {
      assertEquals(code, command.awaitExit(LIMIT), command::toString);
      return command;
    }
  }

  private String told(String... words) throws IOException {
    Command command = run(0, words);
    assertEquals(List.of(), command.stderr());
    return String.join("\n", command.stdout());
  }

  @Test
  void whatWasKilledIsLookedAtCopiedAndRestored() throws Exception {
    fillAndKill();
    String data = folder.resolve("data").toString();
    String copy = folder.resolve("copy").toString();
    assertTrue(told("check", "-D", setting("data")).contains("ok: " + data + ": "));
    String stats = told("stats", "--json", data);
    assertTrue(stats.contains("\"queued\":" + MESSAGES + ","), stats);
    assertTrue(stats.contains("\"subscriptions\":1,"), stats);
    String dump = told("dump", "--client", "keeper", data);
    assertTrue(dump.contains(" subscribed client=keeper filter=readings/# qos=1 "), dump);
    assertTrue(dump.contains(" topic=readings/49 "), dump);
    assertTrue(told("backup", copy, data).startsWith("ok: " + copy + ": "));
    assertTrue(told("compact", data).startsWith("ok: " + data + ": 1 segments "));
    told("restore", copy, folder.resolve("again").toString());
    everythingIsThere("data");
    everythingIsThere("again");
  }

  private void everythingIsThere(String store) throws Exception {
    try (Image image = Image.start(setting(store))) {
      Mqtt5BlockingClient keeper = client(image, "keeper");
      try (Mqtt5BlockingClient.Mqtt5Publishes publishes =
          keeper.publishes(MqttGlobalPublishFilter.ALL)) {
        resume(keeper);
        for (int i = 0; i < MESSAGES; i++) {
          String topic =
              publishes.receive(30, TimeUnit.SECONDS).orElseThrow().getTopic().toString();
          assertEquals("readings/" + i, topic);
        }
      }
      keeper.disconnect();
    }
  }
}
