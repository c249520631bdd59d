package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.api.ExtensionContext;
import io.heddle.api.Extensions;
import io.heddle.api.Extensions.State;
import io.heddle.api.LocalClient;
import io.heddle.api.Services;
import io.heddle.api.Status;
import io.heddle.mqtt.Qos;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Stage;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Clients that extensions have in the broker. */
@Timeout(120)
class ExtensionClientsTest {
  private static final String SHARED = "heddle.test.extension.clients";

  /** It answers what is asked, and hands what it has to the test. */
  private static final String ANSWERS =
      """
      static LocalClient mine;
      @Override public void start(ExtensionContext context) {
        Status early = context.services().status();
        int listeners = context.services().listeners().all().size();
        LocalClient client = context.client("answers");
        client.subscribe(
            Subscription.of(TopicFilter.of("ask/+"), Qos.AT_LEAST_ONCE),
            received -> client.publish(received.message().to(TopicName.of("answer"))));
        mine = client;
        System.getProperties().put("%1$s", new Object[] {context, client, early, listeners});
      }
      @Override public void stop() {
        System.getProperties().put("%1$s.connected", mine.isConnected());
      }
      """
          .formatted(SHARED);

  private static final String FAILS =
      """
      @Override public void start(ExtensionContext context) {
        context.client(LocalClientOptions.of("fails").lasting(0));
        throw new IllegalStateException("after it has come in");
      }
      """;

  @RegisterExtension final Stage stage = Stage.plain();
  @TempDir private Path temporary;
  private ExtensionJars jars;
  private RunningBroker running;

  @BeforeEach
  void folder() throws Exception {
    jars = new ExtensionJars(Files.createDirectory(temporary.resolve("extensions")));
  }

  @AfterEach
  void stop() {
    System.getProperties().remove(SHARED);
    System.getProperties().remove(SHARED + ".connected");
    running.close();
  }

  private Services start() {
    running = RunningBroker.with("extensions.folder", jars.folder().toString());
    return running.broker().services();
  }

  @Test
  void goWithTheirExtension() throws Exception {
    jars.type("answers", ANSWERS);
    Services services = start();
    Object[] shared = (Object[]) System.getProperties().get(SHARED);
    ExtensionContext context = (ExtensionContext) shared[0];
    LocalClient first = (LocalClient) shared[1];
    assertEquals(Status.State.STARTING, ((Status) shared[2]).state());
    assertEquals(0, shared[3], "nobody can come in yet");
    Client asks = stage.connectTo(running, Login.v5("asks"));
    asks.subscribe("answer", Qos.AT_LEAST_ONCE);
    asks.publish("ask/1", "why?", Qos.AT_LEAST_ONCE);
    asks.acknowledge(asks.expectPublish("answer", "why?", Qos.AT_LEAST_ONCE));
    LocalClient second = context.client("second");
    second.close();
    assertEquals(2, services.clients().count());
    services.extensions().stop("answers");
    assertEquals(false, System.getProperties().get(SHARED + ".connected"), "before it is told");
    assertEquals("the program has closed it", first.end().words());
    assertTrue(services.sessions().find("answers").isEmpty());
    assertThrows(IllegalStateException.class, () -> context.client("late"));
    assertEquals(1, services.clients().count());
    services.extensions().reload("answers");
    asks.publish("ask/1", "again?", Qos.AT_LEAST_ONCE);
    asks.expectPublish("answer", "again?", Qos.AT_LEAST_ONCE);
    running.close();
    assertEquals(false, System.getProperties().get(SHARED + ".connected"));
  }

  @Test
  void goWithAStartInVain() throws Exception {
    jars.type("fails", FAILS);
    Services services = start();
    Extensions.ExtensionInfo info = services.extensions().all().getFirst();
    assertEquals(State.FAILED, info.state());
    assertTrue(info.words().contains("after it has come in"), info::toString);
    assertEquals(0, services.clients().count());
    assertEquals(0, services.sessions().count());
  }
}
