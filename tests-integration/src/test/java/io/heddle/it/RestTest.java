package io.heddle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The REST interface of the image: every route of its page, by everybody. */
class RestTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Path PAGE = Path.of("../docs/rest.md");
  private static final Pattern ROW =
      Pattern.compile("\\| \\[`([A-Z]+) (\\S+)`\\]\\(\\S+\\) \\| (\\w+) \\|");

  /** Each may what those before may. */
  private static final List<String> ROLES = List.of("everybody", "read", "operate", "admin");

  @TempDir Path folder;
  private Path users;

  /** A row of the page. */
  private record Route(String method, String path, String role) {
    URI at(URI root) {
      return root.resolve(path.replaceAll("\\{\\w+}", "nobody"));
    }

    static List<Route> all() throws IOException {
      List<Route> all = new ArrayList<>();
      Matcher rows = ROW.matcher(Files.readString(PAGE));
      while (rows.find()) {
        all.add(new Route(rows.group(1), rows.group(2), rows.group(3)));
      }
      assertTrue(all.size() > 30, all::toString);
      return all;
    }
  }

  @BeforeEach
  void makeUsers() throws Exception {
    users = folder.resolve("admins");
    for (String user : List.of("read", "operate", "admin")) {
      List<String> command =
          List.of(
              "sh",
              "-c",
              "echo swordfish | '%s/bin/heddle' passwd --stdin '%s' %s"
                  .formatted(Image.home(), users, user));
      try (Command passwd = Command.run(command, Map.of(), folder)) {
        assertEquals(0, passwd.awaitExit(LIMIT), passwd::toString);
      }
    }
  }

  private Image start() throws IOException {
    return Image.start(
        "admin.password-file=" + users,
        "admin.operators=operate",
        "admin.administrators=admin",
        "auth.failures=0");
  }

  private static URI root(Image image) {
    Matcher address = Pattern.compile("(http://\\S+)/api/v1").matcher(image.readyLine());
    assertTrue(address.find(), image.readyLine());
    return URI.create(address.group(1));
  }

  private static HttpResponse<String> ask(String user, String method, URI uri, String content)
      throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(LIMIT);
    if (!user.isEmpty()) {
      String plain = user + ":swordfish";
      request.header(
          "Authorization",
          "Basic " + Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8)));
    }
    if (content.isEmpty()) {
      request.method(method, HttpRequest.BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", "application/json")
          .method(method, HttpRequest.BodyPublishers.ofString(content));
    }
    long end = System.nanoTime() + LIMIT.toNanos();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer;
      do {
        // On a machine that is busy the first password may wait for too long to be hashed.
        answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      } while (answer.statusCode() == 503 && System.nanoTime() - end < 0);
      return answer;
    }
  }

  private static String type(HttpResponse<String> answer) {
    return answer.headers().firstValue("Content-Type").orElse("");
  }

  @Test
  void everyRouteIsForThoseWhoMay() throws Exception {
    try (Image image = start()) {
      URI root = root(image);
      for (Route route : Route.all()) {
        for (String role : ROLES) {
          String user = role.equals("everybody") ? "" : role;
          boolean writes = List.of("POST", "PUT").contains(route.method());
          HttpResponse<String> answer =
              ask(user, route.method(), route.at(root), writes ? "{\"nonsense\":1}" : "");
          String told = role + " " + route + ": " + answer.statusCode() + " " + answer.body();
          boolean may = ROLES.indexOf(role) >= ROLES.indexOf(route.role());
          int refusal = user.isEmpty() ? 401 : 403;
          assertEquals(!may, answer.statusCode() == refusal, told);
          assertTrue(answer.statusCode() < 500, told);
          assertFalse(may && writes && answer.statusCode() != 400, told);
          if (answer.statusCode() >= 400) {
            assertEquals("application/problem+json", type(answer), told);
          }
        }
      }
    }
  }

  @Test
  void thePageHasWhatTheDocumentHas() throws Exception {
    try (Image image = start()) {
      URI document = root(image).resolve("/api/v1/openapi.json");
      Path file = Files.writeString(folder.resolve("api"), ask("read", "GET", document, "").body());
      String program =
          "import json,sys\n"
              + "d=json.load(open(sys.argv[1]))\n"
              + "assert d['openapi'].startswith('3.1')\n"
              + "for p,ops in d['paths'].items():\n"
              + "  for m in ops: print(m.upper(),p)\n";
      List<String> parse = List.of("python3", "-c", program, file.toString());
      try (Command python = Command.run(parse, Map.of(), folder)) {
        assertEquals(0, python.awaitExit(LIMIT), python::toString);
        List<String> page =
            Route.all().stream().map(each -> each.method() + " " + each.path()).sorted().toList();
        assertEquals(page, python.stdout().stream().sorted().toList());
      }
    }
  }

  @Test
  void whatIsChangedIsChangedAndIsInTheLog() throws Exception {
    try (Image image = start()) {
      URI root = root(image);
      String message = "{\"topic\":\"a/b\",\"payload\":\"x\",\"retain\":true}";
      HttpResponse<String> published =
          ask("operate", "POST", root.resolve("/api/v1/publish"), message);
      assertEquals(200, published.statusCode(), published.body());
      URI kept = root.resolve("/api/v1/retained/message?topic=a/b");
      assertTrue(ask("read", "GET", kept, "").body().contains("\"payload\":\"x\""));
      assertEquals(204, ask("operate", "DELETE", kept, "").statusCode());
      assertEquals(404, ask("read", "GET", kept, "").statusCode());
      String log = String.join("\n", image.stderr());
      assertTrue(log.contains("operate at 127.0.0.1:"), log);
      assertTrue(log.contains("DELETE /api/v1/retained/message?topic=a/b - 204"), log);
      assertFalse(log.contains("swordfish"), log);
      URI settings = root.resolve("/api/v1/configuration");
      assertFalse(ask("read", "GET", settings, "").body().contains("swordfish"));
    }
  }

  @Test
  void healthIsForEverybody() throws Exception {
    try (Image image = Image.start("data.directory=" + folder.resolve("data"))) {
      URI root = root(image);
      for (String check : List.of("live", "started", "ready")) {
        HttpResponse<String> answer = ask("", "GET", root.resolve("/health/" + check), "");
        assertEquals(200, answer.statusCode(), answer.body());
      }
    }
  }

  @Test
  void withoutUsersItStaysOnThisMachine() throws Exception {
    List<String> arguments =
        List.of("-D", "admin.port=0", "-D", "admin.address=0.0.0.0", "-D", "listener.tcp.port=0");
    try (Command command = Command.run(Image.home(), Map.of(), arguments)) {
      assertEquals(1, command.awaitExit(LIMIT), command::toString);
      String told = String.join("\n", command.stderr());
      assertTrue(told.contains("admin.password-file"), told);
    }
  }
}
