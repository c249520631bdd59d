package io.heddle.broker.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.api.Messages;
import io.heddle.broker.Core;
import io.heddle.broker.FakeTimer;
import io.heddle.broker.Machines;
import io.heddle.broker.World;
import io.heddle.hook.Interceptors;
import io.heddle.hook.Observers;
import io.heddle.mqtt.Qos;
import io.heddle.session.Samples;
import io.heddle.session.SessionStore;
import io.heddle.store.TestedStore;
import io.heddle.store.disk.SimulatedDisk;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** When what services publish is safe. */
class AwaitSafeTest {
  private final FakeTimer timer = new FakeTimer();

  private MessageService messages(SessionStore store) {
    return new MessageService(
        new Core(World.options(), Machines.of(timer), Observers.NONE, Interceptors.none(), store));
  }

  @Test
  void whatIsRetainedIsSafeOnceItIsWritten() throws InterruptedException {
    TestedStore tested = TestedStore.open(new SimulatedDisk(new Random(1)), timer);
    Messages messages = messages(tested.store());
    assertTrue(messages.awaitSafe(Duration.ZERO));
    messages.publish(Samples.message("a", "1", Qos.AT_LEAST_ONCE, "").retained(true));
    assertFalse(messages.awaitSafe(Duration.ZERO));
    assertFalse(messages.awaitSafe(Duration.ofMillis(1)));
    tested.commit();
    assertTrue(messages.awaitSafe(Duration.ZERO));
  }

  @Test
  void withoutAStoreThereIsNothingToWaitFor() throws InterruptedException {
    Messages messages = messages(SessionStore.NONE);
    assertEquals(
        Messages.Fate.NOBODY,
        messages.publish(Samples.message("a", "1", Qos.AT_LEAST_ONCE, "").retained(true)));
    assertTrue(messages.awaitSafe(Duration.ZERO));
  }
}
