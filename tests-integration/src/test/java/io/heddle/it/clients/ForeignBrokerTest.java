package io.heddle.it.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.codec.Packet;
import io.heddle.examples.SmallClient;
import io.heddle.it.Command;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.TopicName;
import io.heddle.mqtt.Version;
import io.heddle.mqtt.Will;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The packet library on the other side: the client of docs/packet-library.md talks to Mosquitto,
 * and so reads what a server sends that is not ours.
 */
class ForeignBrokerTest {
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  /** Debian puts servers where only root looks for them. */
  private static final Path DEBIANS = Path.of("/usr/sbin/mosquitto");

  private static Command mosquitto;
  private static int port;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, HERE)) {
      port = free.getLocalPort();
    }
    Path settings = folder.resolve("mosquitto.conf");
    Files.writeString(settings, "listener " + port + " 127.0.0.1\nallow_anonymous true\n");
    String program = Files.exists(DEBIANS) ? DEBIANS.toString() : "mosquitto";
    mosquitto = Command.run(List.of(program, "-c", settings.toString()), Map.of(), Path.of(""));
    Awaitility.await("mosquitto on port " + port)
        .atMost(Mailbox.LIMIT)
        .ignoreExceptions()
        .until(() -> {
          new Socket(HERE, port).close();
          return true;
        });
  }

  @AfterAll
  static void stop() {
    mosquitto.close();
  }

  private static SmallClient client(Packet.Connect connect) throws Exception {
    return new SmallClient(new Socket(HERE, port), connect);
  }

  @ParameterizedTest
  @EnumSource
  void messagesGoAndCome(Version version) throws Exception {
    try (SmallClient client = client(Packet.Connect.of(version, "small"))) {
      client.subscribe("house/#", Qos.EXACTLY_ONCE);
      for (Qos qos : Qos.values()) {
        client.publish("house/" + version, "level " + qos, qos);
        Packet.Publish message = client.receive();
        assertEquals("level " + qos, message.payload().text());
        assertEquals(qos, message.qos());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aWillIsUnderstood(Version version) throws Exception {
    Will will =
        new Will(
            TopicName.of("wills/" + version),
            Bytes.utf8("gone"),
            Qos.AT_LEAST_ONCE,
            false,
            Properties.NONE,
            0);
    try (SmallClient watcher = client(Packet.Connect.of(version, "watcher"))) {
      watcher.subscribe("wills/+", Qos.AT_LEAST_ONCE);
      Socket lost = new Socket(HERE, port);
      new SmallClient(lost, Packet.Connect.of(version, "lost").withWill(will));
      lost.close();
      assertEquals("gone", watcher.receive().payload().text());
    }
  }
}
