package io.heddle.admin.rest;

import io.heddle.Broker;
import io.heddle.Heddle;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** A broker with the REST interface, and a client of it. */
final class Asking implements AutoCloseable {
  private final Broker broker;
  private final HttpClient http = HttpClient.newHttpClient();
  private final String credentials;

  Asking(String... keysAndValues) {
    this("", builder -> {}, keysAndValues);
  }

  /** With hooks, for example. */
  Asking(Consumer<Heddle.Builder> more, String... keysAndValues) {
    this("", more, keysAndValues);
  }

  private Asking(String credentials, Consumer<Heddle.Builder> more, String... keysAndValues) {
    this.credentials = credentials;
    Map<String, String> settings =
        new HashMap<>(
            Map.of("listener.tcp.port", "0", "admin.port", "0", "limits.close-timeout", "100ms"));
    for (int i = 0; i < keysAndValues.length; i += 2) {
      settings.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    Heddle.Builder builder = Heddle.builder().set(settings);
    more.accept(builder);
    broker = builder.start();
  }

  /** Who asks says who he is. */
  static Asking as(String user, String password, String... keysAndValues) {
    return new Asking(basic(user, password), builder -> {}, keysAndValues);
  }

  static String basic(String user, String password) {
    String plain = user + ":" + password;
    return "Basic " + Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
  }

  Broker broker() {
    return broker;
  }

  /** The address of a path, that of the root with a slash in front. */
  URI uri(String path) {
    return broker.adminEndpoint().orElseThrow().resolve(path);
  }

  HttpRequest.Builder to(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(30));
    return credentials.isEmpty() ? request : request.header("Authorization", credentials);
  }

  /** An answer. */
  record Answer(int status, String type, String text, Map<String, String> headers) {
    JsonObject object() {
      try {
        return Json.read(text.getBytes(StandardCharsets.UTF_8)).asJsonObject();
      } catch (Problem problem) {
        throw new AssertionError(text, problem);
      }
    }
  }

  Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      Map<String, String> headers = new HashMap<>();
      response.headers().map().forEach((name, values) -> headers.put(name, values.getFirst()));
      return new Answer(
          response.statusCode(),
          headers.getOrDefault("content-type", ""),
          response.body(),
          headers);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  Answer get(String path) {
    return send(to(path));
  }

  Answer delete(String path) {
    return send(to(path).DELETE());
  }

  Answer send(String method, String path, String json) {
    return send(
        to(path)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(json)));
  }

  Answer post(String path) {
    return send(to(path).POST(HttpRequest.BodyPublishers.noBody()));
  }

  Answer post(String path, String json) {
    return send("POST", path, json);
  }

  @Override
  public void close() {
    http.close();
    broker.close();
  }
}
