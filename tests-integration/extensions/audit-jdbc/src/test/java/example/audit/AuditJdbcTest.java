package example.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.heddle.api.AuthenticationMethod;
import io.heddle.api.Authenticator;
import io.heddle.api.Authorizer;
import io.heddle.api.Client;
import io.heddle.api.ExtensionContext;
import io.heddle.api.Hook;
import io.heddle.api.LocalClient;
import io.heddle.api.LocalClientOptions;
import io.heddle.api.Observer;
import io.heddle.api.Peer;
import io.heddle.api.Services;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.TopicName;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The extension alone, without a broker. */
class AuditJdbcTest {
  @TempDir Path folder;

  /** What the broker would give it; what it adds is in the list. */
  private record Context(Map<String, String> settings, List<Hook> hooks)
      implements ExtensionContext {
    @Override
    public String name() {
      return "audit-jdbc";
    }

    @Override
    public Path folder() {
      return Path.of(".");
    }

    @Override
    public Services services() {
      throw new AssertionError("it needs none");
    }

    @Override
    public LocalClient client(LocalClientOptions options) {
      throw new AssertionError("it publishes nothing");
    }

    @Override
    public void add(Hook hook) {
      hooks.add(hook);
    }

    @Override
    public void add(Authenticator authenticator) {
      throw new AssertionError("it knows nobody");
    }

    @Override
    public void add(AuthenticationMethod method) {
      throw new AssertionError("it knows nobody");
    }

    @Override
    public void add(Authorizer authorizer) {
      throw new AssertionError("it forbids nothing");
    }
  }

  private static AuditJdbc started(List<Hook> hooks, Map<String, String> settings)
      throws Exception {
    AuditJdbc extension = new AuditJdbc();
    extension.start(new Context(settings, hooks));
    return extension;
  }

  @Test
  void whatWasPublishedIsInTheTableWhenItHasStopped() throws Exception {
    String url = "jdbc:h2:" + folder.resolve("audit");
    List<Hook> hooks = new ArrayList<>();
    AuditJdbc extension = started(hooks, Map.of("url", url, "user", "sa", "password", "secret"));
    Client client = new Client("sensor", "alice", Set.of(), new Peer("tcp", null, List.of()));
    Message message = Message.of(TopicName.of("house"), Bytes.utf8("x"), Qos.AT_MOST_ONCE);
    for (int i = 0; i < 2500; i++) {
      ((Observer) hooks.getFirst()).published(client, message);
    }
    extension.stop();
    assertEquals(0, DriverManager.drivers().count());
    Properties login = new Properties();
    login.putAll(Map.of("user", "sa", "password", "secret"));
    Driver driver = ServiceLoader.load(Driver.class).findFirst().orElseThrow();
    try (var connection = driver.connect(url, login);
        var rows =
            connection
                .createStatement()
                .executeQuery(
                    "select event, client_id, user_name, about, count(*) from audit"
                        + " group by 1, 2, 3, 4")) {
      rows.next();
      assertEquals("published", rows.getString(1));
      assertEquals("sensor", rows.getString(2));
      assertEquals("alice", rows.getString(3));
      assertEquals("house", rows.getString(4));
      assertEquals(2500, rows.getInt(5));
      assertEquals(false, rows.next());
    }
  }

  @Test
  void withoutADatabaseItDoesNotStart() {
    List<Hook> hooks = new ArrayList<>();
    assertEquals(
        "extension.audit-jdbc.url is not set",
        assertThrows(IllegalArgumentException.class, () -> started(hooks, Map.of())).getMessage());
    assertEquals(
        "no jar in the folder has a driver for this url",
        assertThrows(Exception.class, () -> started(hooks, Map.of("url", "jdbc:other:x")))
            .getMessage());
    assertEquals(List.of(), hooks);
  }
}
