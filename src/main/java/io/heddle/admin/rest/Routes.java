package io.heddle.admin.rest;

import io.heddle.api.Services;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.InstantSource;
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

  static List<Route> all(Services services, InstantSource clock, SignIns signIns) {
    List<Route> all = new ArrayList<>();
    all.addAll(new StatusRoutes(services).routes());
    all.addAll(new StoreRoutes(services).routes());
    all.addAll(new ClientRoutes(services.clients()).routes());
    all.addAll(new NowRoutes(services).routes());
    all.addAll(new SessionRoutes(services.sessions()).routes());
    all.addAll(new SubscriptionRoutes(services.subscriptions()).routes());
    all.addAll(new RetainedRoutes(services.retained(), clock).routes());
    all.addAll(new PublishRoutes(services.messages(), clock).routes());
    all.addAll(new ExplainRoutes(services.explanations()).routes());
    all.addAll(new DropRoutes(services.drops()).routes());
    all.addAll(new TraceRoutes(services.traces()).routes());
    all.addAll(new BanRoutes(services.bans()).routes());
    all.addAll(new ListenerRoutes(services.listeners()).routes());
    all.addAll(new ExtensionRoutes(services.extensions()).routes());
    all.addAll(new ConfigurationRoutes(services).routes());
    all.addAll(new StatisticsRoutes(services.statistics()).routes());
    all.addAll(new SignInRoutes(signIns).routes());
    all.addAll(new Health(services).routes());
    all.add(
        Route.get("/api/v1/openapi.json", "This document.")
            .answers(DOCUMENT, call -> OpenApi.of(all, services.status().version())));
    return List.copyOf(all);
  }
}
