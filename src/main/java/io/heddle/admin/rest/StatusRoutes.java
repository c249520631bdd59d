package io.heddle.admin.rest;

import io.heddle.api.Services;
import io.heddle.api.Status;
import java.util.List;

/** How the broker is. Immutable. */
record StatusRoutes(Services services) {
  private static final Fields<Services> STATUS =
      Fields.<Services>of("Status")
          .with("version", Scalar.TEXT, "Of Heddle.", it -> it.status().version())
          .with(
              "state",
              Scalar.choice(Status.State.class),
              "What it does.",
              it -> it.status().state())
          .with("startedAt", Scalar.TIME, "When it started.", it -> it.statistics().startedAt())
          .with(
              "problems",
              Shape.list(Scalar.TEXT),
              "What an operator should look at; empty when all is well.",
              it -> it.status().problems())
          .with("clients", Scalar.COUNT, "Connected.", it -> Long.valueOf(it.clients().count()))
          .with("sessions", Scalar.COUNT, "Kept.", it -> Long.valueOf(it.sessions().count()));

  List<Route> routes() {
    return List.of(
        Route.get("/api/v1/status", "How the broker is.").answers(STATUS, call -> services));
  }
}
