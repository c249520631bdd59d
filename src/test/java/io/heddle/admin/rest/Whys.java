package io.heddle.admin.rest;

import static io.heddle.mqtt.Qos.AT_LEAST_ONCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.SocketWire;
import io.heddle.spec.SpecServer;
import io.heddle.spec.Stage;
import io.heddle.spec.Wire;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;

/** A broker, clients that reach it over sockets, and somebody who wonders. */
abstract class Whys {
  private static final long LIMIT = 10_000_000_000L;

  private final Stage stage = Stage.plain();
  Asking asking;

  @AfterEach
  void close() {
    asking.close();
  }

  final void start(String... settings) {
    asking = new Asking(settings);
  }

  final Client connect(Login login) {
    return connect(login, 0);
  }

  /** At one of the listeners. */
  final Client connect(Login login, int listener) {
    return stage.connectTo(
        new SpecServer() {
          @Override
          public Wire connect() {
            return new SocketWire(asking.broker().endpoints().get(listener).getPort());
          }

          @Override
          public void close() {}
        },
        login);
  }

  /** A client with a session that stays, and that is away. */
  final void away(String clientId, String filter) {
    Client client = connect(Login.v5(clientId).sessionExpiry(3600));
    client.subscribe(filter, AT_LEAST_ONCE);
    client.disconnect();
    await(() -> asking.broker().services().clients().find(clientId).isEmpty());
  }

  static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + LIMIT;
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "it did not come to be");
      Thread.onSpinWait();
    }
  }

  final JsonObject explain(String question) {
    Asking.Answer answer = asking.get("/api/v1/explain/" + question);
    assertEquals(200, answer.status(), answer::text);
    return answer.object();
  }

  static JsonObject at(JsonObject answer, String clientId) {
    return answer.getJsonArray("receivers").getValuesAs(JsonObject.class).stream()
        .filter(each -> each.getString("clientId").equals(clientId))
        .findFirst()
        .orElseThrow(() -> new AssertionError(clientId + " is not in " + answer));
  }

  static String text(JsonObject object) {
    return object.getJsonArray("text").getValuesAs(JsonString.class).stream()
        .map(JsonString::getString)
        .collect(Collectors.joining("\n"));
  }

  static void assertSays(JsonObject answer, String verdict, String... words) {
    assertEquals(verdict, answer.getString("verdict"), answer::toString);
    for (String each : words) {
      assertTrue(text(answer).contains(each), () -> each + " is not in " + answer);
    }
  }
}
