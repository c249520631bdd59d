package io.heddle.it.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.heddle.it.Command;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** MQTT.js in a real browser, on a page that a small web server shows. */
class ChromiumTest {
  @RegisterExtension static final RunningImage BROKER = RunningImage.over("ws");

  private final Mailbox<String> said = new Mailbox<>();

  @TempDir Path folder;

  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> answer(exchange, "text/html", page()));
    server.createContext(
        "/mqtt.js",
        exchange ->
            answer(
                exchange,
                "text/javascript",
                Files.readAllBytes(Path.of("node_modules/mqtt/dist/mqtt.min.js"))));
    server.createContext(
        "/said",
        exchange -> {
          said.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          answer(exchange, "text/plain", new byte[0]);
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private static byte[] page() throws IOException {
    String text = Files.readString(Path.of("js/page.html"));
    return text.replace("PORT", Integer.toString(BROKER.port())).getBytes(UTF_8);
  }

  private static void answer(HttpExchange exchange, String type, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /** What the page says at the end. */
  private String visit(String host) throws Exception {
    List<String> words =
        List.of(
            "chromium",
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--remote-debugging-port=0",
            "--user-data-dir=" + folder.resolve(host),
            "--host-resolver-rules=MAP other.example 127.0.0.1",
            "http://" + host + ":" + server.getAddress().getPort() + "/");
    try (Command chromium = Command.run(words, Map.of(), folder)) {
      try {
        return said.next();
      } finally {
        end(chromium.process());
      }
    }
  }

  /** The browser and those it has started, who would still write into the folder. */
  private static void end(Process browser) {
    List<ProcessHandle> all =
        Stream.concat(browser.descendants(), Stream.of(browser.toHandle())).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(process -> process.onExit().join());
  }

  @Test
  void aPageOfThisMachineSpeaksMqtt() throws Exception {
    assertEquals("all is well", visit("localhost"));
  }

  @Test
  void aPageFromElsewhereDoesNot() throws Exception {
    assertEquals("the connection was closed", visit("other.example"));
  }
}
