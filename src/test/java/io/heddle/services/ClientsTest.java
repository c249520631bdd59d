package io.heddle.services;

import static io.heddle.services.Running.message;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.api.ClientInfo;
import io.heddle.api.Page;
import io.heddle.api.SessionEnd;
import io.heddle.api.SessionInfo;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Version;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients and sessions, seen and ended from outside. */
@Timeout(60)
class ClientsTest {
  private final Running running = new Running();

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void whoIsConnectedIsFound() {
    Client one =
        running.connect(
            Login.v311("one")
                .keepAlive(30)
                .credentials("somebody", "secret")
                .will("w", "x", Qos.AT_LEAST_ONCE));
    one.publish("a", "payload", Qos.AT_LEAST_ONCE);
    ClientInfo info = running.services().clients().find("one").orElseThrow();
    assertEquals("one", info.client().clientId());
    assertEquals("tcp", info.client().peer().listener());
    assertTrue(info.client().peer().isLocal());
    assertEquals(Version.MQTT_3_1_1, info.version());
    assertEquals(30, info.keepAlive());
    assertEquals("w", info.will().topic().value());
    assertFalse(info.toString().contains("secret"), "a password is shown");
    Running.await(() ->
        running.services().clients().find("one").orElseThrow().traffic().messagesReceived() == 1);
    var traffic = running.services().clients().find("one").orElseThrow().traffic();
    assertEquals(2, traffic.packetsReceived());
    assertEquals(2, traffic.packetsSent());
    assertEquals(0, traffic.messagesSent());
    one.disconnect();
    Running.await(() -> running.services().clients().find("one").isEmpty());
  }

  /** The reference broker took the wrong entries, counted the page's, and failed for none. */
  @Test
  void pagesAreOfTheirSizeAndKnowTheTotal() {
    List<Client> all = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      all.add(running.connect(Login.v5("c" + (6 - i))));
    }
    var clients = running.services().clients();
    assertEquals(List.of("c0", "c1", "c2"), ids(clients.page(1, 3)));
    assertEquals(List.of("c3", "c4", "c5"), ids(clients.page(2, 3)));
    assertEquals(List.of("c6"), ids(clients.page(3, 3)));
    assertEquals(List.of(), ids(clients.page(4, 3)));
    assertEquals(7, clients.page(4, 3).total());
    assertEquals(7, clients.page(1, 3).total());
    assertEquals(7, clients.page(1, Integer.MAX_VALUE).items().size());
    assertEquals(7, clients.all().count());
    assertThrows(IllegalArgumentException.class, () -> clients.page(0, 3));
    all.forEach(Client::disconnect);
    Running.await(() -> clients.count() == 0);
    assertEquals(new Page<ClientInfo>(List.of(), 1, 20, 0), clients.page(1, 20));
  }

  private static List<String> ids(Page<ClientInfo> page) {
    return page.items().stream().map(info -> info.client().clientId()).toList();
  }

  @Test
  void disconnectedForAReason() {
    Client one = running.lasting("one");
    one.subscribe("a", Qos.AT_LEAST_ONCE);
    var clients = running.services().clients();
    assertTrue(clients.disconnect("one", ReasonCode.ADMINISTRATIVE_ACTION, "enough"));
    one.expectDisconnect(ReasonCode.ADMINISTRATIVE_ACTION);
    Running.await(() -> clients.count() == 0);
    assertFalse(clients.disconnect("one", ReasonCode.ADMINISTRATIVE_ACTION, "enough"));
    assertFalse(running.services().sessions().find("one").orElseThrow().connected());
  }

  @Test
  void aSessionTellsWhatItHolds() {
    Client one = running.lasting("one");
    one.subscribe("a", Qos.AT_LEAST_ONCE);
    one.subscribe("b", Qos.AT_LEAST_ONCE);
    running.services().messages().publish(message("a", "1", Qos.AT_LEAST_ONCE, false));
    one.expectPublish("a", "1", Qos.AT_LEAST_ONCE);
    SessionInfo online = running.services().sessions().find("one").orElseThrow();
    assertTrue(online.connected());
    assertEquals(2, online.subscriptions());
    assertEquals(1, online.inflight());
    assertEquals(1, running.services().statistics().inflight());
    assertEquals(Duration.ofHours(1), online.expiry());
    one.disconnect();
    Running.await(() -> !running.services().sessions().find("one").orElseThrow().connected());
    running.services().messages().publish(message("b", "2", Qos.AT_LEAST_ONCE, false));
    SessionInfo offline = running.services().sessions().find("one").orElseThrow();
    assertEquals(1, offline.queuedMessages());
    assertTrue(offline.queuedBytes() > 0);
    assertEquals(offline.queuedBytes(), running.services().statistics().queuedBytes());
    assertFalse(offline.since().isBefore(offline.createdAt()));
    assertEquals(online.createdAt(), offline.createdAt());
    running.connect(Login.v311("old").resume());
    assertNull(running.services().sessions().find("old").orElseThrow().expiry());
    assertEquals(2, running.services().sessions().page(1, 10).total());
  }

  @Test
  void aSessionIsEndedWithItsConnection() {
    Client watcher = running.connect(Login.v5("watcher"));
    watcher.subscribe("w", Qos.AT_LEAST_ONCE);
    Client one =
        running.connect(Login.v5("one").sessionExpiry(3600).will("w", "gone", Qos.AT_LEAST_ONCE));
    one.subscribe("a", Qos.AT_LEAST_ONCE);
    var sessions = running.services().sessions();
    assertTrue(sessions.end("one"));
    one.expectDisconnect(ReasonCode.ADMINISTRATIVE_ACTION);
    watcher.receive("w", Qos.AT_LEAST_ONCE, "gone");
    assertTrue(sessions.find("one").isEmpty());
    assertEquals(1, running.services().subscriptions().count());
    assertFalse(sessions.end("one"));
    var statistics = running.services().statistics();
    assertEquals(1, statistics.sessionsEnded(SessionEnd.REMOVED));
    assertFalse(running.connect(Login.v5("one").resume()).equals(one));
    assertNotNull(sessions.find("one").orElseThrow());
    assertEquals(0, running.services().subscriptions().of("one").size());
  }

  @Test
  void sessionsAreCountedFromBeginToEnd() {
    var statistics = running.services().statistics();
    running.connect(Login.v5("one")).disconnect();
    Running.await(() -> statistics.sessionsEnded(SessionEnd.NORMAL) == 1);
    running.lasting("two").disconnect();
    running.lasting("two");
    Running.await(() -> statistics.sessionsEnded(SessionEnd.TAKEN_OVER) == 1);
    assertEquals(3, statistics.sessionsCreated());
    assertEquals(1, statistics.sessions());
  }
}
