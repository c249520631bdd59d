package io.heddle.admin.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.api.LocalClient;
import io.heddle.api.LocalClientOptions;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every route is asked once and more, and each answer is as the document says. */
@Timeout(60)
class ConversationTest {
  @TempDir Path folder;

  @Test
  void everyRouteAnswersAsItIsDescribed() throws IOException {
    Path store = Files.createDirectory(folder.resolve("store"));
    Path extensions = Files.createDirectories(folder.resolve("extensions"));
    Files.createFile(Files.createDirectory(extensions.resolve("broken")).resolve("broken.jar"));
    try (Talk talk =
        new Talk(
            new Asking(
                "data.directory", store.toString(), "extensions.folder", extensions.toString()))) {
      LocalClient client = talk.asking.broker().client(LocalClientOptions.of("a/b"));
      client.subscribe(Subscription.of(TopicFilter.of("x/+"), Qos.AT_LEAST_ONCE), message -> {});
      look(talk);
      clients(talk);
      messages(talk);
      bans(talk);
      whys(talk);
      extensions(talk);
      copies(talk, folder);
      signIn(talk);
      traces(talk);
      assertEquals(List.of(), talk.problems);
      assertEquals(all(talk.document), talk.asked);
    }
  }

  private static Set<String> all(Document document) {
    Set<String> all = new TreeSet<>();
    document
        .root()
        .getJsonObject("paths")
        .forEach((path, operations) ->
            operations
                .asJsonObject()
                .keySet()
                .forEach(method -> all.add(method.toUpperCase(Locale.ROOT) + " " + path)));
    assertTrue(all.size() > 30, all::toString);
    return all;
  }

  private static void look(Talk talk) {
    talk.get(200, "/health/live");
    talk.get(200, "/health/started");
    assertTrue(talk.get(200, "/health/ready").object().getBoolean("ok"));
    talk.get(200, "/api/v1/openapi.json");
    assertEquals("running", talk.get(200, "/api/v1/status").object().getString("state"));
    assertEquals(false, talk.get(200, "/api/v1/store").object().getBoolean("full"));
    talk.get(200, "/api/v1/statistics");
    assertEquals("tcp", talk.first("/api/v1/listeners").getString("name"));
    String listener = "/api/v1/listeners/{name}";
    talk.ask(200, "GET", listener, "/api/v1/listeners/tcp", "");
    talk.ask(404, "GET", listener, "/api/v1/listeners/nobody", "");
    talk.get(200, "/api/v1/configuration");
    String setting = "/api/v1/configuration/{key}";
    JsonObject port =
        talk.ask(200, "GET", setting, "/api/v1/configuration/admin.port", "").object();
    assertEquals("0", port.getString("value"));
    talk.ask(404, "GET", setting, "/api/v1/configuration/nothing", "");
    talk.ask(200, "POST", "/api/v1/reload", "/api/v1/reload", "{}");
  }

  private static void signIn(Talk talk) {
    String path = "/api/v1/signin";
    assertEquals("admin", talk.get(200, path).object().getString("role"));
    talk.ask(200, "POST", path, path, "");
    talk.ask(204, "DELETE", path, path, "");
  }

  private static void copies(Talk talk, Path folder) {
    String path = "/api/v1/store/backup";
    String copy = Json.object().add("folder", folder.resolve("copy").toString()).build().toString();
    JsonObject made = talk.ask(200, "POST", path, path, copy).object();
    assertEquals(List.of(), made.getJsonArray("damages"));
    assertTrue(Files.isDirectory(Path.of(made.getString("folder"))));
    talk.ask(409, "POST", path, path, copy);
    talk.ask(400, "POST", path, path, "{\"folder\":\"copy\"}");
  }

  private static void clients(Talk talk) {
    assertEquals("a/b", talk.first("/api/v1/clients?limit=5").getString("clientId"));
    talk.get(400, "/api/v1/clients?limit=0");
    talk.get(400, "/api/v1/clients?cursor=%21");
    talk.get(400, "/api/v1/clients?nonsense=1");
    talk.ask(200, "GET", "/api/v1/clients/{clientId}", "/api/v1/clients/a%2Fb", "");
    talk.ask(200, "GET", "/api/v1/clients/{clientId}/now", "/api/v1/clients/a%2Fb/now", "");
    talk.ask(404, "GET", "/api/v1/clients/{clientId}/now", "/api/v1/clients/none/now", "");
    talk.get(200, "/api/v1/slow?by=age&limit=3");
    assertEquals(1, talk.first("/api/v1/sessions?connected=true").getInt("subscriptions"));
    talk.ask(200, "GET", "/api/v1/sessions/{clientId}", "/api/v1/sessions/a%2Fb", "");
    subscriptions(talk);
    talk.ask(204, "DELETE", "/api/v1/clients/{clientId}", "/api/v1/clients/a%2Fb", "");
    talk.ask(404, "DELETE", "/api/v1/sessions/{clientId}", "/api/v1/sessions/nobody", "");
  }

