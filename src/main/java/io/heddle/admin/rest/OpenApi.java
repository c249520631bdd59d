package io.heddle.admin.rest;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The table of routes as OpenAPI 3.1 says it. */
final class OpenApi {
  private static final Fields<Object> PROBLEM =
      Fields.<Object>of("Problem")
          .with("type", Scalar.TEXT, "Always about:blank: the status says all.", it -> "")
          .with("title", Scalar.TEXT, "What the status means.", it -> "")
          .with("status", Scalar.COUNT, "The status.", it -> 0L)
          .with("detail", Scalar.TEXT, "What is wrong with this request.", it -> "");

  private OpenApi() {}

  /** The document. */
  static JsonObject of(List<Route> routes, String version) {
    Map<String, JsonObjectBuilder> paths = new LinkedHashMap<>();
    Map<String, JsonObject> schemas = new TreeMap<>();
    schemas.put(PROBLEM.name(), PROBLEM.definition());
    for (Route route : routes) {
      paths
          .computeIfAbsent(route.path(), path -> Json.object())
          .add(route.method().toLowerCase(java.util.Locale.ROOT), operation(route));
      name(route, schemas);
    }
    JsonObjectBuilder all = Json.object();
    paths.forEach(all::add);
    return Json.object()
        .add("openapi", "3.1.0")
        .add("info", info(version))
        .add("servers", Json.array().add(Json.object().add("url", "/")))
        .add("paths", all)
        .add("components", components(schemas))
        .build();
  }

  private static JsonObjectBuilder info(String version) {
    return Json.object()
        .add("title", "Heddle")
        .add("summary", "Looks after an MQTT broker.")
        .add(
            "license",
            Json.object().add("name", "Apache License 2.0").add("identifier", "Apache-2.0"))
        .add("version", version);
  }

  private static JsonObjectBuilder components(Map<String, JsonObject> schemas) {
    JsonObjectBuilder named = Json.object();
    schemas.forEach(named::add);
    return Json.object()
        .add("schemas", named)
        .add(
            "securitySchemes",
            Json.object()
                .add("basic", Json.object().add("type", "http").add("scheme", "basic"))
                .add("bearer", Json.object().add("type", "http").add("scheme", "bearer")));
  }

  private static void name(Route route, Map<String, JsonObject> schemas) {
    Shape<?> answer = route.answer();
    if (answer != null) {
      answer.named(each -> schemas.put(each.name(), each.definition()));
    }
    Form form = route.form();
    if (form != null) {
      schemas.put(form.name(), form.definition());
    }
  }

  private static JsonObjectBuilder operation(Route route) {
    JsonObjectBuilder operation =
        Json.object()
            .add("operationId", identifier(route))
            .add("summary", route.summary())
            .add("security", security(route));
    Role role = route.role();
    if (role != null) {
      operation.add("description", "Needs the role " + role + ".");
    }
    if (!route.parameters().isEmpty()) {
      JsonArrayBuilder parameters = Json.array();
      route.parameters().forEach(item -> parameters.add(parameter(item, route)));
      operation.add("parameters", parameters);
    }
    Form form = route.form();
    if (form != null) {
      operation.add(
          "requestBody",
          Json.object()
              .add("required", true)
              .add("content", content(Json.TYPE, Shape.reference(form.name()))));
    }
    return operation.add("responses", responses(route));
  }

  /** Method and path in one word. */
  static String identifier(Route route) {
    StringBuilder name = new StringBuilder(route.method().toLowerCase(java.util.Locale.ROOT));
    for (String part : route.path().replace("/api/v1", "").split("[/{}.-]+", -1)) {
      if (!part.isEmpty()) {
        name.append(Character.toUpperCase(part.charAt(0))).append(part.substring(1));
      }
    }
    return name.toString();
  }

  /** An empty list: nobody is asked who he is. */
  private static JsonArrayBuilder security(Route route) {
    JsonArrayBuilder ways = Json.array();
    if (route.role() != null) {
      ways.add(Json.object().add("basic", Json.array()));
      ways.add(Json.object().add("bearer", Json.array()));
    }
    return ways;
  }

  private static JsonObjectBuilder parameter(Item<?> item, Route route) {
    boolean inPath = route.segments().contains("{" + item.name() + "}");
    return Json.object()
        .add("name", item.name())
        .add("in", inPath ? "path" : "query")
        .add("required", item.needed())
        .add("description", item.help())
        .add("schema", item.input().schema());
  }

  private static JsonObjectBuilder responses(Route route) {
    JsonObjectBuilder responses = Json.object();
    Shape<?> answer = route.answer();
    if (!route.streams().isEmpty()) {
      JsonObject text = Json.object().add("type", "string").build();
      responses.add("200", response("It is answered.", route.streams(), text));
    } else if (answer == null) {
      responses.add("204", Json.object().add("description", "It is done."));
    } else {
      responses.add("200", response("It is answered.", Json.TYPE, answer.schema()));
    }
    // Whoever is asked without a name says no in the words in which he says yes.
    boolean own = route.role() == null && answer != null;
    String type = own ? Json.TYPE : Problem.TYPE;
    JsonObject schema = answer != null && own ? answer.schema() : PROBLEM.schema();
    route
        .allProblems()
        .forEach((status, words) -> responses.add("" + status, response(words, type, schema)));
    return responses;
  }

  private static JsonObjectBuilder response(String words, String type, JsonObject schema) {
    return Json.object().add("description", words).add("content", content(type, schema));
  }

  private static JsonObjectBuilder content(String type, JsonObject schema) {
    return Json.object().add(type, Json.object().add("schema", schema));
  }
}
