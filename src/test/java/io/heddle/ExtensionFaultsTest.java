package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.api.Extensions;
import io.heddle.api.Extensions.ExtensionInfo;
import io.heddle.api.Extensions.State;
import io.heddle.codec.Packet;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Packets;
import io.heddle.spec.Stage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Extensions that do not behave, and one that goes while it has work. */
@Timeout(120)
class ExtensionFaultsTest {
  private static final String SHARED = "heddle.test.extension.";

  /** Waits for a latch of the test, whoever interrupts it. */
  private static final String STUBBORN =
      """
      static Object shared(String key) { return System.getProperties().get("heddle.test.extension." + key); }
      static void count(String key) { ((java.util.concurrent.CountDownLatch) shared(key)).countDown(); }
      static void await(String key) {
        while (true) {
          try {
            ((java.util.concurrent.CountDownLatch) shared(key)).await();
            return;
          } catch (InterruptedException e) {
            count("interrupted");
          }
        }
      }
      """;

  private static final String STARTS = "@Override public void start(ExtensionContext context) {}";

  @RegisterExtension final Stage stage = Stage.plain();
  @TempDir private Path temporary;
  private final List<String> keys = new ArrayList<>();
  private ExtensionJars jars;
  private RunningBroker running;

  @BeforeEach
  void folder() throws Exception {
    jars = new ExtensionJars(Files.createDirectory(temporary.resolve("extensions")));
  }

  @AfterEach
  void stop() {
    keys.forEach(key -> System.getProperties().remove(SHARED + key));
    if (running != null) {
      running.close();
    }
  }

  private Extensions start(String... settings) {
    List<String> all = new ArrayList<>(List.of(settings));
    all.addAll(List.of("extensions.folder", jars.folder().toString()));
    running = RunningBroker.with(all.toArray(String[]::new));
    return running.broker().services().extensions();
  }

  private <T> T shared(String key, T value) {
    keys.add(key);
    System.getProperties().put(SHARED + key, value);
    return value;
  }

