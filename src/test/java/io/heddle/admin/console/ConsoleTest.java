package io.heddle.admin.console;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Broker;
import io.heddle.Heddle;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How the files of the console are sent. */
@Timeout(60)
class ConsoleTest {
  private static final Path FOLDER = Path.of("src/main/resources/io/heddle/admin/console");
  private static final Pattern MENTIONED = Pattern.compile("(?:src|href)=\"(/console/[^\"]+)\"");

  private final HttpClient http = HttpClient.newHttpClient();

  private static Broker broker(String console) {
    return Heddle.start(
        Map.of(
            "listener.tcp.port",
            "0",
            "admin.port",
            "0",
            "admin.console",
            console,
            "limits.close-timeout",
            "100ms"));
  }

  private HttpResponse<byte[]> get(Broker broker, String path, String... headers)
      throws IOException, InterruptedException {
    URI uri = broker.adminEndpoint().orElseThrow().resolve(path);
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  @Test
  void everyFileHasItsTypeAndTheRules() throws Exception {
    Map<String, String> types =
        Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml",
            "txt", "text/plain; charset=utf-8");
    try (Broker broker = broker("true");
        Stream<Path> files = Files.walk(FOLDER)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = FOLDER.relativize(file).toString();
        HttpResponse<byte[]> answer = get(broker, "/console/" + name);
        assertEquals(200, answer.statusCode(), name);
        assertArrayEquals(Files.readAllBytes(file), answer.body(), name);
        String type = types.get(name.substring(name.lastIndexOf('.') + 1));
        assertEquals(type, header(answer, "Content-Type"), name);
        assertRules(answer);
      }
    }
  }

  private static void assertRules(HttpResponse<?> answer) {
    String policy = header(answer, "Content-Security-Policy");
    for (String rule :
        List.of(
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "connect-src 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "form-action 'none'")) {
      assertTrue(policy.contains(rule), policy);
    }
    assertFalse(policy.contains("unsafe"), policy);
    assertFalse(policy.contains("http"), policy);
    assertEquals("nosniff", header(answer, "X-Content-Type-Options"));
    assertEquals("no-referrer", header(answer, "Referrer-Policy"));
    assertEquals("DENY", header(answer, "X-Frame-Options"));
    assertEquals("same-origin", header(answer, "Cross-Origin-Opener-Policy"));
  }

  @Test
  void theStartHasWhatItMentionsAndNothingInline() throws Exception {
    try (Broker broker = broker("true")) {
      HttpResponse<byte[]> start = get(broker, "/");
      assertEquals("text/html; charset=utf-8", header(start, "Content-Type"));
      assertRules(start);
      String html = new String(start.body(), StandardCharsets.UTF_8);
      Matcher mentioned = MENTIONED.matcher(html);
      while (mentioned.find()) {
        // Charts are unpacked by Maven, which a plain compilation does without.
        if (!mentioned.group(1).contains("uplot")) {
          assertEquals(200, get(broker, mentioned.group(1)).statusCode(), mentioned.group(1));
        }
      }
      assertFalse(html.contains("style=") || html.contains("<style"), html);
      assertFalse(Pattern.compile("\\son[a-z]+=").matcher(html).find(), html);
    }
  }

  @Test
  void whatHasNotChangedIsNotSentAgain() throws Exception {
    try (Broker broker = broker("true")) {
      HttpResponse<byte[]> first = get(broker, "/console/app.js");
      String tag = header(first, "ETag");
      HttpResponse<byte[]> again = get(broker, "/console/app.js", "If-None-Match", tag);
      assertEquals(304, again.statusCode());
      assertEquals(0, again.body().length);
      assertEquals(tag, header(again, "ETag"));
      assertEquals("no-cache", header(first, "Cache-Control"));
      assertNotEquals(tag, header(get(broker, "/console/dom.js"), "ETag"));
      HttpResponse<byte[]> other = get(broker, "/console/app.js", "If-None-Match", "\"0\"");
      assertEquals(200, other.statusCode());
    }
  }

  @Test
  void whoeverTakesItGetsItPacked() throws Exception {
    try (Broker broker = broker("true")) {
      byte[] plain = get(broker, "/console/lib/mqtt.js").body();
      HttpResponse<byte[]> packed =
          get(broker, "/console/lib/mqtt.js", "Accept-Encoding", "gzip, br");
      assertEquals("gzip", header(packed, "Content-Encoding"));
      assertEquals("Accept-Encoding", header(packed, "Vary"));
      assertTrue(packed.body().length < plain.length / 2);
      try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
        assertArrayEquals(plain, in.readAllBytes());
      }
    }
  }

  @Test
  void nothingElseIsToBeHad() throws Exception {
    try (Broker broker = broker("true")) {
      int port = broker.adminEndpoint().orElseThrow().getPort();
      for (String path :
          List.of(
              "/console/",
              "/console/nothing.js",
              "/console/../rest/Rest.class",
              "/console/..%2frest/Rest.class",
              "/console/pages/../../Console.class",
              "/console/Console.class",
              "/console/%2e%2e/app.js",
              "/console//etc/passwd",
              "/console/lib/",
              "/console/app.js/",
              "/app.js")) {
        // As it is: a client would make something else of the dots.
        try (Socket socket = new Socket("127.0.0.1", port)) {
          String request =
              "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
          socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
          String answer =
              new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
          assertTrue(answer.startsWith("HTTP/1.1 404"), path + ": " + answer);
        }
      }
    }
  }

  @Test
  void thereIsNoneWhereItIsNotWanted() throws Exception {
    try (Broker broker = broker("false")) {
      assertEquals(404, get(broker, "/").statusCode());
      assertEquals(404, get(broker, "/console/app.js").statusCode());
      assertEquals(200, get(broker, "/api/v1/status").statusCode());
    }
  }

  @Test
  void nothingInItComesFromElsewhere() throws IOException {
    Pattern address = Pattern.compile("(https?|wss?)://[a-z]");
    try (Stream<Path> files = Files.walk(FOLDER)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(file);
        boolean ours = !file.toString().contains("/lib/");
        // The name of the language of pictures looks like an address.
        String rest = text.replace("http://www.w3.org/2000/svg", "");
        assertFalse(ours && address.matcher(rest).find(), file::toString);
        assertFalse(ours && text.contains("innerHTML"), file::toString);
      }
    }
  }
}
