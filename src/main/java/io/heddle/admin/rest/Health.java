package io.heddle.admin.rest;

import io.heddle.api.Services;
import io.heddle.api.Statistics;
import io.heddle.api.Status;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** What a supervisor asks, without a name: it learns no more than it needs. Immutable. */
record Health(Services services) {
  /** What is not well; nothing when all is. */
  private record Verdict(List<String> reasons) {}

  private static final Fields<Verdict> SHAPE =
      Fields.<Verdict>of("Health")
          .with("ok", Scalar.FLAG, "Whether it is.", it -> it.reasons.isEmpty())
          .with("reasons", Shape.list(Scalar.TEXT), "Why it is not.", Verdict::reasons);

  List<Route> routes() {
    return List.of(
        Route.get("/health/live", "Whether the process is able to answer; if not, start it anew.")
            .open()
            .fails(503, "It is not.")
            .does(SHAPE, call -> outcome(List.of())),
        Route.get("/health/started", "Whether the store is recovered and clients are accepted.")
            .open()
            .fails(503, "Not yet.")
            .does(SHAPE, call -> outcome(started())),
        Route.get("/health/ready", "Whether clients are to be sent here now.")
            .open()
            .fails(503, "Not now: `reasons` says why.")
            .does(SHAPE, call -> outcome(ready())));
  }

  private static Route.Outcome outcome(List<String> reasons) {
    JsonValue content = SHAPE.write(new Verdict(reasons));
    return new Route.Outcome(reasons.isEmpty() ? 200 : 503, content);
  }

  private List<String> started() {
    return services.status().state() == Status.State.STARTING
        ? List.of("the store is being recovered, or extensions are starting")
        : List.of();
  }

  private List<String> ready() {
    List<String> reasons = new ArrayList<>(started());
    if (services.status().state() == Status.State.STOPPING) {
      reasons.add("the broker stops");
    }
    if (reasons.isEmpty() && services.listeners().all().isEmpty()) {
      reasons.add("no listener is open");
    }
    Statistics.Store store = services.statistics().store().orElse(null);
    if (store != null && store.full()) {
      reasons.add("there is no room on the disk but a reserve");
    }
    if (store != null && store.failing()) {
      reasons.add("the disk refuses to write");
    }
    return reasons;
  }
}
