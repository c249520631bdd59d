package io.heddle.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import io.heddle.session.Outcome;
import io.heddle.session.Samples;
import io.heddle.session.Shuttle;
import io.heddle.session.Until;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many put in while others write: nothing is lost, nothing waits for ever. */
@Timeout(60)
class OutboxConcurrencyTest {
  private static final int PRODUCERS = 6;
  private static final int MESSAGES = 2000;

  private final Desk desk = new Desk();

  private List<Thread> producers() {
    List<Thread> threads = new ArrayList<>();
    for (int p = 0; p < PRODUCERS; p++) {
      String name = "p" + p;
      Thread.Builder builder = p % 2 == 0 ? Thread.ofPlatform() : Thread.ofVirtual();
      threads.add(builder.start(() -> produce(name)));
    }
    return threads;
  }

  /** QoS 1, so that nothing is dropped; flushed in batches of every size. */
  private void produce(String name) {
    Shuttle shuttle = new Shuttle(0);
    for (int i = 0; i < MESSAGES; i++) {
      Message message = Samples.message(name + " " + i, Qos.AT_LEAST_ONCE);
      Outcome outcome =
          desk.outbox.publish(message, Samples.terms(Qos.AT_LEAST_ONCE), false, 1, shuttle);
      assertEquals(Outcome.SENT, outcome);
      if (i % (1 + i % 7) == 0) {
        shuttle.flush();
      }
    }
    shuttle.flush();
  }

  private static void toggle(GateLink link, List<Thread> producers) {
    while (producers.stream().anyMatch(Thread::isAlive)) {
      link.shut();
      Thread.onSpinWait();
      link.open();
      Thread.yield();
    }
  }

  @Test
  void everythingArrivesAndEachProducersInOrder() throws Exception {
    List<Thread> producers = producers();
    Thread own =
        Thread.ofVirtual()
            .start(() -> {
              for (int i = 0; i < MESSAGES; i++) {
                desk.outbox.answer(new Packet.Pingresp());
                desk.outbox.flushAnswers();
              }
            });
    toggle(desk.link, producers);
    for (Thread producer : producers) {
      Until.ended(producer);
    }
    Until.ended(own);
    int all = (PRODUCERS + 1) * MESSAGES;
    Until.so("all packets", () -> count() == all);
    assertEquals(1, desk.link.mostWriters());
    Map<String, Integer> last = new HashMap<>();
    for (Packet packet : desk.packets()) {
      if (packet instanceof Packet.Publish publish) {
        String[] parts = publish.payload().text().split(" ");
        int expected = last.getOrDefault(parts[0], -1) + 1;
        assertEquals(expected, Integer.parseInt(parts[1]), parts[0]);
        last.put(parts[0], expected);
      }
    }
  }

  private int count() {
    try {
      return desk.packets().size();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** Whoever found no room is told, each time: as a session that only moves on when it is told. */
  @Test
  void whoFoundNoRoomIsAlwaysTold() throws Exception {
    for (int round = 0; round < 200; round++) {
      desk.link.shut();
      Shuttle shuttle = new Shuttle(0);
      int before = desk.drained.get();
      while (desk.outbox.hasRoom()) {
        desk.outbox.publish(
            Samples.message("x".repeat(100), Qos.AT_LEAST_ONCE),
            Samples.terms(Qos.AT_LEAST_ONCE),
            false,
            1,
            shuttle);
        shuttle.flush();
      }
      desk.link.open();
      Until.so("told in round " + round, () -> desk.drained.get() > before);
    }
  }
}