  private static void subscriptions(Talk talk) {
    String subscriptions = "/api/v1/subscriptions";
    JsonObject granted =
        talk.ask(
                200,
                "POST",
                subscriptions,
                subscriptions,
                "{\"clientId\":\"a/b\",\"filter\":\"y/#\",\"qos\":2,\"identifier\":7,\"retainHandling\":\"do-not-send\"}")
            .object();
    assertEquals(2, granted.getInt("code"));
    JsonObject both = talk.get(200, subscriptions + "?clientId=a%2Fb").object();
    assertEquals(2, both.getInt("total"));
    JsonObject own = talk.first(subscriptions + "?topic=y/z&kind=ordinary");
    assertEquals(7, own.getInt("identifier"));
    assertEquals("do-not-send", own.getString("retainHandling"));
    assertEquals(1, talk.get(200, subscriptions + "?filter=x/%2B").object().getInt("total"));
    String away = subscriptions + "?clientId=a%2Fb&filter=y/%23";
    talk.ask(204, "DELETE", subscriptions, away, "");
    talk.ask(404, "DELETE", subscriptions, away, "");
    talk.ask(
        404, "POST", subscriptions, subscriptions, "{\"clientId\":\"nobody\",\"filter\":\"y\"}");
    talk.ask(400, "POST", subscriptions, subscriptions, "{\"clientId\":\"a/b\",\"filter\":\"a#\"}");
    talk.ask(
        400,
        "POST",
        subscriptions,
        subscriptions,
        "{\"clientId\":\"a/b\",\"filter\":\"$share/g/a\",\"noLocal\":true}");
  }

  private static void messages(Talk talk) {
    String publish = "/api/v1/publish";
    String full =
        """
        {"topic":"x/1","payload":"/w==","encoding":"base64","qos":1,"retain":true,"expirySeconds":60,
         "payloadIsText":false,"contentType":"a/b","responseTopic":"r","correlationData":"AAE=",
         "userProperties":[{"name":"n","value":"1"},{"name":"n","value":"2"}]}
        """;
    talk.ask(200, "POST", publish, publish, full);
    JsonObject kept = talk.get(200, "/api/v1/retained/message?topic=x/1").object();
    assertEquals("/w==", kept.getString("payload"));
    assertEquals("base64", kept.getString("encoding"));
    assertEquals(2, kept.getJsonArray("userProperties").size());
    assertEquals("AAE=", kept.getString("correlationData"));
    String message = "/api/v1/retained/message";
    String put = "{\"payload\":\"hällo\",\"qos\":2}";
    talk.ask(204, "PUT", message, message + "?topic=x/2", put);
    talk.ask(409, "PUT", message, message + "?topic=$SYS/broker/version", put);
    JsonObject list = talk.get(200, "/api/v1/retained?filter=x/%2B&limit=1").object();
    assertEquals(2, list.getInt("total"));
    JsonObject second =
        talk.first("/api/v1/retained?filter=x/%2B&limit=1&cursor=" + list.getString("next"));
    assertEquals("hällo", second.getString("payload"));
    talk.ask(204, "DELETE", message, message + "?topic=x/2", "");
    talk.ask(404, "DELETE", message, message + "?topic=x/2", "");
    talk.ask(404, "GET", message, message + "?topic=x/2", "");
    refusals(talk);
  }

  private static void refusals(Talk talk) {
    String publish = "/api/v1/publish";
    talk.ask(409, "POST", publish, publish, "{\"topic\":\"$SYS/a\"}");
    talk.ask(400, "POST", publish, publish, "{\"topic\":\"a/#\"}");
    talk.ask(400, "POST", publish, publish, "{\"topic\":\"a\",\"qos\":3}");
    talk.ask(400, "POST", publish, publish, "{\"topic\":\"a\",\"qos\":\"1\"}");
    talk.ask(400, "POST", publish, publish, "{\"topic\":\"a\",\"colour\":1}");
    talk.ask(
        400,
        "POST",
        publish,
        publish,
        "{\"topic\":\"a\",\"encoding\":\"base64\",\"payload\":\"?\"}");
    talk.ask(400, "POST", publish, publish, "{");
    talk.ask(400, "POST", publish, publish, "[]");
    JsonObject nobody =
        talk.ask(200, "POST", publish, publish, "{\"topic\":\"a\",\"clientId\":\"nobody\"}")
            .object();
    assertEquals("nobody", nobody.getString("fate"));
  }

