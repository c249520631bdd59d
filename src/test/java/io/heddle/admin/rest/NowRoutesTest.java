package io.heddle.admin.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.api.LocalClientOptions;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.Version;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.SocketWire;
import io.heddle.spec.Stage;
import jakarta.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where a client is. */
@Timeout(60)
class NowRoutesTest {

  private static Client connect(Asking asking, String clientId) {
    int port = asking.broker().endpoints().getFirst().getPort();
    Client client = Stage.plain().over(new SocketWire(port), Version.MQTT_5_0);
    client.connect(Login.v5(clientId));
    return client;
  }

  @Test
  void aClientShowsItsThreadAndItsPackets() {
    try (Asking asking = new Asking()) {
      Client client = connect(asking, "pump/7");
      client.publish("t", "x", Qos.AT_LEAST_ONCE);
      JsonObject now = asking.get("/api/v1/clients/pump%2F7/now").object();
      JsonObject reader = now.getJsonArray("workers").getJsonObject(0);
      assertEquals("reader", reader.getString("role"));
      assertEquals("waits for the next packet", reader.getString("doing"));
      assertTrue(reader.getJsonArray("stack").toString().contains("Connection.serve"));
      assertEquals(0, now.getJsonObject("backlog").getInt("queuedMessages"));
      assertTrue(now.getJsonArray("packets").toString().contains("\"type\":\"puback\""), "" + now);
      assertEquals(404, asking.get("/api/v1/clients/nobody/now").status());
    }
  }

  @Test
  void whoIsSlowIsListedAndWhoIsNotIsNot() {
    try (Asking asking = new Asking()) {
      var idle = asking.broker().client(LocalClientOptions.of("away").lasting(3600));
      idle.subscribe(Subscription.of(TopicFilter.of("t"), Qos.AT_LEAST_ONCE));
      idle.close();
      Client client = connect(asking, "pump");
      client.publish("t", "x", Qos.AT_LEAST_ONCE);
      for (String by : new String[] {"", "?by=bytes", "?by=age&limit=3"}) {
        JsonObject slow = asking.get("/api/v1/slow" + by).object();
        assertEquals(1, slow.getInt("total"), by);
        JsonObject first = slow.getJsonArray("items").getJsonObject(0);
        assertEquals("away", first.getString("clientId"));
        assertEquals(false, first.getBoolean("connected"));
        assertEquals(1, first.getJsonObject("backlog").getInt("queuedMessages"));
        assertTrue(first.getJsonObject("backlog").containsKey("oldestAt"));
      }
      assertEquals(0, asking.get("/api/v1/slow?by=drops").object().getInt("total"));
      assertEquals(400, asking.get("/api/v1/slow?by=charm").status());
    }
  }
}
