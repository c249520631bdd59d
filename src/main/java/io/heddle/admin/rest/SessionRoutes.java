package io.heddle.admin.rest;

import io.heddle.api.DropReason;
import io.heddle.api.SessionInfo;
import io.heddle.api.Sessions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is kept of clients, connected or not. Immutable. */
record SessionRoutes(Sessions sessions) {
  private static final Item<Boolean> CONNECTED =
      Item.optional("connected", Scalar.FLAG, "Only those whose client is, or is not.");

  private static final Fields<SessionInfo> SHAPE =
      Fields.<SessionInfo>of("Session")
          .with("clientId", Scalar.TEXT, "The Client Identifier.", SessionInfo::clientId)
          .with("connected", Scalar.FLAG, "Whether its client is.", SessionInfo::connected)
          .with("createdAt", Scalar.TIME, "When it began.", SessionInfo::createdAt)
          .with("since", Scalar.TIME, "When its client came or left last.", SessionInfo::since)
          .maybe(
              "expirySeconds",
              Scalar.COUNT,
              "How long it outlives the connection; absent for ever.",
              it -> it.expiry() == null ? null : it.expiry().toSeconds())
          .with(
              "subscriptions",
              Scalar.COUNT,
              "Their number.",
              it -> Long.valueOf(it.subscriptions()))
          .with(
              "queuedMessages",
              Scalar.COUNT,
              "Messages that wait.",
              it -> Long.valueOf(it.queuedMessages()))
          .with("queuedBytes", Scalar.COUNT, "What those weigh.", SessionInfo::queuedBytes)
          .with(
              "inflight",
              Scalar.COUNT,
              "Messages that were sent and not acknowledged.",
              it -> Long.valueOf(it.inflight()))
          .with(
              "unreleased",
              Scalar.COUNT,
              "QoS 2 messages of the client that it has not released.",
              it -> Long.valueOf(it.unreleased()))
          .with(
              "queuedEver",
              Scalar.COUNT,
              "Messages that had to wait, ever.",
              it -> it.deliveries().queued())
          .with(
              "delivered",
              Scalar.COUNT,
              "Messages that were given to its connections.",
              it -> it.deliveries().delivered())
          .with(
              "dropped",
              Shape.map(Scalar.COUNT),
              "Messages that were not, by reason.",
              SessionRoutes::dropped);

  private static Map<String, Long> dropped(SessionInfo session) {
    Map<String, Long> all = new TreeMap<>();
    for (Map.Entry<DropReason, Long> each : session.deliveries().dropped().entrySet()) {
      all.put(Scalar.word(each.getKey()), each.getValue());
    }
    return all;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/v1/sessions", "The sessions, ordered by Client Identifier.")
            .takes(Paging.LIMIT, Paging.CURSOR, ClientRoutes.PREFIX, CONNECTED)
            .answers(Listed.of(SHAPE), this::list),
        Route.get("/api/v1/sessions/{clientId}", "The session of a client, connected or not.")
            .takes(ClientRoutes.CLIENT)
            .fails(404, "There is none.")
            .answers(SHAPE, this::one),
        Route.delete(
                "/api/v1/sessions/{clientId}",
                "Ends a session, with its subscriptions and its queue, and disconnects its client.")
            .takes(ClientRoutes.CLIENT)
            .fails(404, "There is none.")
            .obeys(this::end));
  }

  private Listed<SessionInfo> list(Call call) throws Problem {
    Boolean connected = call.find(CONNECTED);
    return Paging.ofClients(
            sessions::from, SessionInfo::clientId, sessions::count, call.find(ClientRoutes.PREFIX))
        .part(call, connected == null ? null : it -> it.connected() == connected);
  }

  private SessionInfo one(Call call) throws Problem {
    String id = call.get(ClientRoutes.CLIENT);
    return Call.found(sessions.find(id), "session of", id);
  }

  private void end(Call call) throws Problem {
    String id = call.get(ClientRoutes.CLIENT);
    if (!sessions.end(id)) {
      throw Problem.notFound("there is no session of " + id);
    }
  }
}
