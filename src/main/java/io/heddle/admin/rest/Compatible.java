package io.heddle.admin.rest;

import io.heddle.admin.web.Reply;
import io.heddle.api.ClientInfo;
import io.heddle.api.Services;
import io.heddle.api.SessionInfo;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What scripts for gmqtt's plugin `management` ask for: its paths, its forms, its envelope with
 * status 200. Its totals are true here, what is retained is kept, subscriptions made here are
 * shown, and no password is. Immutable.
 */
record Compatible(Services services) {
  private static final Item<Long> PAGE =
      Item.optional("page", Scalar.whole(1, Integer.MAX_VALUE), "From 1.");
  private static final Item<Long> SIZE =
      Item.optional("page_size", Scalar.whole(1, 1000), "20 when left out.");
  private static final Item<String> ID = Item.needed("id", Scalar.TEXT, "The Client Identifier.");
  private static final Item<String> CLIENT =
      Item.needed("clientID", Scalar.TEXT, "The Client Identifier.");
  private static final Item<TopicName> TOPIC = Item.needed("topic", Mqtt.TOPIC, "The topic.");
  private static final Item<TopicFilter> FILTER =
      Item.needed("topic", Mqtt.FILTER, "The topic filter.");
  private static final Item<Long> QOS = Item.optional("qos", Mqtt.QOS, "0 when left out.");
  private static final Item<String> PAYLOAD = Item.optional("payload", Scalar.TEXT, "Any text.");
  private static final Item<String> RETAIN =
      Item.optional("retain", Scalar.TEXT, "Kept, unless it is empty.");

  private static final String OK = "";

  List<Route> routes() {
    return List.of(
        Route.get("/clients", "The clients that are connected.")
            .takes(PAGE, SIZE)
            .does(null, call -> done(clients(call))),
        Route.get("/client/{id}", "A client.").takes(ID).does(null, call -> done(client(call))),
        Route.delete("/client/{id}", "Disconnects a client; all is well when there is none.")
            .takes(ID)
            .does(null, this::disconnect),
        Route.get("/sessions", "The sessions.")
            .takes(PAGE, SIZE)
            .does(null, call -> done(sessions(call))),
        Route.get("/session/{id}", "A session.").takes(ID).does(null, call -> done(session(call))),
        Route.get("/subscriptions/{clientID}", "Those of a client.")
            .takes(CLIENT, PAGE, SIZE)
            .does(null, call -> done(subscriptions(call))),
        Route.post("/publish", "Publishes.")
            .takes(Form.encoded("OldPublication", QOS, TOPIC, PAYLOAD, RETAIN))
            .does(null, this::publish),
        Route.post("/subscribe", "Subscribes a client.")
            .takes(Form.encoded("OldSubscription", QOS, FILTER, CLIENT))
            .does(null, this::subscribe),
        Route.post("/unsubscribe", "Unsubscribes a client.")
            .takes(Form.encoded("OldUnsubscription", FILTER, CLIENT))
            .does(null, this::unsubscribe));
  }

  private static Route.Outcome done(JsonValue data) {
    return new Route.Outcome(200, envelope(0, OK, data));
  }

  private static JsonValue envelope(int code, String message, JsonValue data) {
    return Json.object().add("code", code).add("message", message).add("data", data).build();
  }

  /** That something cannot be done, as these scripts expect it. */
  static Reply reply(Problem problem) {
    String words = String.valueOf(problem.getMessage());
    return Reply.of(200, Json.TYPE, Json.bytes(envelope(-1, words, JsonValue.EMPTY_JSON_OBJECT)));
  }

  private static int page(Call call) {
    return call.parameters().get(PAGE, 1L).intValue();
  }

  private static int size(Call call) {
    return call.parameters().get(SIZE, 20L).intValue();
  }

  private static <T> JsonValue paged(
      Call call, List<T> items, long total, Function<T, JsonValue> writer) {
    return Json.object()
        .add(
            "pager",
            Json.object().add("page", page(call)).add("page_size", size(call)).add("count", total))
        .add("result", array(items.stream(), writer))
        .build();
  }

  private static <T> JsonArrayBuilder array(Stream<T> items, Function<T, JsonValue> writer) {
    JsonArrayBuilder array = Json.array();
    items.map(writer).forEach(array::add);
    return array;
  }

