package io.heddle.admin.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.json.JsonObject;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** A broker that is asked, and what it has been asked. Belongs to one thread. */
final class Talk implements AutoCloseable {
  final Asking asking;
  final Document document;
  final Set<String> asked = new TreeSet<>();
  final List<String> problems = new ArrayList<>();

  Talk(Asking asking) {
    this.asking = asking;
    this.document = new Document(asking.get("/api/v1/openapi.json").object());
  }

  /** Asks for a path of the document, with the query and the names in braces filled in. */
  Asking.Answer ask(int status, String method, String pattern, String real, String json) {
    HttpRequest.Builder request =
        asking
            .to(real)
            .method(
                method,
                json.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(json));
    if (!json.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    Asking.Answer answer = asking.send(request);
    assertEquals(status, answer.status(), () -> method + " " + real + ": " + answer.text());
    JsonObject operation = document.operation(method.toLowerCase(Locale.ROOT), pattern);
    document
        .problems(operation, answer)
        .forEach(each -> problems.add(method + " " + real + ": " + each));
    asked.add(method + " " + pattern);
    return answer;
  }

  Asking.Answer get(int status, String path) {
    return ask(status, "GET", path.split("\\?")[0], path, "");
  }

  JsonObject first(String path) {
    return get(200, path).object().getJsonArray("items").getJsonObject(0);
  }

  @Override
  public void close() {
    asking.close();
  }
}