  private static ExtensionInfo info(Extensions extensions, String name) {
    return extensions.all().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static void failed(Extensions extensions, String name, String words) {
    assertEquals(State.FAILED, info(extensions, name).state(), name);
    assertEquals(words, info(extensions, name).words(), name);
  }

  @Test
  void whatIsNoExtensionHasItsReason() throws Exception {
    jars.extension("broken", "");
    Files.writeString(jars.folder().resolve("broken/rest.jar"), "half a download");
    jars.type("throws", "public Ext() { throw new AssertionError(\"not here\"); }" + STARTS);
    jars.type("hidden", "private Ext() {}" + STARTS);
    jars.extension("twice", "");
    jars.second("twice");
    jars.type("fails", "static int length = System.getProperty(\"not.there\").length();" + STARTS);
    jars.extension("upgraded", "");
    Path old = jars.folder().resolve("upgraded/ext.jar");
    Files.copy(old, old.resolveSibling("ext-1.1.jar"));
    jars.extension("works", "");
    Extensions extensions = start();
    String words = info(extensions, "broken").words();
    assertTrue(words.startsWith("rest.jar is not a jar that can be read: "), words);
    failed(
        extensions,
        "throws",
        "loading failed: io.heddle.api.Extension: Provider ext.Ext could not be instantiated:"
            + " not here");
    assertTrue(info(extensions, "hidden").words().contains("ext.Ext"), extensions::toString);
    failed(
        extensions,
        "twice",
        "it provides the service io.heddle.api.Extension more than once: [ext.Ext, other.Second]");
    assertTrue(
        info(extensions, "fails").words().contains(": ExceptionInInitializerError: Cannot invoke "),
        info(extensions, "fails").words());
    failed(
        extensions,
        "upgraded",
        "two of its jars are the module ext: ext-1.1.jar, ext.jar; remove one from its folder");
    assertEquals(State.STARTED, info(extensions, "works").state());
  }

  /** Its thread is let alone, and what it does in the end counts no more. */
  @Test
  void oneThatStartsTooLateIsStoppedAtOnce() throws Exception {
    CountDownLatch go = shared("go", new CountDownLatch(1));
    CountDownLatch interrupted = shared("interrupted", new CountDownLatch(1));
    CountDownLatch stopped = shared("stopped", new CountDownLatch(1));
    CountDownLatch refused = shared("refused", new CountDownLatch(1));
    jars.type(
        "late",
        STUBBORN
            + """
            @Override public void start(ExtensionContext context) {
              await("go");
              try {
                context.add((Authorizer) (client, action) -> new Access.Denied("late"));
              } catch (IllegalStateException e) {
                count("refused");
              }
            }
            @Override public void stop() { count("stopped"); }
            """);
    Extensions extensions = start("extensions.timeout", "500ms", "acl.default", "allow");
    failed(extensions, "late", "starting took longer than 500 ms");
    interrupted.await();
    Client client = stage.connectTo(running, Login.v5("c"));
    go.countDown();
    refused.await();
    stopped.await();
    publishes(client, 1);
  }

  /** Neither who stops it waits longer than the time, nor the broker that stops. */
  @Test
  void oneThatDoesNotStopIsLetAlone() throws Exception {
    CountDownLatch go = shared("go", new CountDownLatch(1));
    CountDownLatch interrupted = shared("interrupted", new CountDownLatch(2));
    jars.type(
        "stays",
        STUBBORN
            + """
            @Override public void stop() { await("go"); }
            """
            + STARTS);
    Extensions extensions = start("extensions.timeout", "500ms");
    extensions.stop("stays");
    assertEquals(State.STOPPED, info(extensions, "stays").state());
    extensions.start("stays");
    running.close();
    interrupted.await();
    assertThrows(IllegalStateException.class, () -> extensions.start("stays"));
    go.countDown();
  }

  @Test
  void oneThatThrowsAsItStopsIsStoppedAllTheSame() throws Exception {
    jars.type(
        "throws", "@Override public void stop() { throw new StackOverflowError(); }" + STARTS);
    Extensions extensions = start();
    extensions.stop("throws");
    assertEquals(State.STOPPED, info(extensions, "throws").state());
    extensions.start("throws");
  }

  @Test
  void hooksAreGoneWhileMessagesFlow() throws Exception {
    AtomicLong calls = shared("calls", new AtomicLong());
    jars.extension(
        "counts",
        """
        var calls = (java.util.concurrent.atomic.AtomicLong) System.getProperties().get("heddle.test.extension.calls");
        context.add((PublishInterceptor) (client, message) -> { calls.incrementAndGet(); return Verdict.allow(); });
        context.add(new io.heddle.api.Observer() {
          @Override public void published(Client client, Message message) { calls.incrementAndGet(); }
        });
        """);
    Extensions extensions = start();
    Client client = stage.connectTo(running, Login.v5("c"));
    AtomicLong sent = new AtomicLong();
    AtomicBoolean over = new AtomicBoolean();
    Thread flow =
        Thread.ofPlatform()
            .start(() -> {
              while (!over.get()) {
                publishes(client, (int) (sent.get() % 60_000) + 1);
                sent.incrementAndGet();
              }
            });
    for (int round = 0; round < 5; round++) {
      long before = calls.get();
      awaitMore(sent, 20);
      assertTrue(calls.get() > before, "nobody is asked");
      extensions.stop("counts");
      awaitMore(sent, 2); // one of them was on its way
      long then = calls.get();
      awaitMore(sent, 20);
      assertEquals(then, calls.get());
      extensions.start("counts");
    }
    over.set(true);
    flow.join();
  }

  private static void awaitMore(AtomicLong count, int more) {
    long wanted = count.get() + more;
    while (count.get() < wanted) {
      Thread.onSpinWait();
    }
  }

  private static void publishes(Client client, int id) {
    client.send(Packets.publish("topic", "x", Qos.AT_LEAST_ONCE, id));
    assertEquals(ReasonCode.NO_MATCHING_SUBSCRIBERS, client.await(Packet.Puback.class).reason());
  }
}
