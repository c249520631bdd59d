package io.heddle.admin.rest;

import io.heddle.api.Services;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** The table of all routes. */
final class Routes {
  private static final Shape<JsonObject> DOCUMENT =
      new Shape<>() {
        @Override
        public JsonValue write(JsonObject value) {
          return value;
        }

        @Override
        public JsonObject schema() {
          return Json.object().add("type", "object").build();
        }
      };

  private Routes() {}

  static List<Route> all(Services services) {
    List<Route> all = new ArrayList<>();
    all.addAll(new ClientRoutes(services.clients()).routes());
    all.addAll(new Health(services).routes());
    all.add(
        Route.get("/api/v1/openapi.json", "This document.")
            .answers(DOCUMENT, call -> OpenApi.of(all, services.status().version())));
    return List.copyOf(all);
  }
}
