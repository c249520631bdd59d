package io.heddle.admin.rest;

import io.heddle.api.Backlog;
import io.heddle.api.ClientNow;
import io.heddle.api.ClientNow.RecentPacket;
import io.heddle.api.ClientNow.Worker;
import io.heddle.api.Services;
import io.heddle.api.SlowClient;
import java.util.List;

/** Where clients are at this moment, and who does not keep up. Immutable. */
record NowRoutes(Services services) {
  private static final Item<SlowClient.By> BY =
      Item.optional("by", Scalar.choice(SlowClient.By.class), "What counts; bytes when left out.");

  private static final Item<Long> LIMIT =
      Item.optional("limit", Scalar.whole(1, 1000), "The most entries; 10 when left out.");

  private static final Fields<Backlog> BACKLOG =
      Fields.<Backlog>of("Backlog")
          .with(
              "queuedMessages",
              Scalar.COUNT,
              "Messages that wait in its queue.",
              it -> Long.valueOf(it.messages()))
          .with("queuedBytes", Scalar.COUNT, "What those weigh.", Backlog::bytes)
          .maybe(
              "oldestAt",
              Scalar.TIME,
              "When the first of them came, give or take half of the time since; absent when none waits, or"
                  + " all are from before the start.",
              Backlog::oldest)
          .with(
              "outboxBytes",
              Scalar.COUNT,
              "Bytes on their way to it that its socket has not taken.",
              Backlog::outboxBytes);

  private static final Fields<Worker> WORKER =
      Fields.<Worker>of("Worker")
          .with("thread", Scalar.TEXT, "Its name.", Worker::name)
          .with(
              "role",
              Scalar.TEXT,
              "reader, which reads packets and answers them, or writer.",
              it -> it.reads() ? "reader" : "writer")
          .with("doing", Scalar.TEXT, "What it does or waits for, in words.", Worker::doing)
          .with(
              "stack", Shape.list(Scalar.TEXT), "Its methods, the innermost first.", Worker::stack);

  private static final Fields<RecentPacket> PACKET =
      Fields.<RecentPacket>of("RecentPacket")
          .with("at", Scalar.TIME, "When, to the batch.", RecentPacket::at)
          .with(
              "received",
              Scalar.FLAG,
              "Whether it came from the client; otherwise it went there.",
              RecentPacket::received)
          .with("type", Scalar.TEXT, "Its type.", it -> Scalar.word(it.type()))
          .maybe(
              "qos",
              Scalar.COUNT,
              "Of a PUBLISH.",
              it -> it.qos() == null ? null : Mqtt.number(it.qos()))
          .with("bytes", Scalar.COUNT, "Its size, 16 MiB at most.", it -> Long.valueOf(it.bytes()));

  private static final Fields<ClientNow> NOW =
      Fields.<ClientNow>of("ClientNow")
          .with("clientId", Scalar.TEXT, "Its Client Identifier.", ClientNow::clientId)
          .with(
              "workers",
              Shape.list(WORKER),
              "Its threads: the reader, and a writer while there is one.",
              ClientNow::workers)
          .with("backlog", BACKLOG, "What waits for it.", ClientNow::backlog)
          .with(
              "inflight",
              Scalar.COUNT,
              "Messages that were sent to it and not acknowledged.",
              it -> Long.valueOf(it.inflight()))
          .with(
              "inflightMax",
              Scalar.COUNT,
              "As many may be: its Receive Maximum, or what settings allow.",
              it -> Long.valueOf(it.inflightMax()))
          .with(
              "unreleased",
              Scalar.COUNT,
              "QoS 2 messages of its own that it has not released.",
              it -> Long.valueOf(it.unreleased()))
          .with(
              "receiveMaximum",
              Scalar.COUNT,
              "As many of its own messages may be without an acknowledgement.",
              it -> Long.valueOf(it.receiveMaximum()))
          .with(
              "packets",
              Shape.list(PACKET),
              "Those that went last, eight of each direction at most, the newest last.",
              ClientNow::packets);

  private static final Fields<SlowClient> SLOW =
      Fields.<SlowClient>of("SlowClient")
          .with("clientId", Scalar.TEXT, "Its Client Identifier.", SlowClient::clientId)
          .with("connected", Scalar.FLAG, "Whether it is.", SlowClient::connected)
          .with("backlog", BACKLOG, "What waits for it.", SlowClient::backlog)
          .with(
              "dropped",
              Scalar.COUNT,
              "Messages that it did not get, since its session began.",
              SlowClient::dropped);

  List<Route> routes() {
    return List.of(
        Route.get(
                "/api/v1/clients/{clientId}/now",
                "Where a client is at this moment: what its threads wait for, and what waits for it.")
            .takes(ClientRoutes.CLIENT)
            .fails(404, "It is not connected.")
            .answers(NOW, this::now),
        Route.get("/api/v1/slow", "Who keeps up least with what he gets, the slowest first.")
            .takes(BY, LIMIT)
            .answers(Listed.of(SLOW), this::slow));
  }

  private ClientNow now(Call call) throws Problem {
    String id = call.get(ClientRoutes.CLIENT);
    return Call.found(services.clients().now(id), "client", id);
  }

  private Listed<SlowClient> slow(Call call) {
    SlowClient.By by = call.parameters().get(BY, SlowClient.By.BYTES);
    int most = Math.toIntExact(call.parameters().get(LIMIT, 10L));
    return Listed.whole(services.sessions().slowest(by, most));
  }
}