  private static void whys(Talk talk) {
    talk.ask(204, "POST", "/api/v1/bans", "/api/v1/bans", "{\"clientId\":\"banned\"}");
    String publish = "/api/v1/explain/publish";
    talk.get(200, publish + "?topic=x/1&qos=1&retain=true&size=10&expiry=60&limit=5");
    talk.get(200, publish + "?client=c&topic=x/1&receiver=a/b");
    talk.get(200, publish + "?client=c&topic=$SYS/x&username=u&listener=tcp&address=127.0.0.1");
    talk.get(200, publish + "?client=banned&topic=x");
    talk.get(400, publish + "?client=c");
    talk.get(400, publish + "?client=c&topic=x/%23");
    talk.get(400, publish + "?client=c&topic=x&address=example.org");
    talk.get(200, "/api/v1/explain/subscribe?client=c&filter=x/%23&qos=2");
    talk.get(200, "/api/v1/explain/subscribe?client=banned&filter=x");
    talk.get(200, "/api/v1/explain/connect?client=c");
    talk.get(200, "/api/v1/explain/connect?client=banned&username=u&address=::1&listener=tcp");
    talk.get(200, "/api/v1/drops?limit=1&reason=offline&clientId=c&publisher=p&topic=x/%23");
    talk.get(400, "/api/v1/drops?reason=nonsense");
    talk.ask(200, "GET", "/api/v1/clients/{clientId}/drops", "/api/v1/clients/a%2Fb/drops", "");
  }

  private static void bans(Talk talk) {
    String bans = "/api/v1/bans";
    String until =
        "{\"addresses\":\"192.0.2.0/24\",\"until\":\"2999-01-01T00:00:00Z\",\"reason\":\"r\"}";
    talk.ask(204, "POST", bans, bans, until);
    JsonObject ban = talk.first(bans);
    assertEquals("192.0.2.0/24", ban.getString("addresses"));
    talk.ask(400, "POST", bans, bans, "{\"clientId\":\"a\",\"userName\":\"b\"}");
    talk.ask(400, "POST", bans, bans, "{\"addresses\":\"here\"}");
    talk.ask(204, "DELETE", bans, bans + "?addresses=192.0.2.0/24", "");
    talk.ask(404, "DELETE", bans, bans + "?addresses=192.0.2.0/24", "");
    assertEquals(JsonValue.EMPTY_JSON_ARRAY, talk.get(200, bans).object().get("items"));
  }

  private static void extensions(Talk talk) {
    assertEquals("failed", talk.first("/api/v1/extensions").getString("state"));
    String pattern = "/api/v1/extensions/{name}";
    talk.ask(200, "GET", pattern, "/api/v1/extensions/broken", "");
    for (String order : List.of("start", "stop", "reload")) {
      String real = "/api/v1/extensions/broken/" + order;
      talk.ask(409, "POST", pattern + "/" + order, real, "{}");
      talk.ask(404, "POST", pattern + "/" + order, real.replace("broken", "none"), "{}");
    }
  }

  private static void traces(Talk talk) {
    String traces = "/api/v1/traces";
    JsonObject begun =
        talk.ask(200, "POST", traces, traces, "{\"clientId\":\"a/b\",\"seconds\":60}").object();
    assertEquals("a/b", talk.first(traces).getString("clientId"));
    talk.ask(400, "POST", traces, traces, "{}");
    String one = traces + "/{id}";
    String real = traces + "/" + begun.getString("id");
    String none = traces + "/none";
    talk.ask(200, "GET", one, real, "");
    talk.ask(204, "POST", one + "/stop", real + "/stop", "");
    for (String more : List.of("/file", "/live")) {
      talk.ask(200, "GET", one + more, real + more, "");
      talk.ask(404, "GET", one + more, none + more, "");
    }
    talk.ask(204, "DELETE", one, real, "");
    talk.ask(404, "DELETE", one, real, "");
  }
}
