package io.heddle.broker;

import static io.heddle.mqtt.Qos.AT_LEAST_ONCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.mqtt.ReasonCode;
import io.heddle.session.DropReason;
import io.heddle.session.QueuePolicy;
import io.heddle.session.Report;
import io.heddle.session.Samples;
import io.heddle.session.Session;
import io.heddle.store.TestedStore;
import io.heddle.store.disk.SimulatedDisk;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Queues of which only the first messages are in memory. */
class SpillingTest {
  private static final int MANY = 3000;

  private final FakeTimer timer = new FakeTimer();
  private final SimulatedDisk disk = new SimulatedDisk(new Random(1));
  private BrokerOptions options = options(MANY, QueuePolicy.DROP_NEWEST);
  private TestedStore tested = TestedStore.open(disk, timer);
  private World world = new World(options, timer, tested);

  private static BrokerOptions options(int messages, QueuePolicy policy) {
    return World.options(Samples.options(100, messages, policy), World.OFFER);
  }

  private void begin(int messages, QueuePolicy policy) {
    options = options(messages, policy);
    world = new World(options, timer, tested);
  }

  private void restart() {
    tested.commit();
    disk.cutPower();
    timer.forget();
    tested = TestedStore.open(disk, timer);
    world = new World(options, timer, tested);
    world.core.restore(tested.kept());
    world.core.resume();
  }

  private World.Client persistent(String clientId) {
    return world.connect(clientId, false, 1000, null);
  }

  private void absent(String clientId, String filter) {
    persistent(clientId).subscribed(filter, AT_LEAST_ONCE).leave(false);
  }

  private void publish(int from, int to) {
    IntStream.range(from, to).forEach(i -> world.publish("t", "" + i, AT_LEAST_ONCE));
  }

  /** Acknowledges whatever comes, and answers the payloads. */
  private static List<String> drain(World.Client client) {
    List<String> payloads = new ArrayList<>();
    for (List<String> sent = client.sent(); !sent.isEmpty(); sent = client.sent()) {
      for (String one : sent) {
        payloads.add(one.substring(0, one.indexOf(' ')));
        client.acknowledge(Integer.parseInt(one.replaceAll(".*#(\\d+).*", "$1")));
      }
    }
    return payloads;
  }

  private static List<String> numbers(int from, int to) {
    return IntStream.range(from, to).mapToObj(String::valueOf).toList();
  }

  private Report report(String clientId) {
    Session session = Objects.requireNonNull(world.core.sessions().find(clientId));
    return Objects.requireNonNull(Report.of(session));
  }

  @Test
  void whatWaitsOnDiskComesInItsOrderAndIsGoneThen() {
    absent("a", "t");
    publish(0, MANY);
    assertEquals(MANY, report("a").queued());
    assertTrue(world.core.budget().used() < MANY * 200L, "most of it is not in memory");
    assertTrue(world.core.budget().aside() > MANY / 2, "and that can be seen");
    assertEquals(numbers(0, MANY), drain(persistent("a")));
    assertEquals(0, world.core.budget().aside());
    assertEquals(0, tested.bodies());
    assertEquals(0, world.core.budget().used());
    assertEquals(0, world.core.budget().messages());
  }

  @Test
  void nothingOvertakesItWhileItIsRead() {
    absent("a", "t");
    publish(0, 2000);
    World.Client client = persistent("a");
    publish(2000, 2500);
    assertEquals(numbers(0, 2500), drain(client));
  }

  @Test
  void afterARestartNothingIsInMemoryAndEverythingComes() {
    absent("a", "t");
    publish(0, 2000);
    restart();
    assertEquals(2000, report("a").queued());
    assertTrue(world.core.budget().used() <= 2000 * 32, "places alone");
    publish(2000, 2100);
    restart();
    assertEquals(numbers(0, 2100), drain(persistent("a")));
    assertEquals(0, tested.bodies());
  }

  @Test
  void aFullQueueDropsItsOldestOnDiskToo() {
    begin(1500, QueuePolicy.DROP_OLDEST);
    absent("a", "t");
    publish(0, 1500);
    restart();
    publish(1500, 1600);
    assertEquals(1500, report("a").queued());
    assertEquals(100, world.core.counters().dropped(DropReason.QUEUE_FULL));
    assertEquals(numbers(100, 1600), drain(persistent("a")));
    assertEquals(0, tested.bodies());
  }

  @Test
  void whatExpiresOnDiskMakesRoom() {
    begin(1500, QueuePolicy.DROP_NEWEST);
    absent("a", "t");
    for (int i = 0; i < 1500; i++) {
      long expiresAt = i % 2 == 0 ? timer.millis() + 5000 : Long.MAX_VALUE;
      world.publish(Samples.expiring("" + i, AT_LEAST_ONCE, expiresAt));
    }
    restart();
    publish(1500, 1501);
    assertEquals(1, world.core.counters().dropped(DropReason.QUEUE_FULL));
    world.pass(6);
    publish(1501, 1502);
    assertEquals(750, world.core.counters().dropped(DropReason.EXPIRED));
    List<String> left = drain(persistent("a"));
    assertEquals(751, left.size());
    assertEquals("1", left.getFirst());
    assertEquals("1501", left.getLast());
  }

  @Test
  void theEndOfASessionDropsWhatItHasOnDisk() {
    absent("a", "t");
    publish(0, 2000);
    restart();
    assertNotNull(world.core.sessions().find("a"));
    world.core.sessions().remove("a", ReasonCode.ADMINISTRATIVE_ACTION, "");
    tested.readPending();
    assertEquals(2000, world.core.counters().dropped(DropReason.SESSION_ENDED));
    assertEquals(0, tested.bodies());
    restart();
    assertNull(world.core.sessions().find("a"));
  }

  @Test
  void aShareGroupHasItsQueueOnDiskToo() {
    absent("a", "$share/g/t");
    publish(0, 2000);
    restart();
    publish(2000, 2100);
    assertEquals(numbers(0, 2100), drain(persistent("a")));
    assertEquals(0, tested.bodies());
  }

  @Test
  void aMessageForManyIsOnDiskOnce() {
    for (int i = 0; i < 20; i++) {
      absent("c" + i, "t");
    }
    publish(0, 1500);
    assertEquals(1500, tested.bodies());
    restart();
    assertEquals(1500, tested.bodies());
    for (int i = 0; i < 20; i++) {
      assertEquals(numbers(0, 1500), drain(persistent("c" + i)));
    }
    assertEquals(0, tested.bodies());
  }

  @Test
  void whenTheStoreIsKeptShortWhatWaitsOnDiskIsSaidAgain() {
    absent("a", "t");
    absent("b", "$share/g/t");
    publish(0, 2000);
    restart();
    tested.keepShort(world.core::stateAgain);
    restart();
    assertEquals(numbers(0, 2000), drain(persistent("a")));
    assertEquals(numbers(0, 2000), drain(persistent("b")));
  }

  @Test
  void aMessageThatIsDamagedIsDroppedAndCountedAndTheOthersCome() {
    absent("a", "t");
    publish(0, 1500);
    restart();
    String oldest =
        disk.names().stream()
            .filter(name -> name.endsWith(".log"))
            .sorted()
            .findFirst()
            .orElseThrow();
    disk.turnBit(oldest, disk.used(oldest) / 2);
    List<String> left = drain(persistent("a"));
    assertEquals(1499, left.size());
    assertEquals("1499", left.getLast());
    tested.readPending();
    assertEquals(1, world.core.counters().dropped(DropReason.STORE_DAMAGED));
    assertEquals(0, tested.bodies());
    restart();
    assertEquals(0, report("a").queued());
  }
}