  private JsonValue clients(Call call) {
    var page = services.clients().page(page(call), size(call));
    return paged(call, page.items(), page.total(), Compatible::client);
  }

  private JsonValue client(Call call) throws Problem {
    return client(Call.found(services.clients().find(call.get(ID)), "client", call.get(ID)));
  }

  private static JsonValue client(ClientInfo info) {
    var will = info.will();
    var user = info.client().userName();
    var address = info.client().peer().address();
    JsonObjectBuilder object =
        Json.object()
            .add("client_id", info.client().clientId())
            .add("username", user == null ? "" : user)
            .add("keep_alive", info.keepAlive())
            .add("clean_session", info.cleanStart())
            .add("will_flag", will != null)
            .add("will_retain", will != null && will.retain())
            .add("will_qos", will == null ? 0 : Mqtt.number(will.qos()))
            .add("will_topic", will == null ? "" : will.topic().value())
            .add("will_payload", will == null ? "" : will.payload().text())
            .add("remote_addr", address == null ? "" : Gate.shown(address))
            .add("connected_at", info.connectedAt().toString());
    return object.build();
  }

  private Route.Outcome disconnect(Call call) throws Problem {
    services
        .clients()
        .disconnect(
            call.get(ID),
            ReasonCode.ADMINISTRATIVE_ACTION,
            "disconnected by " + call.caller().name());
    return done(JsonValue.EMPTY_JSON_OBJECT);
  }

  private JsonValue sessions(Call call) {
    var page = services.sessions().page(page(call), size(call));
    return paged(call, page.items(), page.total(), Compatible::session);
  }

  private JsonValue session(Call call) throws Problem {
    return session(Call.found(services.sessions().find(call.get(ID)), "session of", call.get(ID)));
  }

  private static JsonValue session(SessionInfo info) {
    String since = info.since().toString();
    return Json.object()
        .add("client_id", info.clientId())
        .add("status", info.connected() ? "online" : "offline")
        .add("clean_session", info.expiry() != null && info.expiry().isZero())
        .add("subscriptions", info.subscriptions())
        .add("inflight_len", info.inflight())
        .add("msg_queue_len", info.queuedMessages())
        .add("await_rel_len", info.unreleased())
        .add("msg_delivered_total", info.deliveries().delivered())
        .add(
            "msg_dropped_total",
            info.deliveries().dropped().values().stream().mapToLong(Long::longValue).sum())
        .add(info.connected() ? "connected_at" : "disconnected_at", since)
        .build();
  }

  private JsonValue subscriptions(Call call) throws Problem {
    String client = call.get(CLIENT);
    Call.found(services.sessions().find(client), "session of", client);
    return array(
            services.subscriptions().of(client).stream()
                .skip((long) (page(call) - 1) * size(call))
                .limit(size(call)),
            (Subscription each) ->
                Json.object()
                    .add("client_id", client)
                    .add("qos", Mqtt.number(each.qos()))
                    .add("name", each.filter().value())
                    .build())
        .build();
  }

  private Route.Outcome publish(Call call) throws Problem {
    Given given = call.content();
    services
        .messages()
        .publish(
            new Message(
                RetainedRoutes.clients(given.get(TOPIC)),
                Bytes.utf8(given.get(PAYLOAD, "")),
                Mqtt.qos(given.get(QOS, 0L)),
                !given.get(RETAIN, "").isEmpty(),
                Properties.NONE,
                Message.NEVER,
                ""));
    return done(JsonValue.EMPTY_JSON_OBJECT);
  }

  private Route.Outcome subscribe(Call call) throws Problem {
    Given given = call.content();
    String client = given.get(CLIENT);
    Subscription wanted = Subscription.of(given.get(FILTER), Mqtt.qos(given.get(QOS, 0L)));
    return told(Call.found(services.subscriptions().add(client, wanted), "session of", client));
  }

  private Route.Outcome unsubscribe(Call call) throws Problem {
    String client = call.content().get(CLIENT);
    TopicFilter filter = call.content().get(FILTER);
    return told(Call.found(services.subscriptions().remove(client, filter), "session of", client));
  }

  private static Route.Outcome told(ReasonCode reason) throws Problem {
    if (reason.isError()) {
      throw Problem.badRequest(reason.toString());
    }
    return done(JsonValue.EMPTY_JSON_OBJECT);
  }
}
