package io.heddle.admin.rest;

import io.heddle.api.Listeners;
import io.heddle.api.Listeners.ListenerInfo;
import java.util.List;

/** Where clients come in. Immutable. */
record ListenerRoutes(Listeners listeners) {
  private static final Item<String> NAME =
      Item.needed("name", Scalar.TEXT, "The NAME of listener.NAME.");

  private static final Fields<ListenerInfo> SHAPE =
      Fields.<ListenerInfo>of("Listener")
          .with("name", Scalar.TEXT, "The NAME of listener.NAME.", ListenerInfo::name)
          .with("transport", Scalar.TEXT, "tcp, tls, unix, ws or wss.", ListenerInfo::transport)
          .with("address", Scalar.TEXT, "As the settings have it.", ListenerInfo::address)
          .with("port", Scalar.COUNT, "The real one.", it -> Long.valueOf(it.port()))
          .with("uri", Scalar.TEXT, "Where clients reach it.", it -> it.uri().toString())
          .with(
              "connections",
              Scalar.COUNT,
              "How many there are.",
              it -> Long.valueOf(it.connections()))
          .with(
              "connectionsMax",
              Scalar.COUNT,
              "How many there may be.",
              it -> Long.valueOf(it.connectionsMax()));

  List<Route> routes() {
    return List.of(
        Route.get("/api/v1/listeners", "The listeners, in the order in which they were opened.")
            .answers(Listed.of(SHAPE), call -> Listed.whole(listeners.all())),
        Route.get("/api/v1/listeners/{name}", "A listener.")
            .takes(NAME)
            .fails(404, "There is none of this name.")
            .answers(SHAPE, this::one));
  }

  private ListenerInfo one(Call call) throws Problem {
    String name = call.get(NAME);
    return Call.found(listeners.find(name), "listener", name);
  }
}
