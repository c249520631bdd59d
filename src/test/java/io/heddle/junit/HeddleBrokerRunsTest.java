package io.heddle.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Broker;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Whole runs of JUnit: what fails and how, what is closed, and what runs at once. */
@Timeout(60)
class HeddleBrokerRunsTest {
  private static final Queue<URI> USED = new ConcurrentLinkedQueue<>();

  @BeforeEach
  void forget() {
    USED.clear();
  }

  /** Runs classes, at once if they like, and answers the messages of all failures. */
  private static Queue<String> failures(Class<?>... classes) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(Stream.of(classes).map(DiscoverySelectors::selectClass).toList())
            .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
            .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
            .configurationParameter(
                "junit.jupiter.execution.parallel.config.executor-service", "WORKER_THREAD_POOL")
            .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
            .configurationParameter(
                "junit.jupiter.execution.parallel.config.fixed.parallelism", "6")
            .build();
    Queue<String> failures = new ConcurrentLinkedQueue<>();
    LauncherFactory.create()
        .execute(
            request,
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                result
                    .getThrowable()
                    .ifPresent(failure -> failures.add(String.valueOf(failure.getMessage())));
              }
            });
    return failures;
  }

  private static void assertFails(Class<?> type, String... parts) {
    Queue<String> failures = failures(type);
    assertEquals(1, failures.size(), failures::toString);
    for (String part : parts) {
      assertTrue(failures.peek().contains(part), () -> part + " is not in " + failures.peek());
    }
  }

  @HeddleBroker(settings = {"queue.mesages=1", "session.inflight=0"})
  static class WrongSettings {
    @Test
    void neverRuns() {}
  }

  @Test
  void everyWrongSettingIsNamed() {
    assertFails(
        WrongSettings.class,
        "The broker of " + WrongSettings.class.getName() + " does not start",
        "queue.mesages",
        "queue.messages",
        "session.inflight = 0");
  }

  static class NoKey {
    @Test
    @HeddleBroker(settings = "log.level")
    void neverRuns() {}
  }

  @Test
  void aSettingIsAKeyAndAValue() {
    assertFails(NoKey.class, NoKey.class.getName(), "neverRuns()", "\"log.level\" is no key=value");
  }

  @HeddleBroker(settings = {"queue.messages=1", "queue.messages=2"})
  static class Twice {
    @Test
    void neverRuns() {}
  }

  @Test
  void aSettingComesOnce() {
    assertFails(Twice.class, "queue.messages comes twice");
  }

  @HeddleBroker(settings = "listener.tcp.address=192.0.2.1")
  static class WrongAddress {
    @Test
    void neverRuns() {}
  }

  @Test
  void aListenerThatCannotBeOpenedIsNamed() {
    assertFails(WrongAddress.class, WrongAddress.class.getName(), "192.0.2.1");
  }

  @HeddleBroker(perTest = true)
  static class TooEarly {
    TooEarly(Broker broker) {}

    @Test
    void neverRuns() {}
  }

  @Test
  void theBrokerOfOneTestIsNotThereForItsConstructor() {
    assertFails(TooEarly.class, "no broker runs here");
  }

  @HeddleBroker(perTest = true)
  static class Many {
    private static final CyclicBarrier ALL_AT_ONCE = new CyclicBarrier(4);

    @RepeatedTest(4)
    void isAlone(URI uri) throws Exception {
      USED.add(uri);
      ALL_AT_ONCE.await(30, TimeUnit.SECONDS);
      new Socket(uri.getHost(), uri.getPort()).close();
    }
  }

  @HeddleBroker
  static class Shared {
    private static final CyclicBarrier ALL_AT_ONCE = new CyclicBarrier(2);

    @RepeatedTest(2)
    void isShared(URI uri) throws Exception {
      USED.add(uri);
      ALL_AT_ONCE.await(30, TimeUnit.SECONDS);
      new Socket(uri.getHost(), uri.getPort()).close();
    }
  }

  @Test
  void testsRunAtOnceAndAllBrokersAreClosedAfterwards() throws IOException {
    assertEquals(0, failures(Many.class, Shared.class).size());
    Set<URI> different = ConcurrentHashMap.newKeySet();
    different.addAll(USED);
    assertEquals(6, USED.size());
    assertEquals(5, different.size());
    for (URI uri : different) {
      assertThrows(ConnectException.class, () -> new Socket(uri.getHost(), uri.getPort()).close());
    }
  }

  @HeddleBroker
  static class Failing {
    @Test
    void fails(URI uri) {
      USED.add(uri);
      throw new IllegalStateException("on purpose");
    }
  }

  @Test
  void aTestThatFailsLeavesNoBroker() {
    assertFails(Failing.class, "on purpose");
    URI uri = USED.remove();
    assertThrows(ConnectException.class, () -> new Socket(uri.getHost(), uri.getPort()).close());
  }
}
