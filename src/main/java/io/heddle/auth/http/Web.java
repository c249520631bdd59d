package io.heddle.auth.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * One address of a web server that is asked again and again. Every question is bounded: in time,
 * whatever it is that takes so long, in the size of the answer, and in how many are asked at a
 * time. Redirects are not followed: where passwords go is said in the configuration and nowhere
 * else. Safe for use by any thread, which waits.
 *
 * <p>When whom it trusts has changed, the next question goes over a new connection: one that was
 * kept, and a TLS session that could be resumed, were opened to somebody who may be trusted no
 * more.
 */
public final class Web implements AutoCloseable {
  private final Target target;
  private final LongSupplier nanos;
  private final Executor threads;
  private final Semaphore turns;

  /** Questions for which nobody waits. */
  private final Asides asides;

  private final ReentrantLock lock = new ReentrantLock();

  /** Written under the lock, which is a leaf; read without. */
  private volatile Caller caller;

  /** Guarded by the lock. */
  private boolean closed;

  /**
   * Who asks, and keeps connections.
   *
   * @param trust that it was made with
   */
  private record Caller(@Nullable SSLContext trust, HttpClient client) {
    @SuppressWarnings("ReferenceEquality") // what was read anew is another one
    boolean isOf(@Nullable SSLContext now) {
      return trust == now;
    }
  }

  /**
   * Who is asked.
   *
   * @param url for which {@link HttpOptions#problem} has nothing to say
   * @param timeout for everything from waiting for a turn to the last byte of the answer
   * @param concurrency the most questions at a time; others wait for their turn
   * @param bytes the longest answer
   * @param trust whom a certificate has to come from, looked at for each question; null for whom
   *     Java trusts
   * @param authorization the header of that name, looked at for each question; null for none
   */
  public record Target(
      URI url,
      Duration timeout,
      int concurrency,
      int bytes,
      @Nullable Supplier<SSLContext> trust,
      @Nullable Supplier<String> authorization) {

    /** The address for people: what may be a secret, in front of the host and after ?, is not. */
    private String shown() {
      String port = url.getPort() < 0 ? "" : ":" + url.getPort();
      return url.getScheme() + "://" + url.getHost() + port + url.getRawPath();
    }

    /** Without the header, and what else may be a secret. */
    @Override
    public String toString() {
      return "Target[" + shown() + "]";
    }
  }

  /** An answer, its type in lower case and without parameters, or empty; its body as UTF-8. */
  public record Answer(int status, String type, String body) {}

  /**
   * Nothing is asked yet.
   *
   * @param threads runs each task that it is given on a virtual thread of its own
   * @param nanos a clock that never jumps, in nanoseconds
   */
  public Web(Target target, Executor threads, LongSupplier nanos) {
    this.target = target;
    this.threads = threads;
    this.nanos = nanos;
    this.turns = new Semaphore(target.concurrency());
    this.asides = new Asides(Math.max(1, target.concurrency() / 4), threads);
    this.caller = caller(trust());
  }

  private @Nullable SSLContext trust() {
    Supplier<SSLContext> trust = target.trust();
    return trust == null ? null : trust.get();
  }

  private Caller caller(@Nullable SSLContext trust) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(target.timeout())
            .executor(threads);
    if (trust != null) {
      builder.sslContext(trust);
    }
    return new Caller(trust, builder.build());
  }

  private HttpClient client() {
    SSLContext trust = trust();
    Caller now = caller;
    return now.isOf(trust) ? now.client : renewed(trust);
  }

  /** What the one before was asked it still answers; whoever comes too late for that asks again. */
  private HttpClient renewed(@Nullable SSLContext trust) {
    lock.lock();
    try {
      if (!caller.isOf(trust) && !closed) {
        caller.client.shutdown();
        caller = caller(trust);
      }
      return caller.client;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Asks with a document of JSON.
   *
   * @throws NoAnswerException when there is no answer within the bounds
   */
  public Answer post(String json) throws NoAnswerException {
    return ask("POST", BodyPublishers.ofString(json));
  }

  /**
   * Asks for what is at the address.
   *
   * @throws NoAnswerException when there is no answer within the bounds
   */
  public Answer get() throws NoAnswerException {
    return ask("GET", BodyPublishers.noBody());
  }

  private Answer ask(String method, BodyPublisher body) throws NoAnswerException {
    long end = nanos.getAsLong() + target.timeout().toNanos();
    try {
      if (!turns.tryAcquire(target.timeout().toNanos(), TimeUnit.NANOSECONDS)) {
        throw new NoAnswerException(target.shown() + ": too many wait for an answer", true);
      }
      try {
        return ask(request(method, body), end);
      } finally {
        turns.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoAnswerException(target.shown() + ": nobody waits for the answer any more");
    }
  }

  /**
   * Does something soon that will ask, and for which nobody waits. A quarter of the questions at a
   * time is for such: the others are for those who wait. Itself it waits for nobody.
   */
  void aside(Runnable work) {
    asides.add(work);
  }

  /** How long a question may take, from waiting for a turn to the last byte of the answer. */
  Duration timeout() {
    return target.timeout();
  }

  private HttpRequest request(String method, BodyPublisher body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target.url())
            .method(method, body)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json");
    Supplier<String> authorization = target.authorization();
    if (authorization != null) {
      request.header("Authorization", authorization.get());
    }
    return request.build();
  }

  private Answer ask(HttpRequest request, long end) throws NoAnswerException, InterruptedException {
    try {
      try {
        return send(request, end);
      } catch (HttpTimeoutException e) {
        throw e;
      } catch (IOException broken) {
        // Mostly a connection that was kept, and that the server or we closed at this moment. To
        // ask twice does no harm.
        return send(request, end);
      }
    } catch (HttpTimeoutException | TimeoutException e) {
      throw new NoAnswerException(target.shown() + ": no answer in time");
    } catch (IOException e) {
      throw new NoAnswerException(target.shown() + ": " + reason(e));
    }
  }

  private Answer send(HttpRequest request, long end)
      throws IOException, TimeoutException, InterruptedException {
    long left = end - nanos.getAsLong();
    if (left <= 0) {
      throw new TimeoutException();
    }
    BodyHandler<String> text = BodyHandlers.ofString(StandardCharsets.UTF_8);
    CompletableFuture<HttpResponse<String>> answer =
        client().sendAsync(request, BodyHandlers.limiting(text, target.bytes()));
    try {
      HttpResponse<String> got = answer.get(left, TimeUnit.NANOSECONDS);
      return new Answer(got.statusCode(), type(got), got.body());
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException broken
          ? broken
          : new IOException("the answer could not be read", e.getCause());
    } finally {
      // Closes the connection when there is no answer yet; otherwise it does nothing.
      answer.cancel(true);
    }
  }

  private static String type(HttpResponse<?> response) {
    String type = response.headers().firstValue("Content-Type").orElse("");
    int parameters = type.indexOf(';');
    return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
  }

  /** Exceptions of the network often say nothing but their name. */
  private static String reason(IOException e) {
    String name = e instanceof ConnectException ? "no connection" : e.getClass().getSimpleName();
    return e.getMessage() == null ? name : e.getMessage();
  }

  /** Who is asked, for people: the address without what may be a secret in it. */
  public String name() {
    return target.shown();
  }

  /** Ends what is being asked, and asks nothing more. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      caller.client.shutdownNow();
    } finally {
      lock.unlock();
    }
  }
}
