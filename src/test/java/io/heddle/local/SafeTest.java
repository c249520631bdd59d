package io.heddle.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.api.LocalClient;
import io.heddle.api.LocalClientOptions;
import io.heddle.api.Received;
import io.heddle.broker.Core;
import io.heddle.broker.FakeTimer;
import io.heddle.broker.Machines;
import io.heddle.broker.World;
import io.heddle.config.Configuration;
import io.heddle.config.ConfigurationException;
import io.heddle.connection.Surroundings;
import io.heddle.hook.Interceptors;
import io.heddle.hook.Observers;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.session.Samples;
import io.heddle.session.Shuttle;
import io.heddle.store.TestedStore;
import io.heddle.store.disk.SimulatedDisk;
import io.heddle.store.log.SegmentLog;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client in the program is told nothing that a crash could undo. */
@Timeout(60)
class SafeTest {
  private static final Message MESSAGE = Samples.message("a", "1", Qos.AT_LEAST_ONCE, "");

  private final FakeTimer timer = new FakeTimer();
  private final TestedStore tested = TestedStore.open(new SimulatedDisk(new Random(1)), timer);
  private final Core core =
      new Core(
          World.options(), Machines.of(timer), Observers.NONE, Interceptors.none(), tested.store());
  private final LocalClients clients =
      new LocalClients(Surroundings.of(core, configuration().connection()));

  private static Configuration configuration() {
    try {
      return Configuration.of(Map.of());
    } catch (ConfigurationException e) {
      throw new AssertionError(e);
    }
  }

  /** Something that must wait for the store. */
  private static final class Waiter<T> {
    private final FutureTask<T> task;
    private final Thread thread;

    Waiter(Callable<T> work) {
      task = new FutureTask<>(work);
      thread = Thread.ofPlatform().start(task);
      while (!waits()) {
        assertFalse(task.isDone());
        Thread.onSpinWait();
      }
    }

    private boolean waits() {
      return Arrays.stream(thread.getStackTrace())
          .filter(frame -> frame.getClassName().equals(SegmentLog.class.getName()))
          .anyMatch(frame -> frame.getMethodName().equals("await"));
    }

    /** Makes safe what is written, until it has waited for that. */
    T committed(TestedStore store) throws InterruptedException, ExecutionException {
      while (!task.isDone()) {
        store.commit();
      }
      return answer();
    }

    T answer() throws InterruptedException, ExecutionException {
      return task.get();
    }
  }

  private LocalClient lasting(String clientId) {
    return clients.open(LocalClientOptions.of(clientId).lasting(3600));
  }

  private LocalClient subscribed(String clientId) throws Exception {
    LocalClient client = lasting(clientId);
    Waiter<ReasonCode> subscribing =
        new Waiter<>(
            () -> client.subscribe(Subscription.of(TopicFilter.of("a"), Qos.EXACTLY_ONCE)));
    assertEquals(ReasonCode.GRANTED_QOS_2, subscribing.committed(tested));
    return client;
  }

  @Test
  void publishingReturnsWhenTheMessageIsSafe() throws Exception {
    subscribed("receiver").close();
    LocalClient publisher = clients.open(LocalClientOptions.of("publisher"));
    Waiter<ReasonCode> publishing = new Waiter<>(() -> publisher.publish(MESSAGE));
    publishing.thread.interrupt();
    assertEquals(ReasonCode.SUCCESS, publishing.committed(tested));
  }

  @Test
  void nobodyReadsWhatIsNotSafe() throws Exception {
    LocalClient receiver = subscribed("receiver");
    LocalClient publisher = clients.open(LocalClientOptions.of("publisher"));
    Waiter<ReasonCode> publishing = new Waiter<>(() -> publisher.publish(MESSAGE));
    assertTrue(receiver.receive(Duration.ZERO).isEmpty());
    Waiter<Received> reading =
        new Waiter<>(() -> receiver.receive(Duration.ofSeconds(50)).orElseThrow());
    assertEquals("1", reading.committed(tested).message().payload().text());
    assertEquals(ReasonCode.SUCCESS, publishing.answer());
  }

  @Test
  void whatIsAcknowledgedAtQos2IsOver() throws Exception {
    LocalClient receiver = subscribed("receiver");
    core.router()
        .publisher(null, new Shuttle(0))
        .publish(Samples.message("a", "2", Qos.EXACTLY_ONCE, ""));
    tested.commit();
    Received received = receiver.receive(Duration.ofSeconds(50)).orElseThrow();
    Waiter<Boolean> acknowledging =
        new Waiter<>(() -> {
          received.acknowledge();
          return true;
        });
    assertTrue(acknowledging.committed(tested));
  }

  /** It would be told that a message is kept which is not. */
  @Test
  void aStoreThatDoesNotWriteEndsIt() throws Exception {
    subscribed("receiver").close();
    LocalClient publisher = clients.open(LocalClientOptions.of("publisher"));
    Waiter<ReasonCode> publishing = new Waiter<>(() -> publisher.publish(MESSAGE));
    timer.forget(); // the threads of clients, which live as long as these do
    timer.advance(Duration.ofSeconds(30));
    ExecutionException ended = assertThrows(ExecutionException.class, publishing::answer);
    assertEquals(
        "java.lang.IllegalStateException: the client publisher is not connected any more: the store"
            + " did not write within 30 seconds",
        ended.getMessage());
    assertFalse(publisher.isConnected());
  }
}
