package io.heddle.admin.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.Broker;
import io.heddle.Heddle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The page has all routes, with what the document says of them. */
class RestPageTest {
  private static final Path PAGE = Path.of("docs/rest.md");
  private static final String MARK =
      "<!-- From here the page is made of the table of routes. -->\n";

  @Test
  void pageIsWhatIsGenerated() throws IOException {
    String written = Files.readString(PAGE);
    int mark = written.indexOf(MARK) + MARK.length();
    String generated = written.substring(0, mark) + routes();
    if (Boolean.getBoolean("docs.write")) {
      Files.writeString(PAGE, generated);
      return;
    }
    assertEquals(generated.hashCode(), written.hashCode(), PAGE + " is old: run `make docs`");
  }

  private static String routes() {
    StringBuilder page = new StringBuilder();
    try (Broker broker = Heddle.start(Map.of("listener.tcp.port", "0"))) {
      List<Route> routes =
          Routes.all(
              broker.services(),
              InstantSource.system(),
              new SignIns(new Random(1), InstantSource.system()));
      page.append("\n## The routes\n\n| route | role | what it does |\n|---|---|---|\n");
      for (Route route : routes) {
        Role role = route.role();
        page.append(
            "| [`%s`](#%s) | %s | %s |\n"
                .formatted(
                    route, anchor(route), role == null ? "everybody" : role, route.summary()));
      }
      routes.forEach(route -> describe(route, page));
    }
    return page.toString();
  }

  private static String anchor(Route route) {
    return route
        .toString()
        .toLowerCase(java.util.Locale.ROOT)
        .replaceAll("[^a-z0-9 _-]", "")
        .replace(' ', '-');
  }

  private static void describe(Route route, StringBuilder page) {
    page.append("\n### ").append(route).append("\n\n").append(route.summary()).append("\n");
    items("parameter", route.parameters(), page);
    if (route.form() != null && !route.form().items().isEmpty()) {
      items("member of the content", route.form().items(), page);
    }
    if (route.answer() instanceof Fields<?> fields) {
      page.append("\n| answered | what it is |\n|---|---|\n");
      fields
          .fields()
          .forEach(field -> page.append("| `%s` | %s |\n".formatted(field.name(), field.help())));
      fields
          .fields()
          .forEach(field ->
              field
                  .shape()
                  .named(each -> {
                    if (each instanceof Fields<?> inner) {
                      inner
                          .fields()
                          .forEach(part ->
                              page.append(
                                  "| `%s: %s` | %s |\n"
                                      .formatted(field.name(), part.name(), part.help())));
                    }
                  }));
    }
    route
        .allProblems()
        .forEach((status, when) -> {
          if (!List.of(400, 401, 403, 413, 415, 429).contains(status)
              && !(status == 503 && route.role() != null)) {
            page.append("\n%d: %s\n".formatted(status, when));
          }
        });
  }

  private static void items(String what, List<Item<?>> items, StringBuilder page) {
    if (!items.isEmpty()) {
      page.append("\n| %s | what it is |\n|---|---|\n".formatted(what));
      items.forEach(item ->
          page.append(
              "| `%s`%s | %s |\n"
                  .formatted(item.name(), item.needed() ? ", needed" : "", item.help())));
    }
  }
}
