package io.heddle.admin.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.mqtt.Qos;
import io.heddle.mqtt.Version;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.SocketWire;
import io.heddle.spec.Stage;
import jakarta.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Traces over HTTP. */
@Timeout(60)
class TraceRoutesTest {
  @TempDir Path folder;

  private static Client connect(Asking asking, String clientId) {
    int port = asking.broker().endpoints().getFirst().getPort();
    Client client = Stage.plain().over(new SocketWire(port), Version.MQTT_5_0);
    client.connect(Login.v5(clientId));
    return client;
  }

  @Test
  void oneIsStartedListedReadStoppedAndRemoved() {
    try (Asking asking = new Asking("trace.directory", "" + folder)) {
      JsonObject begun = asking.post("/api/v1/traces", "{\"clientId\":\"c\"}").object();
      String path = "/api/v1/traces/" + begun.getString("id");
      assertEquals("c", begun.getString("clientId"));
      assertTrue(begun.getBoolean("file"));
      connect(asking, "c").publish("t", "x", Qos.AT_LEAST_ONCE);
      while (asking.get(path).object().getInt("entries") < 5) {
        Thread.onSpinWait();
      }
      assertEquals(204, asking.post(path + "/stop").status());
      while (!asking.get(path + "/file").text().contains("\"event\":\"published\"")) {
        Thread.onSpinWait();
      }
      Asking.Answer file = asking.get(path + "/file");
      assertEquals("application/x-ndjson", file.type());
      file.text().lines().forEach(TraceRoutesTest::object);
      assertEquals(1, asking.get("/api/v1/traces").object().getInt("total"));
      assertEquals("it was stopped", asking.get(path).object().getString("why"));
      assertEquals(204, asking.delete(path).status());
      for (String gone : new String[] {path, path + "/file", path + "/live"}) {
        assertEquals(404, asking.get(gone).status(), gone);
      }
      assertEquals(404, asking.post(path + "/stop").status());
    }
  }

  private static JsonObject object(String line) {
    try {
      return Json.read(line.getBytes(StandardCharsets.UTF_8)).asJsonObject();
    } catch (Problem problem) {
      throw new AssertionError(line, problem);
    }
  }

  @Test
  void entriesAreReadAlongUntilTheEnd() throws Exception {
    try (Asking asking = new Asking();
        HttpClient http = HttpClient.newHttpClient()) {
      JsonObject begun = asking.post("/api/v1/traces", "{\"filter\":\"t/#\"}").object();
      String path = "/api/v1/traces/" + begun.getString("id");
      try (BufferedReader lines = live(http, asking, path + "/live");
          BufferedReader events = live(http, asking, path + "/live?events=true")) {
        connect(asking, "c").publish("t/1", "x", Qos.AT_LEAST_ONCE);
        JsonObject first = object(next(lines));
        assertEquals("published", first.getString("event"));
        assertEquals("t/1", first.getString("topic"));
        assertEquals(first, object(next(events).substring("data: ".length())));
        assertEquals(204, asking.post(path + "/stop").status());
        while (lines.readLine() != null) {
          assertFalse(Thread.currentThread().isInterrupted());
        }
      }
      assertEquals(404, asking.get(path + "/file").status(), "without a folder there is no file");
    }
  }

  private static BufferedReader live(HttpClient http, Asking asking, String path)
      throws IOException, InterruptedException {
    HttpResponse<InputStream> answer =
        http.send(asking.to(path).build(), HttpResponse.BodyHandlers.ofInputStream());
    assertEquals(200, answer.statusCode());
    return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
  }

  private static String next(BufferedReader lines) throws IOException {
    String line = lines.readLine();
    while (line != null && (line.isEmpty() || line.startsWith(":"))) {
      line = lines.readLine();
    }
    return String.valueOf(line);
  }

  @Test
  void wrongOnesAreRefused() {
    try (Asking asking = new Asking()) {
      for (String wrong :
          new String[] {
            "{}",
            "{\"clientId\":\"c\",\"filter\":\"t\"}",
            "{\"filter\":\"#/t\"}",
            "{\"addresses\":\"here\"}",
            "{\"clientId\":\"c\",\"seconds\":0}",
            "{\"clientId\":\"c\",\"payloadBytes\":-1}"
          }) {
        assertEquals(400, asking.post("/api/v1/traces", wrong).status(), wrong);
      }
      for (int i = 0; i < 8; i++) {
        assertEquals(200, asking.post("/api/v1/traces", "{\"clientId\":\"c\"}").status());
      }
      assertEquals(409, asking.post("/api/v1/traces", "{\"clientId\":\"c\"}").status());
    }
  }
}
