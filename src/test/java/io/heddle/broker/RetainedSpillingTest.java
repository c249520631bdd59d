package io.heddle.broker;

import static io.heddle.mqtt.Qos.AT_LEAST_ONCE;
import static io.heddle.mqtt.Qos.AT_MOST_ONCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import io.heddle.session.DropReason;
import io.heddle.store.TestedStore;
import io.heddle.store.disk.SimulatedDisk;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Retained messages of which only the first are in memory. */
class RetainedSpillingTest {
  private static final int MANY = 300;

  private final FakeTimer timer = new FakeTimer();
  private final SimulatedDisk disk = new SimulatedDisk(new Random(1));
  private TestedStore tested = TestedStore.open(disk, timer);
  private World world = new World(World.options(), timer, tested);

  private void restart() {
    tested.commit();
    disk.cutPower();
    timer.forget();
    tested = TestedStore.open(disk, timer);
    world = new World(World.options(), timer, tested);
    world.core.restore(tested.kept());
    world.core.resume();
  }

  private void retainMany() {
    IntStream.range(0, MANY).forEach(i -> world.retain("t/" + i, "value " + i));
  }

  private static List<String> expected() {
    return IntStream.range(0, MANY).mapToObj(i -> "value " + i + " q0 retained").sorted().toList();
  }

  private List<String> subscribe(String filter) {
    return world.connect("c").subscribed(filter, AT_MOST_ONCE).sent().stream().sorted().toList();
  }

  @Test
  void aSubscriptionGetsThoseOnDiskToo() {
    retainMany();
    assertEquals(expected(), subscribe("t/#"));
    assertEquals(List.of("value 299 q0 retained"), subscribe("t/299"));
  }

  @Test
  void afterARestartToo() {
    retainMany();
    restart();
    assertEquals(MANY, world.core.retained().count());
    assertEquals(expected(), subscribe("t/+"));
  }

  @Test
  void whoeverAsksByTheProgramGetsThem() {
    retainMany();
    restart();
    assertEquals("value 299", world.core.retained().get(TopicName.of("t/299")).payload().text());
    assertEquals(MANY, world.core.retained().matching(TopicFilter.of("t/#")).count());
    assertEquals(MANY, world.core.retained().all().count());
    assertNull(world.core.retained().get(TopicName.of("t/300")));
  }

  @Test
  void whatIsReplacedWhileItIsReadComesLiveAlone() {
    retainMany();
    tested.commit();
    World.Client client = world.connect("c");
    Subscribing.Answer answer =
        world
            .core
            .subscribing()
            .subscribe(client.attachment, Subscription.of(TopicFilter.of("t/299"), AT_LEAST_ONCE));
    client.attachment.feed(answer.feed(), client.shuttle());
    assertEquals(List.of(), client.sent(), "it is being read");
    world.retain("t/299", "newer");
    tested.readPending();
    assertEquals(List.of("newer q1 #1"), client.sent());
  }

  @Test
  void whoeverHasThemInFlightRefersToWhatIsThereAlready() {
    retainMany();
    tested.commit();
    int inflight = 0;
    for (String clientId : List.of("c", "d")) {
      inflight = world.connect(clientId).subscribed("t/#", AT_LEAST_ONCE).sent().size();
      assertTrue(inflight > 0);
      assertEquals(MANY, tested.bodies(), clientId);
    }
    world.core.retained().clear();
    assertEquals(inflight, tested.bodies());
  }

  @Test
  void oneThatIsDamagedIsForgottenAndCounted() {
    retainMany();
    restart();
    List<String> files =
        new ArrayList<>(disk.names().stream().filter(name -> name.endsWith(".log")).toList());
    files.sort(null);
    disk.turnBit(files.get(1), disk.used(files.get(1)) / 2);
    List<String> got = subscribe("t/#");
    long damaged = world.core.counters().dropped(DropReason.STORE_DAMAGED);
    assertTrue(damaged <= 1);
    assertEquals(MANY - damaged, got.size());
    assertEquals(MANY - damaged, world.core.retained().count());
  }

  @Test
  void theyExpireAndAreRemovedThereToo() {
    for (int i = 0; i < MANY; i++) {
      world.publish(World.retained("t/" + i, "value", timer.millis() + 5000));
    }
    world.retain("t/0", "");
    restart();
    assertEquals(MANY - 1, world.core.retained().count());
    world.pass(6);
    assertEquals(List.of(), subscribe("t/#"));
    world.core.retained().sweep();
    assertEquals(0, world.core.retained().count());
    assertEquals(0, tested.bodies());
  }
}
