package io.heddle.admin.rest;

import io.heddle.api.Extensions;
import io.heddle.api.Extensions.ExtensionInfo;
import io.heddle.api.Extensions.State;
import java.util.List;
import java.util.function.Consumer;

/** What others have written and runs in the broker. Immutable. */
record ExtensionRoutes(Extensions extensions) {
  private static final String PATH = "/api/v1/extensions/{name}";

  private static final Item<String> NAME = Item.needed("name", Scalar.TEXT, "Its folder.");

  private static final Fields<ExtensionInfo> SHAPE =
      Fields.<ExtensionInfo>of("Extension")
          .with("name", Scalar.TEXT, "That of its folder.", ExtensionInfo::name)
          .with("folder", Scalar.TEXT, "Where it is.", it -> it.folder().toString())
          .with("state", Scalar.choice(State.class), "How it is.", ExtensionInfo::state)
          .with("words", Scalar.TEXT, "Why it has failed; or empty.", ExtensionInfo::words);

  List<Route> routes() {
    return List.of(
        Route.get("/api/v1/extensions", "The extensions, by name.")
            .answers(Listed.of(SHAPE), call -> Listed.whole(extensions.all())),
        Route.get(PATH, "An extension.")
            .takes(NAME)
            .fails(404, "There is none of this name.")
            .answers(SHAPE, this::one),
        order("start", "Starts one that does not run, from the jars that are there now.")
            .answers(SHAPE, call -> done(call, extensions::start)),
        order("stop", "Stops one that runs.").answers(SHAPE, call -> done(call, extensions::stop)),
        order("reload", "Starts one from the jars that are there now, in place of what runs.")
            .answers(SHAPE, call -> done(call, extensions::reload)));
  }

  private static Route.Draft order(String word, String summary) {
    return Route.post(PATH + "/" + word, summary)
        .needs(Role.ADMIN)
        .takes(NAME)
        .takes(Form.of("Nothing"))
        .fails(404, "There is none of this name.")
        .fails(409, "It cannot be done; `detail` says why.");
  }

  private ExtensionInfo one(Call call) throws Problem {
    String name = call.get(NAME);
    return Call.found(
        extensions.all().stream().filter(each -> each.name().equals(name)).findFirst(),
        "extension",
        name);
  }

  private ExtensionInfo done(Call call, Consumer<String> order) throws Problem {
    one(call);
    try {
      order.accept(call.get(NAME));
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new Problem(409, String.valueOf(e.getMessage()));
    }
    return one(call);
  }
}
