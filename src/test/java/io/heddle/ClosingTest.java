package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.api.Access;
import io.heddle.api.Action;
import io.heddle.api.Client;
import io.heddle.api.LocalClient;
import io.heddle.api.Observer;
import io.heddle.api.PublishInterceptor;
import io.heddle.api.Verdict;
import io.heddle.codec.Packet;
import io.heddle.examples.SmallClient;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import io.heddle.mqtt.Version;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A broker is closed as a whole, whoever closes it and whoever interrupts: its folder can be opened
 * again at once.
 */
@Timeout(60)
class ClosingTest {
  private static final String STOPPED = "heddle.test.extension.stopped";

  @TempDir private Path folder;
  private final CompletableFuture<Broker> broker = new CompletableFuture<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  @AfterEach
  void forget() {
    Thread.interrupted();
    System.clearProperty(STOPPED);
  }

  private Heddle.Builder builder() {
    return Heddle.builder()
        .port(0)
        .set("limits.close-timeout", "400ms")
        .set("data.directory", folder.resolve("data").toString());
  }

  private void start(Heddle.Builder builder) {
    broker.complete(builder.start());
  }

  private void close() {
    broker.join().close();
    closed.countDown();
  }

  /** By a client with a socket; whether it is answered does not matter. */
  private void publish() throws Exception {
    int port = broker.join().endpoints().getFirst().getPort();
    Packet.Connect connect = Packet.Connect.of(Version.MQTT_5_0, "net");
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    try (SmallClient client = new SmallClient(socket, connect)) {
      client.publish("house", "x", Qos.AT_LEAST_ONCE);
    } catch (IOException theBrokerStops) {
      // As expected.
    }
  }

  private void assertClosed() throws InterruptedException {
    assertTrue(closed.await(30, TimeUnit.SECONDS));
    builder().start().close();
  }

  @Test
  void aThreadThatWasInterrupted() throws InterruptedException {
    start(builder());
    Thread.currentThread().interrupt();
    close();
    assertTrue(Thread.interrupted(), "it is not forgotten");
    assertClosed();
  }

  /** Without its stop an extension would leave open what it has opened. */
  @Test
  void extensionsAreStoppedByAThreadThatWasInterrupted() throws Exception {
    new ExtensionJars(folder.resolve("extensions"))
        .type(
            "own",
            """
            @Override public void start(ExtensionContext context) {}
            @Override public void stop() { System.setProperty("%s", "yes"); }
            """
                .formatted(STOPPED));
    start(builder().set("extensions.folder", folder.resolve("extensions").toString()));
    Thread.currentThread().interrupt();
    close();
    assertEquals("yes", System.getProperty(STOPPED));
  }

  /** An extension that is required cannot be waited for: what was opened is closed again. */
  @Test
  void aStartThatFailsOnAThreadThatWasInterrupted() throws Exception {
    Path extensions = folder.resolve("extensions");
    new ExtensionJars(extensions).extension("own", "");
    Heddle.Builder failing =
        builder().set("extensions.folder", extensions.toString()).set("extensions.required", "own");
    Thread.currentThread().interrupt();
    assertThrows(StartException.class, failing::start);
    assertTrue(Thread.interrupted(), "it is not forgotten");
    builder().start().close();
  }

  /** Its client's thread is interrupted again and again meanwhile. */
  @Test
  void aHookWhoseTimeIsOver() throws Exception {
    PublishInterceptor hook =
        (client, message) -> {
          close();
          return Verdict.allow();
        };
    start(builder().set("hooks.timeout", "50ms").hook("closing", hook));
    publish();
    assertClosed();
  }

  @Test
  void anAuthorizer() throws Exception {
    start(
        builder()
            .authorizer((client, action) -> {
              if (action instanceof Action.Publish) {
                close();
              }
              return Access.NO_OPINION;
            }));
    publish();
    assertClosed();
  }

  @Test
  void anObserverOnTheClientsThread() throws Exception {
    Observer observer =
        new Observer() {
          @Override
          public void published(Client client, Message message) {
            close();
          }
        };
    start(builder().hook("closing", observer));
    publish();
    assertClosed();
  }

  @Test
  void anObserverOnItsOwnThread() throws Exception {
    Observer observer =
        new Observer() {
          @Override
          public void delivered(String clientId, Message message) {
            close();
          }
        };
    start(builder().hook("closing", observer));
    subscribe();
    publish();
    assertClosed();
  }

  @Test
  void aCallback() throws Exception {
    start(builder());
    LocalClient local = broker.join().client("local");
    local.subscribe(all(), received -> close());
    publish();
    assertClosed();
    assertEquals("the broker stops", local.end().words());
  }

  /** The program's own thread, in the middle of what it publishes. */
  @Test
  void aHookThatIsAskedAboutAClientInTheProgram() throws Exception {
    PublishInterceptor hook =
        (client, message) -> {
          close();
          return Verdict.allow();
        };
    start(builder().hook("closing", hook));
    LocalClient local = broker.join().client("local");
    assertNull(local.end());
    Message message = Message.of(TopicName.of("house"), Bytes.utf8("x"), Qos.AT_LEAST_ONCE);
    String words =
        assertThrows(IllegalStateException.class, () -> local.publish(message)).getMessage();
    assertEquals("the client local is not connected any more: the broker stops", words);
    assertClosed();
  }

  private void subscribe() {
    broker.join().client("local").subscribe(all());
  }

  private static Subscription all() {
    return Subscription.of(TopicFilter.of("#"), Qos.AT_LEAST_ONCE);
  }
}
