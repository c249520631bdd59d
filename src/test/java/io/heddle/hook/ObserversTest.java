package io.heddle.hook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.api.ClientInfo;
import io.heddle.api.Observer;
import io.heddle.api.SessionEnd;
import io.heddle.api.Statistics;
import io.heddle.hook.Hooks.Place;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.TopicName;
import io.heddle.session.Until;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who is told, who misses what, and what is counted of it. */
@Timeout(60)
class ObserversTest {
  private static final int QUEUE = 4;
  private static final int BYTES = 3000;

  private final Hooks hooks = new Hooks();
  private final List<String> started = new ArrayList<>();
  private final Observers observers =
      Observers.of(
          hooks,
          new Backlog(QUEUE, BYTES),
          (name, work) -> {
            started.add(name);
            Thread.ofVirtual().name(name).start(work);
          },
          System::nanoTime);

  /** Tells which sessions end. */
  private static class Ends implements Observer {
    final List<String> seen = new CopyOnWriteArrayList<>();

    @Override
    public void sessionEnded(String clientId, SessionEnd reason) {
      seen.add(clientId);
    }
  }

  private void end(int count) {
    IntStream.range(0, count)
        .forEach(i -> observers.sessionEnded(String.valueOf(i), SessionEnd.NORMAL));
  }

  private static Observers.Figures figures(long missed, long failures) {
    return new Observers.Figures(missed, failures);
  }

  @Test
  void oneThatOverridesNothingCostsNothing() {
    hooks.add("idle", Place.EMBEDDER, new Observer() {});
    for (Happening each : Happening.values()) {
      assertFalse(observers.watches(each), each.name());
    }
    assertEquals(List.of(), started);
  }

  @Test
  void onlyWhatIsOverriddenIsTold() {
    hooks.add(
        "one",
        Place.EMBEDDER,
        new Observer() {
          @Override
          public void connected(ClientInfo client) {}
        });
    for (Happening each : Happening.values()) {
      assertEquals(each == Happening.CONNECTED, observers.watches(each), each.name());
    }
    assertEquals(List.of(), started, "nothing is told on a thread of its own");
    class Inherited extends Ends {}
    hooks.add("two", Place.EMBEDDER, new Inherited());
    assertTrue(observers.watches(Happening.SESSION_ENDED));
    assertEquals(List.of("heddle-hook-two"), started);
  }

  @Test
  void everyMethodIsAHappening() {
    assertEquals(Observer.class.getDeclaredMethods().length, Happening.values().length);
  }

  @Test
  void oneThatIsSlowMissesAndAnotherDoesNot() {
    CountDownLatch let = new CountDownLatch(1);
    CountDownLatch busy = new CountDownLatch(1);
    Ends slow =
        new Ends() {
          @Override
          public void sessionEnded(String clientId, SessionEnd reason) {
            busy.countDown();
            awaitQuietly(let);
            super.sessionEnded(clientId, reason);
          }
        };
    Ends quick = new Ends();
    hooks.add("slow", Place.EMBEDDER, slow);
    hooks.add("quick", Place.EMBEDDER, quick);
    observers.sessionEnded("first", SessionEnd.NORMAL);
    awaitQuietly(busy);
    for (int i = 0; i < QUEUE + 3; i++) {
      observers.sessionEnded(String.valueOf(i), SessionEnd.NORMAL);
      int told = i + 2;
      Until.so("the quick one is told", () -> quick.seen.size() == told);
    }
    assertEquals(Map.of("slow", figures(3, 0), "quick", figures(0, 0)), observers.figures());
    let.countDown();
    Until.so("the slow one is told", () -> slow.seen.size() == QUEUE + 1);
    assertEquals(List.of("first", "0", "1", "2", "3"), slow.seen);
  }

  private static Message message(int payload) {
    return Message.of(
        TopicName.of("t"), Bytes.wrap(new byte[payload]), io.heddle.mqtt.Qos.AT_MOST_ONCE);
  }

