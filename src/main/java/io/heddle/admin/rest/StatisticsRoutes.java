package io.heddle.admin.rest;

import io.heddle.api.DropReason;
import io.heddle.api.SessionEnd;
import io.heddle.api.Statistics;
import io.heddle.api.Statistics.Packets;
import io.heddle.mqtt.PacketType;
import io.heddle.mqtt.Qos;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What was counted since the start. Immutable. */
record StatisticsRoutes(Statistics statistics) {
  private static final Fields<Packets> PACKETS =
      Fields.<Packets>of("Packets")
          .with("number", Scalar.COUNT, "Packets.", Packets::number)
          .with("bytes", Scalar.COUNT, "What they have, in MQTT.", Packets::bytes);

  private static final Fields<Statistics.Connections> CONNECTIONS =
      Fields.<Statistics.Connections>of("Connections")
          .with("listener", Scalar.TEXT, "By which they came.", Statistics.Connections::listener)
          .with("protocol", Scalar.TEXT, "3.1, 3.1.1 or 5.0.", Statistics.Connections::version)
          .with("total", Scalar.COUNT, "How many came, ever.", Statistics.Connections::total)
          .with("now", Scalar.COUNT, "How many are there.", Statistics.Connections::now);

  private static final Shape<Map<String, Long>> COUNTS = Shape.map(Scalar.COUNT);

  private static final Fields<Statistics> SHAPE =
      lives(
          traffic(
              Fields.<Statistics>of("Statistics")
                  .with(
                      "startedAt",
                      Scalar.TIME,
                      "When the broker started.",
                      Statistics::startedAt)));

  private static Fields<Statistics> traffic(Fields<Statistics> begun) {
    return begun
        .with(
            "packetsReceived",
            Shape.map(PACKETS),
            "From clients, by type.",
            it -> by(PacketType.values(), it::received))
        .with(
            "packetsSent",
            Shape.map(PACKETS),
            "To clients, by type.",
            it -> by(PacketType.values(), it::sent))
        .with(
            "messagesReceived", COUNTS, "From clients, by QoS.", it -> byQos(it::messagesReceived))
        .with("messagesSent", COUNTS, "To clients, by QoS.", it -> byQos(it::messagesSent))
        .with(
            "messagesDropped",
            COUNTS,
            "By reason.",
            it -> by(DropReason.values(), reason -> dropped(it, reason)))
        .with("queuedMessages", Scalar.COUNT, "Waiting now.", Statistics::queuedMessages)
        .with("queuedBytes", Scalar.COUNT, "What they weigh.", Statistics::queuedBytes)
        .with("queuedOnDisk", Scalar.COUNT, "Waiting on disk alone.", Statistics::queuedOnDisk)
        .with("inflight", Scalar.COUNT, "Sent and not acknowledged.", Statistics::inflight)
        .with(
            "retainedMessages",
            Scalar.COUNT,
            "Kept now.",
            it -> Long.valueOf(it.retainedMessages()))
        .with("retainedBytes", Scalar.COUNT, "What they weigh.", Statistics::retainedBytes);
  }

  private static Fields<Statistics> lives(Fields<Statistics> begun) {
    return begun
        .with(
            "connections",
            Shape.list(CONNECTIONS),
            "By listener and protocol.",
            Statistics::connections)
        .with("mostClients", Scalar.COUNT, "At a time.", it -> Long.valueOf(it.mostClients()))
        .with("slowClients", Scalar.COUNT, "That read too slowly now.", Statistics::slowClients)
        .with("slowClientsEver", Scalar.COUNT, "How often one began.", Statistics::slowClientsEver)
        .with("sessions", Scalar.COUNT, "Kept now.", it -> Long.valueOf(it.sessions()))
        .with("sessionsCreated", Scalar.COUNT, "Ever.", Statistics::sessionsCreated)
        .with(
            "sessionsEnded", COUNTS, "By reason.", it -> by(SessionEnd.values(), it::sessionsEnded))
        .with(
            "sessionsRefused",
            Scalar.COUNT,
            "Because there were as many as may be.",
            Statistics::sessionsRefused)
        .with("loginsRefused", Scalar.COUNT, "Not proved.", Statistics::loginsRefused)
        .with("connectsDenied", Scalar.COUNT, "Known, and not let in.", Statistics::connectsDenied)
        .with(
            "subscriptionsDenied",
            Scalar.COUNT,
            "By rules of access.",
            Statistics::subscriptionsDenied)
        .with(
            "subscriptions",
            Scalar.COUNT,
            "Now, each share group counted once.",
            Statistics::subscriptions)
        .with("shareGroups", Scalar.COUNT, "Now.", it -> Long.valueOf(it.shareGroups()))
        .with("subscriptionsAdded", Scalar.COUNT, "Ever.", Statistics::subscriptionsAdded)
        .with("heapBytes", Scalar.COUNT, "Of the Java heap, in use.", it -> heapUsed())
        .with(
            "heapMostBytes",
            Scalar.COUNT,
            "What it may grow to.",
            it -> Runtime.getRuntime().maxMemory());
  }

  private static long heapUsed() {
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static long dropped(Statistics statistics, DropReason reason) {
    return Arrays.stream(Qos.values())
        .mapToLong(qos -> statistics.messagesDropped(reason, qos))
        .sum();
  }

  private static <E extends Enum<E>, T> Map<String, T> by(E[] all, Function<E, T> value) {
    Map<String, T> map = new LinkedHashMap<>();
    for (E each : all) {
      map.put(Scalar.word(each), value.apply(each));
    }
    return map;
  }

  private static Map<String, Long> byQos(Function<Qos, Long> value) {
    Map<String, Long> map = new LinkedHashMap<>();
    for (Qos qos : Qos.values()) {
      map.put("" + Mqtt.number(qos), value.apply(qos));
    }
    return map;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/v1/statistics", "What was counted since the start.")
            .answers(SHAPE, call -> statistics));
  }
}
