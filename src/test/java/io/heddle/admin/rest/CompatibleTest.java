package io.heddle.admin.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.heddle.api.LocalClientOptions;
import jakarta.json.JsonObject;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The paths of gmqtt, without what was wrong there. */
@Timeout(60)
class CompatibleTest {
  private static Asking.Answer form(Asking asking, String path, String form) {
    return asking.send(
        asking
            .to(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form)));
  }

  private static JsonObject ok(Asking.Answer answer) {
    assertEquals(200, answer.status(), answer.text());
    assertEquals(0, answer.object().getInt("code"), answer.text());
    return answer.object();
  }

  private static void refused(String words, Asking.Answer answer) {
    assertEquals(200, answer.status(), answer.text());
    assertEquals(-1, answer.object().getInt("code"));
    assertEquals(words, answer.object().getString("message"));
    assertEquals(0, answer.object().getJsonObject("data").size());
  }

  @Test
  void areNotThereUnlessTheyAreWanted() {
    try (Asking asking = new Asking()) {
      assertEquals(404, asking.get("/clients").status());
    }
  }

  @Test
  void pagesHaveTrueTotalsAndNobodyIsThereTwice() {
    try (Asking asking = new Asking("admin.compatible", "true")) {
      JsonObject none = ok(asking.get("/clients")).getJsonObject("data");
      assertEquals(0, none.getJsonObject("pager").getInt("count"));
      for (String id : new String[] {"a", "b", "c"}) {
        asking.broker().client(LocalClientOptions.of(id));
      }
      JsonObject page = ok(asking.get("/clients?page=2&page_size=2")).getJsonObject("data");
      assertEquals(3, page.getJsonObject("pager").getInt("count"));
      assertEquals(2, page.getJsonObject("pager").getInt("page"));
      assertEquals(1, page.getJsonArray("result").size());
      assertEquals("c", page.getJsonArray("result").getJsonObject(0).getString("client_id"));
      JsonObject one = ok(asking.get("/client/a")).getJsonObject("data");
      assertFalse(one.containsKey("password"));
      assertEquals(
          "online", ok(asking.get("/session/a")).getJsonObject("data").getString("status"));
      assertEquals(
          3,
          ok(asking.get("/sessions")).getJsonObject("data").getJsonObject("pager").getInt("count"));
      ok(asking.delete("/client/a"));
      ok(asking.delete("/client/a"));
      refused("there is no client a", asking.get("/client/a"));
    }
  }

  @Test
  void whatIsMadeHereIsThere() {
    try (Asking asking = new Asking("admin.compatible", "true")) {
      asking.broker().client(LocalClientOptions.of("a"));
      ok(form(asking, "/subscribe", "qos=1&topic=x%2F%23&clientID=a"));
      JsonObject own = ok(asking.get("/subscriptions/a")).getJsonArray("data").getJsonObject(0);
      assertEquals("x/#", own.getString("name"));
      assertEquals(1, own.getInt("qos"));
      ok(form(asking, "/publish", "qos=1&topic=y&payload=hot+day&retain=1"));
      assertEquals(
          "hot day", asking.get("/api/v1/retained/message?topic=y").object().getString("payload"));
      ok(form(asking, "/publish", "topic=z&payload=x&retain="));
      assertEquals(404, asking.get("/api/v1/retained/message?topic=z").status());
      ok(form(asking, "/unsubscribe", "topic=x%2F%23&clientID=a"));
      assertEquals(0, ok(asking.get("/subscriptions/a")).getJsonArray("data").size());
      refused("topic is missing", form(asking, "/publish", "payload=x"));
      refused("qos: is not a whole number from 0 to 2", form(asking, "/publish", "topic=z&qos=3"));
      refused("there is no session of nobody", asking.get("/subscriptions/nobody"));
      assertEquals(415, asking.post("/publish").status());
    }
  }
}
