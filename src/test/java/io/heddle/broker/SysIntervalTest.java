package io.heddle.broker;

import static io.heddle.mqtt.Qos.AT_LEAST_ONCE;
import static io.heddle.mqtt.Qos.AT_MOST_ONCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.config.Configuration;
import io.heddle.config.ConfigurationException;
import io.heddle.mqtt.TopicName;
import io.heddle.session.Until;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the broker tells of itself, under the names that Mosquitto's users know. */
class SysIntervalTest {
  private static final Set<String> NAMES =
      Set.of(
          "version",
          "uptime",
          "clients/connected",
          "clients/disconnected",
          "clients/total",
          "clients/maximum",
          "clients/expired",
          "messages/received",
          "messages/sent",
          "publish/messages/received",
          "publish/messages/sent",
          "publish/messages/dropped",
          "publish/bytes/received",
          "publish/bytes/sent",
          "bytes/received",
          "bytes/sent",
          "subscriptions/count",
          "shared_subscriptions/count",
          "retained messages/count",
          "store/messages/bytes",
          "heap/current");

  private final World world = every("10s");

  private static World every(String interval) {
    try {
      return new World(Configuration.of(Map.of("sys.interval", interval)).broker());
    } catch (ConfigurationException e) {
      throw new AssertionError(e);
    }
  }

  private String value(String name) {
    var kept = world.core.retained().get(TopicName.of("$SYS/broker/" + name));
    return kept == null ? null : kept.payload().text();
  }

  @Test
  void allAreThereAtOnce() {
    world.core.start("1.2.3");
    for (String name : NAMES) {
      assertTrue(value(name) != null, name);
    }
    assertEquals("Heddle 1.2.3", value("version"));
    assertEquals("0 seconds", value("uptime"));
  }

  @Test
  void theyAreTrueAfterEachInterval() {
    world.core.start("1");
    world.core.counters().connected(new Arrivals.Way("tcp", "5.0"));
    world.connect("here").subscribed("a", AT_LEAST_ONCE);
    world.connect("away").leave(false);
    world.pass(9);
    assertEquals("0", value("clients/total"));
    world.pass(1);
    assertEquals("10 seconds", value("uptime"));
    assertEquals("2", value("clients/total"));
    assertEquals("1", value("clients/connected"));
    assertEquals("1", value("clients/disconnected"));
    assertEquals("1", value("subscriptions/count"));
  }

  @Test
  void onlyWhatHasChangedIsPublishedAgain() {
    world.core.start("1");
    World.Client client = world.connect("c").subscribed("$SYS/broker/version", AT_MOST_ONCE);
    client.subscribed("$SYS/broker/uptime", AT_MOST_ONCE);
    assertEquals(List.of("Heddle 1 q0 retained", "0 seconds q0 retained"), client.sent());
    world.pass(20);
    assertEquals(List.of("10 seconds q0", "20 seconds q0"), client.sent());
  }

  @Test
  void noneWithoutAnInterval() {
    World silent = every("never");
    silent.core.start("1");
    silent.pass(1000);
    assertEquals(0, silent.core.retained().count());
  }

  @Test
  void theSweepOfRetainedMessagesRunsAnyway() {
    World silent = every("never");
    silent.core.start("1");
    silent.publish(World.retained("a", "1", silent.timer.millis() + 5000));
    silent.pass(29);
    assertEquals(1, silent.core.retained().count());
    silent.pass(1);
    Until.so("it is forgotten", () -> silent.core.retained().count() == 0);
  }
}
