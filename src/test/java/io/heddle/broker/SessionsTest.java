package io.heddle.broker;

import static io.heddle.mqtt.Qos.AT_LEAST_ONCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.mqtt.ReasonCode;
import io.heddle.session.Samples;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Coming and going: who resumes what, and when a Will is published. */
class SessionsTest {
  private static final List<String> WILL = List.of("w q1");
  private static final List<String> NOTHING = List.of();

  private final World world = new World();
  private final World.Client observer = world.connect("observer").subscribed("will", AT_LEAST_ONCE);

  /** What the observer saw of Wills, their Packet Identifiers left out. */
  private List<String> wills() {
    return observer.sent().stream().map(sent -> sent.replaceFirst(" #\\d+$", "")).toList();
  }

  private World.Client connect(boolean cleanStart, long expiry) {
    return world.connect("c", cleanStart, expiry, null);
  }

  private World.Client connect(long expiry, long delay) {
    return world.connect("c", true, expiry, Samples.will("w", delay));
  }

  @ParameterizedTest
  @CsvSource({
    // clean start, expiry of the first, delay of its Will: session present, Will now
    "false, 100,   0, true,  true",
    "false, 100,   5, true,  false",
    "false, 100, 500, true,  false",
    "true,  100,   0, false, true",
    "true,  100,   5, false, true",
    "false,   0,   0, false, true",
    "false,   0,   5, false, true",
    "true,    0,   0, false, true",
    "true,    0,   5, false, true",
  })
  void aTakeover(boolean cleanStart, long expiry, long delay, boolean present, boolean published) {
    World.Client first = connect(expiry, delay);
    World.Client second = connect(cleanStart, 100);
    assertEquals(present, second.present);
    assertEquals(published ? WILL : NOTHING, wills());
    assertEquals(ReasonCode.SESSION_TAKEN_OVER, first.outlet.ended());
    assertNull(second.outlet.ended());
    first.leave(true);
    world.pass(1000);
    assertEquals(NOTHING, wills(), "the displaced one has no say any more");
    assertNotNull(world.core.sessions().find("c"));
  }

  @ParameterizedTest
  @CsvSource({
    // clean start, delay of the Will, seconds away: session present, Will before and at the return
    "false,   0,  1, true,  1, 0",
    "false,   5,  1, true,  0, 0",
    "false,   5,  5, true,  1, 0",
    "true,    5,  1, false, 0, 1",
    "true,    5,  6, false, 1, 0",
    "true,    0,  1, false, 1, 0",
    "false, 500, 99, true,  0, 0",
    "true,  500, 99, false, 0, 1",
    "false, 500, 100, false, 1, 0",
  })
  void aReturn(
      boolean cleanStart, long delay, long away, boolean present, int before, int atReturn) {
    connect(100, delay).leave(true);
    world.pass(away);
    assertEquals(before, wills().size());
    World.Client returned = connect(cleanStart, 100);
    assertEquals(present, returned.present);
    assertEquals(atReturn, wills().size());
    world.pass(1000);
    assertEquals(NOTHING, wills(), "what was to happen is called off");
    assertEquals(0, world.timer.pending());
  }

  @ParameterizedTest
  @CsvSource({
    // expiry, delay: seconds until the Will
    "0,            0,   0",
    "0,            5,   0",
    "100,          0,   0",
    "100,          5,   5",
    "100,         99,  99",
    "100,        100, 100",
    "100,        500, 100",
    "4294967295,   0,   0",
    "4294967295,   5,   5",
    "4294967294, 500, 500",
  })
  void aLoss(long expiry, long delay, long seconds) {
    connect(expiry, delay).leave(true);
    if (seconds > 0) {
      world.pass(seconds - 1);
      assertEquals(NOTHING, wills());
      world.pass(1);
    }
    assertEquals(WILL, wills());
    world.pass(1000);
    assertEquals(NOTHING, wills());
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "100, 0", "100, 5", "4294967295, 5"})
  void anOrdinaryDisconnect(long expiry, long delay) {
    connect(expiry, delay).leave(false);
    world.pass(1000);
    assertEquals(NOTHING, wills());
  }

  @Test
  void aWillThatWasLeftAMomentAgoIsPublishedByWhoeverComes() {
    World.Client lost = connect(100, 0);
    // The lost one's thread has detached, and comes no further before its client is back.
    assertTrue(lost.attachment.detach(true, 0));
    connect(false, 100);
    assertEquals(WILL, wills());
    assertNull(lost.attachment.takeWill());
  }

  @Test
  void aSessionEndsWhenItsTimeIsOver() {
    connect(true, 10).subscribed("a", AT_LEAST_ONCE).leave(true);
    world.publish("a", "1", AT_LEAST_ONCE);
    world.pass(9);
    assertEquals(2, world.core.sessions().count());
    world.pass(1);
    assertNull(world.core.sessions().find("c"));
    assertEquals(1, world.core.sessions().count());
    assertEquals(1, world.core.subscriptions(), "the observer's");
    assertEquals(0, world.core.queuedBytes());
    assertEquals(1, world.core.counters().get(Counters.Count.SESSIONS_EXPIRED));
    assertFalse(connect(false, 10).present);
  }

  @Test
  void aReturnBeginsTheTimeAnew() {
    connect(true, 10).leave(true);
    world.pass(9);
    connect(false, 10).leave(true);
    world.pass(9);
    assertNotNull(world.core.sessions().find("c"));
    world.pass(1);
    assertNull(world.core.sessions().find("c"));
  }

  @Test
  void forEverIsForEver() {
    connect(true, Sessions.FOR_EVER).leave(true);
    assertEquals(0, world.timer.pending());
    assertTrue(connect(false, 10).present);
  }

  @Test
  void aSessionWithoutExpiryEndsWithItsConnection() {
    connect(true, 0).subscribed("a", AT_LEAST_ONCE).leave(true);
    assertNull(world.core.sessions().find("c"));
    assertEquals(0, world.timer.pending());
    assertEquals(Router.Routed.NO_SUBSCRIBERS, world.publish("a", "1", AT_LEAST_ONCE));
  }

  @Test
  void anExpiryThatDisconnectBringsCounts() {
    World.Client client = connect(true, 100);
    client.attachment.expirySeconds(0);
    client.leave(false);
    assertNull(world.core.sessions().find("c"));
  }

  @Test
  void aCleanStartFindsNothingOfWhatAnotherWouldResume() {
    connect(true, 100).subscribed("a", AT_LEAST_ONCE).leave(true);
    world.publish("a", "1", AT_LEAST_ONCE);
    World.Client resumed = connect(false, 100);
    assertEquals(List.of("1 q1 #1"), resumed.sent());
    World.Client clean = connect(true, 100);
    assertFalse(clean.present);
    assertEquals(NOTHING, clean.sent());
    assertEquals(Router.Routed.NO_SUBSCRIBERS, world.publish("a", "2", AT_LEAST_ONCE));
  }

  @Test
  void whenTheBrokerStopsEveryWillIsPublishedOnce() {
    World.Client connected = connect(100, 500);
    world.connect("away", true, 100, Samples.will("w", 50)).leave(true);
    world.core.publishWills(Duration.ofSeconds(1));
    assertEquals(List.of("w q1", "w q1"), wills());
    connected.leave(true);
    world.pass(1000);
    assertEquals(NOTHING, wills());
  }
}
