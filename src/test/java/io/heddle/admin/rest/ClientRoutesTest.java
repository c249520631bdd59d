package io.heddle.admin.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.api.LocalClientOptions;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who is connected. */
@Timeout(60)
class ClientRoutesTest {

  @Test
  void areListedInParts() {
    try (Asking asking = new Asking()) {
      for (String id : List.of("b", "a", "d", "c/%x", "e")) {
        asking.broker().client(LocalClientOptions.of(id));
      }
      List<String> seen = new ArrayList<>();
      String cursor = "";
      int parts = 0;
      while (cursor != null) {
        String more = cursor.isEmpty() ? "" : "&cursor=" + cursor;
        JsonObject part = asking.get("/api/v1/clients?limit=2" + more).object();
        assertEquals(5, part.getInt("total"));
        part.getJsonArray("items")
            .forEach(each -> seen.add(each.asJsonObject().getString("clientId")));
        cursor = part.getString("next", null);
        parts++;
      }
      assertEquals(List.of("a", "b", "c/%x", "d", "e"), seen);
      assertEquals(3, parts);
    }
  }

  @Test
  void areFilteredAndTheTotalIsThatOfTheFilter() {
    try (Asking asking = new Asking()) {
      for (String id : List.of("pump-1", "pump-2", "pump-3", "lamp")) {
        asking.broker().client(LocalClientOptions.of(id));
      }
      JsonObject first = asking.get("/api/v1/clients?limit=2&prefix=pump-").object();
      assertEquals(3, first.getInt("total"));
      assertEquals(2, first.getJsonArray("items").size());
      JsonObject second =
          asking
              .get("/api/v1/clients?limit=2&prefix=pump-&cursor=" + first.getString("next"))
              .object();
      assertEquals(3, second.getInt("total"));
      assertEquals(1, second.getJsonArray("items").size());
      assertFalse(second.containsKey("next"));
      assertEquals(4, asking.get("/api/v1/clients?listener=in-process").object().getInt("total"));
      assertEquals(0, asking.get("/api/v1/clients?userName=bob").object().getInt("total"));
    }
  }

  @Test
  void areShownAndDisconnected() {
    try (Asking asking = new Asking()) {
      asking.broker().client(LocalClientOptions.of("c/%x"));
      JsonObject client = asking.get("/api/v1/clients/c%2F%25x").object();
      assertEquals("c/%x", client.getString("clientId"));
      assertEquals("in-process", client.getString("listener"));
      assertEquals(204, asking.delete("/api/v1/clients/c%2F%25x").status());
      Asking.Answer gone = asking.get("/api/v1/clients/c%2F%25x");
      assertEquals(404, gone.status());
      assertEquals("application/problem+json", gone.type());
      assertTrue(gone.object().getString("detail").contains("c/%x"), gone.text());
    }
  }
}
