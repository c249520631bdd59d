package io.heddle.auth.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A web server of the JDK that answers as a test wants, and remembers what it was asked. */
public final class Station implements AutoCloseable {
  private final HttpServer server;
  private final List<String> questions = new CopyOnWriteArrayList<>();
  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private volatile Answer answer = exchange -> reply(exchange, 204, "", "");

  /** Answers a request. */
  public interface Answer {
    /** Answers it. */
    void to(HttpExchange exchange) throws Exception;
  }

  private Station(HttpServer server) {
    this.server = server;
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  /** One that listens. */
  public static Station open() throws IOException {
    return new Station(HttpServer.create(free(), 0));
  }

  /** One with a certificate. */
  public static Station secure(Path store) throws Exception {
    HttpsServer server = HttpsServer.create(free(), 0);
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, "secret".toCharArray());
    }
    KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
    factory.init(keys, "secret".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    return new Station(server);
  }

  private static InetSocketAddress free() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      questions.add(new String(body, StandardCharsets.UTF_8));
      authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
      answer.to(exchange);
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  /** Answers so from now on. */
  public void answer(Answer now) {
    answer = now;
  }

  /** Answers with a document of JSON from now on. */
  public void say(String json) {
    answer = exchange -> reply(exchange, 200, "application/json", json);
  }

  /** Answers with a status from now on. */
  public void say(int status) {
    answer = exchange -> reply(exchange, status, "", "");
  }

  /** Writes an answer. */
  public static void reply(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    if (!type.isEmpty()) {
      exchange.getResponseHeaders().set("Content-Type", type);
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  /** The bodies of what it was asked. */
  public List<String> questions() {
    return questions;
  }

  /** The headers of that name that came with them. */
  public List<String> authorizations() {
    return authorizations;
  }

  /** Its address. */
  public URI url() {
    String scheme = server instanceof HttpsServer ? "https" : "http";
    return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort() + "/ask");
  }

  /** Somebody who asks it. */
  public Web web() {
    return web(Duration.ofSeconds(20), 10);
  }

  Web web(Duration timeout, int concurrency) {
    return web(new Web.Target(url(), timeout, concurrency, 100_000, null, null));
  }

  static Web web(Web.Target target) {
    return new Web(target, Thread::startVirtualThread, System::nanoTime);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
