package io.heddle.admin.rest;

import io.heddle.api.Reloaded;
import io.heddle.api.Services;
import io.heddle.api.Settings.Setting;
import java.util.List;

/** The configuration in effect, and files that are read again. Immutable. */
record ConfigurationRoutes(Services services) {
  private static final Item<String> KEY = Item.needed("key", Scalar.TEXT, "As in the file.");

  private static final Fields<Setting> SHAPE =
      Fields.<Setting>of("Setting")
          .with("key", Scalar.TEXT, "As in the file.", Setting::key)
          .with("value", Scalar.TEXT, "The value in effect; a secret is hidden.", Setting::value)
          .with("origin", Scalar.TEXT, "Where it came from.", Setting::origin);

  private static final Fields<Reloaded> RELOADED =
      Fields.<Reloaded>of("Reloaded")
          .with("what", Scalar.TEXT, "The file, or listener.NAME.", Reloaded::what)
          .with(
              "outcome",
              Scalar.choice(Reloaded.Outcome.class),
              "`refused`: it is wrong, and what was read before stays in force.",
              Reloaded::outcome)
          .with("errors", Shape.list(Scalar.TEXT), "Why it was refused.", Reloaded::errors);

  List<Route> routes() {
    return List.of(
        Route.get("/api/v1/configuration", "Every setting with the value in effect.")
            .answers(Listed.of(SHAPE), call -> Listed.whole(services.settings().all())),
        Route.get("/api/v1/configuration/{key}", "A setting.")
            .takes(KEY)
            .fails(404, "There is none with this key.")
            .answers(SHAPE, this::one),
        Route.post(
                "/api/v1/reload",
                "Reads files of certificates, passwords, rules and bans again, as SIGHUP does.")
            .needs(Role.ADMIN)
            .takes(Form.of("Nothing"))
            .answers(Listed.of(RELOADED), call -> Listed.whole(services.reload())));
  }

  private Setting one(Call call) throws Problem {
    String key = call.get(KEY);
    return Call.found(services.settings().find(key), "setting", key);
  }
}
