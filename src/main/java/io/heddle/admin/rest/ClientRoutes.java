package io.heddle.admin.rest;

import io.heddle.api.ClientInfo;
import io.heddle.api.Clients;
import io.heddle.api.Traffic;
import io.heddle.mqtt.ReasonCode;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Those who are connected. Immutable. */
record ClientRoutes(Clients clients) {
  static final Item<String> CLIENT = Item.needed("clientId", Scalar.TEXT, "The Client Identifier.");

  static final Item<String> PREFIX =
      Item.optional("prefix", Scalar.TEXT, "Only those whose Client Identifier begins so.");

  private static final Item<String> USER =
      Item.optional("userName", Scalar.TEXT, "Only those of this user.");

  private static final Item<String> LISTENER =
      Item.optional("listener", Scalar.TEXT, "Only those that came by this listener.");

  private static final Fields<Traffic> TRAFFIC =
      Fields.<Traffic>of("Traffic")
          .with("packetsReceived", Scalar.COUNT, "Packets.", Traffic::packetsReceived)
          .with("bytesReceived", Scalar.COUNT, "Bytes of MQTT.", Traffic::bytesReceived)
          .with("messagesReceived", Scalar.COUNT, "Published by it.", Traffic::messagesReceived)
          .with("packetsSent", Scalar.COUNT, "Packets.", Traffic::packetsSent)
          .with("bytesSent", Scalar.COUNT, "Bytes of MQTT.", Traffic::bytesSent)
          .with("messagesSent", Scalar.COUNT, "Given to it.", Traffic::messagesSent);

  private static final Fields<ClientInfo> SHAPE =
      Fields.<ClientInfo>of("Client")
          .with("clientId", Scalar.TEXT, "Its Client Identifier.", it -> it.client().clientId())
          .maybe(
              "userName", Scalar.TEXT, "Absent when it is anonymous.", it -> it.client().userName())
          .with(
              "groups",
              Shape.list(Scalar.TEXT),
              "Those that it belongs to.",
              it -> it.client().groups().stream().sorted().toList())
          .with("listener", Scalar.TEXT, "By which it came.", it -> it.client().peer().listener())
          .maybe("address", Scalar.TEXT, "Where it is.", ClientRoutes::address)
          .with("protocol", Scalar.TEXT, "3.1, 3.1.1 or 5.0.", ClientInfo::protocol)
          .with(
              "keepAlive", Scalar.COUNT, "Seconds; 0 for none.", it -> Long.valueOf(it.keepAlive()))
          .with("cleanStart", Scalar.FLAG, "It asked for a new session.", ClientInfo::cleanStart)
          .maybe(
              "willTopic",
              Scalar.TEXT,
              "Of the Will that it has left; absent for none.",
              it -> it.will() == null ? null : it.will().topic().value())
          .with("connectedAt", Scalar.TIME, "When it was taken in.", ClientInfo::connectedAt)
          .with("traffic", TRAFFIC, "Of this connection.", ClientInfo::traffic);

  private static @Nullable String address(ClientInfo info) {
    var address = info.client().peer().address();
    return address == null ? null : Gate.shown(address);
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/v1/clients", "The clients that are connected, ordered by identifier.")
            .takes(Paging.LIMIT, Paging.CURSOR, PREFIX, USER, LISTENER)
            .answers(Listed.of(SHAPE), this::list),
        Route.get("/api/v1/clients/{clientId}", "A client that is connected.")
            .takes(CLIENT)
            .fails(404, "It is not connected.")
            .answers(SHAPE, this::one),
        Route.delete(
                "/api/v1/clients/{clientId}",
                "Disconnects a client. Its Will is published, and its session goes on as it was to.")
            .takes(CLIENT)
            .fails(404, "It is not connected.")
            .obeys(this::disconnect));
  }

  private Listed<ClientInfo> list(Call call) throws Problem {
    String user = call.find(USER);
    String listener = call.find(LISTENER);
    Predicate<ClientInfo> filter =
        user == null && listener == null
            ? null
            : it ->
                (user == null || user.equals(it.client().userName()))
                    && (listener == null || listener.equals(it.client().peer().listener()));
    return Paging.ofClients(
            clients::from, it -> it.client().clientId(), clients::count, call.find(PREFIX))
        .part(call, filter);
  }

  private ClientInfo one(Call call) throws Problem {
    String id = call.get(CLIENT);
    return Call.found(clients.find(id), "client", id);
  }

  private void disconnect(Call call) throws Problem {
    String id = call.get(CLIENT);
    String words = "disconnected by " + call.caller().name();
    if (!clients.disconnect(id, ReasonCode.ADMINISTRATIVE_ACTION, words)) {
      throw Problem.notFound("there is no client " + id);
    }
  }
}
