package example.audit;

import io.heddle.api.Client;
import io.heddle.api.ClientInfo;
import io.heddle.api.Extension;
import io.heddle.api.ExtensionContext;
import io.heddle.api.Observer;
import io.heddle.api.Peer;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.ReasonCode;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceLoader;

/**
 * Writes who came and went and what was published into a table, through the driver that lies beside
 * this jar. Settings: {@code extension.audit-jdbc.url}, and {@code user} and {@code password} where
 * the database wants them.
 */
public final class AuditJdbc implements Extension {
  private static final ClassLoader OURS = AuditJdbc.class.getClassLoader();

  private Ledger ledger;

  @Override
  public void start(ExtensionContext context) throws SQLException {
    Map<String, String> settings = context.settings();
    String url = settings.get("url");
    if (url == null) {
      throw new IllegalArgumentException("extension." + context.name() + ".url is not set");
    }
    Properties login = new Properties();
    for (String key : List.of("user", "password")) {
      if (settings.containsKey(key)) {
        login.setProperty(key, settings.get(key));
      }
    }
    Driver driver = driver(url);
    // A database that cannot be reached is told here, and the start fails.
    ledger = Ledger.open(() -> driver.connect(url, login));
    context.add(new Audit(ledger));
  }

  /**
   * Not by way of {@link DriverManager}: it looks for drivers once in the life of the JVM, and so
   * would not find this one after a reload.
   */
  private static Driver driver(String url) throws SQLException {
    for (Driver driver : ServiceLoader.load(Driver.class, OURS)) {
      if (driver.acceptsURL(url)) {
        return driver;
      }
    }
    throw new SQLException("no jar in the folder has a driver for this url");
  }

  /** A driver enters itself there all the same, and would keep all classes of this extension. */
  @Override
  public void stop() throws Exception {
    ledger.close();
    for (Driver driver : DriverManager.drivers().toList()) {
      if (driver.getClass().getClassLoader() == OURS) {
        DriverManager.deregisterDriver(driver);
      }
    }
  }

  /** Runs on the threads of clients, and waits for nothing. */
  private record Audit(Ledger ledger) implements Observer {
    @Override
    public void connected(ClientInfo client) {
      add("connected", client.client(), "");
    }

    @Override
    public void published(Client client, Message message) {
      add("published", client, message.topic().value());
    }

    @Override
    public void disconnected(Peer peer, ClientInfo client, ReasonCode reason, String words) {
      if (client != null) {
        add("disconnected", client.client(), words);
      }
    }

    private void add(String event, Client client, String about) {
      ledger.add(new Entry(Instant.now(), event, client.clientId(), client.userName(), about));
    }
  }
}