  @Test
  void whatWaitsForASlowOneIsBoundedInBytesToo() {
    CountDownLatch let = new CountDownLatch(1);
    CountDownLatch busy = new CountDownLatch(1);
    List<String> seen = new CopyOnWriteArrayList<>();
    Observer slow =
        new Observer() {
          @Override
          public void delivered(String clientId, Message message) {
            busy.countDown();
            awaitQuietly(let);
            seen.add(clientId);
          }
        };
    hooks.add("slow", Place.EMBEDDER, slow);
    observers.delivered("first", message(100 * BYTES));
    awaitQuietly(busy);
    Message large = message(BYTES);
    observers.delivered("a", large);
    observers.delivered("b", large);
    observers.delivered("too much", message(1));
    assertEquals(Map.of("slow", figures(1, 0)), observers.figures());
    let.countDown();
    Until.so("it is told", () -> seen.equals(List.of("first", "a", "b")));
    for (int i = 0; i < 100; i++) {
      observers.delivered("alone", message(BYTES));
      int told = i + 4;
      Until.so("there is room again", () -> seen.size() == told);
    }
    assertEquals(Map.of("slow", figures(1, 0)), observers.figures());
  }

  @Test
  void whatThrowsIsCountedByName() {
    Observer broken =
        new Observer() {
          @Override
          public void connected(ClientInfo client) {
            throw new NoClassDefFoundError("of an extension");
          }

          @Override
          public void stopped() {
            throw new IllegalStateException("stopped");
          }
        };
    hooks.add("broken", Place.EMBEDDER, broken);
    Hooks.Registered second = hooks.add("broken", Place.EXTENSION, broken);
    observers.connected(Clients.INFO);
    assertEquals(Map.of("broken", figures(0, 2)), observers.figures());
    hooks.remove(second);
    observers.connected(Clients.INFO);
    assertEquals(Map.of("broken", figures(0, 3)), observers.figures());
    observers.close();
    assertEquals(Map.of("broken", figures(0, 4)), observers.figures());
  }

  @Test
  void oneThatIsRemovedIsToldNoMore() {
    Ends one = new Ends();
    Hooks.Registered registered = hooks.add("one", Place.EXTENSION, one);
    end(1);
    Until.so("it is told", () -> one.seen.size() == 1);
    hooks.remove(registered);
    end(1);
    observers.close();
    assertEquals(1, one.seen.size());
  }

  /** All threads at once: nobody is told twice, and what is not told is counted. */
  @Test
  void whatIsNotToldIsMissed() throws InterruptedException {
    Ends one = new Ends();
    hooks.add("one", Place.EMBEDDER, one);
    List<Thread> threads =
        IntStream.range(0, 4).mapToObj(i -> Thread.ofVirtual().start(() -> end(5_000))).toList();
    for (Thread thread : threads) {
      thread.join();
    }
    observers.close();
    long missed = observers.figures().get("one").missed();
    assertEquals(20_000, one.seen.size() + missed);
  }

  @Test
  void whatTheyTakeIsCountedByWhatTheyAreTold() {
    AtomicLong clock = new AtomicLong();
    Observers timed =
        Observers.of(
            hooks,
            new Backlog(QUEUE, BYTES),
            (name, work) -> Thread.ofVirtual().start(work),
            clock::get);
    Observer slow =
        new Observer() {
          @Override
          public void connected(ClientInfo client) {
            clock.addAndGet(1_500_000_000);
            throw new IllegalStateException("its time counts, too");
          }

          @Override
          public void sessionEnded(String clientId, SessionEnd reason) {
            clock.addAndGet(250_000_000);
          }
        };
    Hooks.Registered added = hooks.add("slow", Place.EMBEDDER, slow);
    timed.connected(Clients.INFO);
    timed.connected(Clients.INFO);
    assertEquals(
        List.of(
            new Statistics.ObserverCalls("slow", "connected", 2, 3),
            new Statistics.ObserverCalls("slow", "session_ended", 0, 0)),
        timed.calls());
    timed.sessionEnded("one", SessionEnd.NORMAL);
    Statistics.ObserverCalls ended = new Statistics.ObserverCalls("slow", "session_ended", 1, 0.25);
    Until.so("it is told", () -> timed.calls().contains(ended));
    hooks.remove(added);
    assertTrue(timed.calls().contains(ended), "what was counted stays");
    timed.close();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A client to tell of. */
  private static final class Clients {
    static final ClientInfo INFO =
        new ClientInfo(
            new io.heddle.api.Client(
                "one", null, java.util.Set.of(), new io.heddle.api.Peer("tcp", null, List.of())),
            io.heddle.mqtt.Version.MQTT_5_0,
            0,
            true,
            null,
            java.time.Instant.EPOCH,
            io.heddle.api.Traffic.NONE);
  }
}
