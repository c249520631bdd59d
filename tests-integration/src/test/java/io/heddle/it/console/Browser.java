package io.heddle.it.console;

import io.heddle.it.Command;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A headless Chromium with one tab. Used by one thread; what the tab tells comes on a thread of the
 * HTTP client, and is guarded by this object.
 */
final class Browser implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Command command;
  private final HttpClient http = HttpClient.newHttpClient();
  private final WebSocket tab;
  private final AtomicInteger numbers = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonObject>> open = new ConcurrentHashMap<>();
  private final List<String> complaints = new ArrayList<>();

  private Browser(Command command, Path folder) throws Exception {
    this.command = command;
    URI root = URI.create("http://127.0.0.1:" + port(folder.resolve("DevToolsActivePort")));
    HttpRequest fresh =
        HttpRequest.newBuilder(root.resolve("/json/new?about:blank"))
            .method("PUT", HttpRequest.BodyPublishers.noBody())
            .build();
    String target = http.send(fresh, HttpResponse.BodyHandlers.ofString()).body();
    String address = parsed(target).getString("webSocketDebuggerUrl");
    tab = http.newWebSocketBuilder().buildAsync(URI.create(address), new Ear()).join();
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      ask(domain + ".enable", Json.createObjectBuilder());
    }
  }

  /** Starts one, whose files are in the folder. */
  static Browser start(Path folder) throws Exception {
    Command command =
        Command.run(
            List.of(
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--remote-debugging-port=0",
                "--remote-allow-origins=*",
                "--user-data-dir=" + folder,
                "about:blank"),
            Map.of(),
            folder);
    try {
      return new Browser(command, folder);
    } catch (Exception | AssertionError e) {
      end(command);
      throw e;
    }
  }

  private static String port(Path file) throws IOException {
    Awaitility.await("Chromium tells its port")
        .atMost(LIMIT)
        .until(() -> Files.exists(file) && !Files.readAllLines(file).isEmpty());
    return Files.readAllLines(file).getFirst();
  }

  private static JsonObject parsed(String text) {
    try (var reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }

  /** Hears what the tab says. */
  private final class Ear implements WebSocket.Listener {
    private final StringBuilder begun = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
      begun.append(part);
      if (last) {
        JsonObject message = parsed(begun.toString());
        begun.setLength(0);
        if (message.containsKey("id")) {
          open.remove(message.getInt("id")).complete(message);
        } else {
          event(message.getString("method"), message.getJsonObject("params"));
        }
      }
      socket.request(1);
      return CompletableFuture.completedStage(null);
    }
  }

  private void event(String method, JsonObject parameters) {
    boolean bad =
        switch (method) {
          case "Runtime.exceptionThrown" -> true;
          case "Runtime.consoleAPICalled" ->
              List.of("error", "warning", "assert").contains(parameters.getString("type"));
          case "Log.entryAdded" ->
              List.of("error", "warning")
                  .contains(parameters.getJsonObject("entry").getString("level"));
          default -> false;
        };
    if (bad) {
      synchronized (complaints) {
        complaints.add(parameters.toString());
      }
    }
  }

  /**
   * Errors and warnings of the tab since this was asked last, violations of its policy included.
   */
  List<String> complaints() {
    synchronized (complaints) {
      List<String> all = List.copyOf(complaints);
      complaints.clear();
      return all;
    }
  }

  private JsonObject ask(String method, JsonObjectBuilder parameters) throws Exception {
    int number = numbers.incrementAndGet();
    CompletableFuture<JsonObject> answer = new CompletableFuture<>();
    open.put(number, answer);
    String text =
        Json.createObjectBuilder()
            .add("id", number)
            .add("method", method)
            .add("params", parameters)
            .build()
            .toString();
    tab.sendText(text, true).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    JsonObject message = answer.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    if (message.containsKey("error")) {
      throw new AssertionError(method + ": " + message.get("error"));
    }
    return message.getJsonObject("result");
  }

  /** Goes to a page, also when it is the one that is here already, and waits until it is loaded. */
  void open(URI address) throws Exception {
    value("window.left = true");
    ask("Page.navigate", Json.createObjectBuilder().add("url", address.toString()));
    await("!window.left && document.readyState === 'complete'");
  }

  /** Forgets who has signed in. */
  void forget() throws Exception {
    ask("Network.clearBrowserCookies", Json.createObjectBuilder());
  }

  /** What an expression is, awaited if it is a promise; as JSON. */
  JsonValue value(String expression) throws Exception {
    JsonObject found =
        ask(
            "Runtime.evaluate",
            Json.createObjectBuilder()
                .add("expression", expression)
                .add("awaitPromise", true)
                .add("returnByValue", true));
    if (found.containsKey("exceptionDetails")) {
      throw new AssertionError(expression + ": " + found.get("exceptionDetails"));
    }
    return found.getJsonObject("result").getOrDefault("value", JsonValue.NULL);
  }

  /** A text that an expression is. */
  String text(String expression) throws Exception {
    JsonValue value = value(expression);
    return value instanceof jakarta.json.JsonString text ? text.getString() : value.toString();
  }

  /** Waits until an expression is true. */
  void await(String condition) throws Exception {
    try {
      Awaitility.await()
          .atMost(LIMIT)
          .until(() -> value("Boolean(" + condition + ")") == JsonValue.TRUE);
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(
          "not true: " + condition + " on " + text("document.body.innerText"), e);
    }
  }

  /** Waits until the page says this somewhere. */
  void awaitText(String words) throws Exception {
    await("document.body.innerText.includes(" + quoted(words) + ")");
  }

  /** Waits for an element, and clicks it. */
  void click(String selector) throws Exception {
    await("document.querySelector(" + quoted(selector) + ")");
    value("document.querySelector(" + quoted(selector) + ").click()");
  }

  /** Writes into the field with that label, as somebody would who types. */
  void type(String label, String text) throws Exception {
    String field =
        "[...document.querySelectorAll('main label')].find(it => it.firstChild.textContent.trim() === "
            + quoted(label)
            + ")?.control";
    await(field);
    value(
        "{const f = "
            + field
            + "; f.focus(); f.value = "
            + quoted(text)
            + "; f.dispatchEvent(new Event('input', {bubbles: true}));"
            + " f.dispatchEvent(new Event('change', {bubbles: true}))}");
  }

  /** Presses a key, as DevTools name it. */
  void press(String key, int code) throws Exception {
    for (String type : List.of("keyDown", "keyUp")) {
      ask(
          "Input.dispatchKeyEvent",
          Json.createObjectBuilder()
              .add("type", type)
              .add("key", key)
              .add("code", key)
              .add("windowsVirtualKeyCode", code)
              .add("nativeVirtualKeyCode", code));
    }
  }

  /** How large the window is, and whether it is dark. */
  void look(int width, int height, boolean dark) throws Exception {
    ask(
        "Emulation.setDeviceMetricsOverride",
        Json.createObjectBuilder()
            .add("width", width)
            .add("height", height)
            .add("deviceScaleFactor", 1)
            .add("mobile", width < 600));
    ask(
        "Emulation.setEmulatedMedia",
        Json.createObjectBuilder()
            .add(
                "features",
                Json.createArrayBuilder()
                    .add(
                        Json.createObjectBuilder()
                            .add("name", "prefers-color-scheme")
                            .add("value", dark ? "dark" : "light"))));
  }

  static String quoted(String text) {
    return Json.createValue(text).toString();
  }

  @Override
  public void close() {
    tab.abort();
    http.shutdownNow();
    end(command);
  }

  /** The browser and those it has started, who would still write into the folder. */
  private static void end(Command command) {
    Process browser = command.process();
    List<ProcessHandle> all =
        Stream.concat(browser.descendants(), Stream.of(browser.toHandle())).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(process -> process.onExit().join());
    command.close();
  }
}
