package io.heddle.admin.rest;

import io.heddle.api.Services;
import io.heddle.api.Statistics;
import io.heddle.api.Status;
import java.util.List;

/** How the broker is, and its store. Immutable. */
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

  private static final Fields<Statistics.Store> STORE =
      Fields.<Statistics.Store>of("Store")
          .with(
              "full",
              Scalar.FLAG,
              "No room is left on the disk but a reserve; messages to be kept are refused.",
              Statistics.Store::full)
          .with(
              "failing",
              Scalar.FLAG,
              "The last write failed; acknowledgements wait.",
              Statistics.Store::failing)
          .with(
              "damages",
              Scalar.COUNT,
              "Parts that could not be read at the start.",
              it -> Long.valueOf(it.damages()))
          .with("segments", Scalar.COUNT, "Files.", it -> Long.valueOf(it.segments()))
          .with("fileBytes", Scalar.COUNT, "Of all files.", Statistics.Store::fileBytes)
          .with(
              "messageBytes",
              Scalar.COUNT,
              "Of messages that somebody has, about.",
              Statistics.Store::messageBytes)
          .with("writtenBytes", Scalar.COUNT, "Since the start.", Statistics.Store::writtenBytes)
          .with(
              "commits",
              Scalar.COUNT,
              "Groups of writes since the start.",
              it -> it.commits().counts().stream().mapToLong(Long::longValue).sum())
          .with(
              "commitSeconds",
              Scalar.NUMBER,
              "How long they took, all in all.",
              it -> it.commits().sum());

  List<Route> routes() {
    return List.of(
        Route.get("/api/v1/status", "How the broker is.").answers(STATUS, call -> services),
        Route.get("/api/v1/store", "What is kept on disk.")
            .fails(404, "Nothing is: data.directory is not set.")
            .answers(STORE, this::store));
  }

  private Statistics.Store store(Call call) throws Problem {
    return services
        .statistics()
        .store()
        .orElseThrow(() -> Problem.notFound("nothing is kept on disk: data.directory is not set"));
  }
}
