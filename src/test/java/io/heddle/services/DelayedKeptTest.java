package io.heddle.services;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.api.DropReason;
import io.heddle.api.LocalClient;
import io.heddle.api.Statistics;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Delayed messages that were acknowledged, and a broker that ends before their time. */
@Timeout(60)
class DelayedKeptTest {
  private static final Qos QOS_1 = Qos.AT_LEAST_ONCE;

  @TempDir private Path folder;
  @AutoClose private final Several brokers = new Several();

  private Running start(String name, boolean delayed) {
    return brokers.start(
        builder -> {},
        "data.directory",
        folder.resolve(name).toString(),
        "data.durability",
        "os",
        "session.expiry-max",
        "1d",
        "delayed.enabled",
        Boolean.toString(delayed),
        "sys.interval",
        "never");
  }

  /** What kill -9 leaves at this moment. */
  private void kill(String name, String copy) throws IOException {
    Path to = Files.createDirectories(folder.resolve(copy));
    try (Stream<Path> files = Files.list(folder.resolve(name))) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  private static long waiting(Running running) {
    return running
        .services()
        .statistics()
        .delayed()
        .map(Statistics.DelayedMessages::waiting)
        .orElseThrow();
  }

  private static long cut(Running running) {
    return running.services().statistics().messagesDropped(DropReason.DELAY_CUT, QOS_1);
  }

  @Test
  void outliveTheProcess() throws IOException {
    Running killed = start("one", true);
    Client lasting = killed.lasting("lasting");
    lasting.subscribe("a", QOS_1);
    lasting.close();
    Client client = killed.connect(Login.v5("client"));
    client.publish("$delayed/2/a", "soon", QOS_1);
    client.publish("$delayed/4000/a", "later", QOS_1);
    client.publish("$delayed/4000/a", "never", Qos.AT_MOST_ONCE);
    kill("one", "two");
    killed.close();
    assertEquals(0, cut(killed));

    Running running = start("two", true);
    Client back = running.connect(Login.v5("lasting").resume());
    back.receive("a", QOS_1, "soon");
    assertEquals(1, waiting(running));
    running.close();

    Running again = start("two", true);
    assertEquals(1, waiting(again));
    again.close();

    Running without = start("two", false);
    assertEquals(1, cut(without));
    without.close();
    assertEquals(0, waiting(start("two", true)));
  }

  @Test
  void alsoThoseOfAClientInTheProgram() throws IOException {
    Running killed = start("one", true);
    try (LocalClient local = killed.broker().client("local")) {
      assertEquals(
          ReasonCode.SUCCESS,
          local.publish(Running.message("$delayed/4000/a", "later", QOS_1, false)));
    }
    kill("one", "two");
    assertEquals(1, waiting(start("two", true)));
  }
}
