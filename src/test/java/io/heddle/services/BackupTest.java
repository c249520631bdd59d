package io.heddle.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.api.Durability;
import io.heddle.api.StoreCopy;
import io.heddle.api.StoreStatus;
import io.heddle.codec.Packet;
import io.heddle.mqtt.Qos;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A copy of the store of a broker that goes on. */
@Timeout(120)
class BackupTest {
  private static final int PUBLISHERS = 4;
  private static final int ENOUGH = 500;

  @TempDir Path folder;

  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean over = new AtomicBoolean();

  private Running running(String data) {
    return new Running(
        "data.directory",
        folder.resolve(data).toString(),
        "data.segment-size",
        "1MiB",
        "limits.packet-size",
        "64KiB",
        "queue.messages",
        "1000000");
  }

  private static Client keeper(Running running) {
    return running.connect(Login.v5("keeper").resume().sessionExpiry(1000));
  }

  private void publish(Running running, int number) {
    Client client = running.connect(Login.v5("publisher" + number));
    String filling = "x".repeat(5000);
    for (int i = 0; !over.get(); i++) {
      String text = number + ":" + i;
      client.publish("load/" + number, text + " " + filling, Qos.AT_LEAST_ONCE);
      acknowledged.add(text);
    }
  }

  private void awaitAcknowledged(int count) {
    while (acknowledged.size() < count) {
      Thread.onSpinWait();
    }
  }

  @Test
  void whatWasAcknowledgedBeforeIsInIt() throws Exception {
    Set<String> before;
    try (Running running = running("data")) {
      Client keeper = keeper(running);
      keeper.subscribe("load/#", Qos.AT_LEAST_ONCE);
      keeper.disconnect();
      running.connect(Login.v5("other")).retain("kept", "here", Qos.AT_LEAST_ONCE);
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < PUBLISHERS; i++) {
        int number = i;
        threads.add(Thread.startVirtualThread(() -> publish(running, number)));
      }
      awaitAcknowledged(ENOUGH);
      before = new HashSet<>(acknowledged);
      StoreCopy copy = running.broker().services().store().backup(folder.resolve("copy"));
      assertEquals(List.of(), copy.damages());
      assertTrue(copy.files() > 1, copy::toString);
      awaitAcknowledged(acknowledged.size() + 10); // it goes on
      over.set(true);
      for (Thread thread : threads) {
        thread.join();
      }
      assertFalse(status(running).backup());
    }
    hasAll("copy", before);
  }

  private void hasAll(String data, Set<String> before) {
    try (Running restored = running(data)) {
      assertEquals(List.of(), status(restored).damages());
      Client keeper = keeper(restored);
      Set<String> there = new HashSet<>();
      while (!there.containsAll(before)) {
        Packet.Publish publish = keeper.expect(Packet.Publish.class);
        there.add(publish.payload().text().split(" ")[0]);
        keeper.acknowledge(publish);
      }
      Client reader = restored.connect(Login.v5("reader"));
      reader.subscribe("kept", Qos.AT_LEAST_ONCE);
      reader.expectPublish("kept", "here");
    }
  }

  private static StoreStatus status(Running running) {
    return running.broker().services().store().status().orElseThrow();
  }

  private static String refusal(Running running, Path target) {
    IllegalStateException refused =
        assertThrows(
            IllegalStateException.class, () -> running.broker().services().store().backup(target));
    return String.valueOf(refused.getMessage());
  }

  @Test
  void itSaysHowItIsAndWhyThereIsNoBackup() throws IOException {
    Path full = Files.createDirectory(folder.resolve("full"));
    Files.writeString(full.resolve("some"), "thing");
    Running closed;
    try (Running running = running("data")) {
      closed = running;
      StoreStatus status = status(running);
      assertEquals(folder.resolve("data"), status.directory());
      assertEquals(Durability.FSYNC, status.durability());
      assertFalse(status.full() || status.failing() || status.backup());
      assertEquals(
          "no backup was made: the folder " + full + " is not empty", refusal(running, full));
      assertEquals("thing", Files.readString(full.resolve("some")));
      running.broker().services().store().backup(folder.resolve("a")); // and the next one works
    }
    assertEquals("the store is closed", refusal(closed, folder.resolve("b")));
  }

  @Test
  void withoutADirectoryThereIsNothingToCopy() {
    try (Running running = new Running()) {
      assertTrue(running.broker().services().store().status().isEmpty());
      assertEquals(
          "nothing is kept: data.directory is not set", refusal(running, folder.resolve("a")));
    }
    try (Running none =
        new Running(
            "data.directory", folder.resolve("none").toString(), "data.durability", "none")) {
      assertTrue(none.broker().services().store().status().isEmpty());
      assertFalse(Files.exists(folder.resolve("none")));
    }
  }
}
