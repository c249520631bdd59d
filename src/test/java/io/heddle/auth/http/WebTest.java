package io.heddle.auth.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers that answer, and servers that do otherwise. */
@Timeout(60)
class WebTest {
  private static final Duration SHORT = Duration.ofMillis(300);

  private Station station;

  @BeforeEach
  void open() throws Exception {
    station = Station.open();
  }

  @AfterEach
  void close() {
    station.close();
  }

  private String fails(Web web) {
    try (web) {
      return assertThrows(NoAnswerException.class, () -> web.post("{}")).words();
    }
  }

  @Test
  void anAnswer() throws Exception {
    station.answer(e -> Station.reply(e, 200, "Application/JSON; charset=utf-8", "{\"ä\":1}"));
    AtomicReference<String> header = new AtomicReference<>("Bearer x");
    Duration time = Duration.ofSeconds(20);
    try (Web web = Station.web(new Web.Target(station.url(), time, 1, 1000, null, header::get))) {
      assertEquals(new Web.Answer(200, "application/json", "{\"ä\":1}"), web.post("{\"q\":\"ü\"}"));
      assertEquals("{\"q\":\"ü\"}", station.questions().getFirst());
      assertEquals("Bearer x", station.authorizations().getFirst());
      header.set("Bearer y");
      web.get();
      assertEquals("Bearer y", station.authorizations().get(1));
    }
  }

  /** A quarter of the questions, and one at least; the others wait for their turn. */
  @Test
  void whatNobodyWaitsForLeavesRoomForTheOthers() throws Exception {
    for (int concurrency : new int[] {1, 8}) {
      int most = Math.max(1, concurrency / 4);
      CountDownLatch end = new CountDownLatch(1);
      CountDownLatch over = new CountDownLatch(3 * most);
      AtomicInteger begun = new AtomicInteger();
      try (Web web = station.web(Duration.ofSeconds(20), concurrency)) {
        for (int i = 0; i < 3 * most; i++) {
          web.aside(() -> {
            begun.incrementAndGet();
            try {
              end.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            over.countDown();
          });
        }
        assertEquals(204, web.get().status(), "who waits is not kept waiting");
        assertTrue(begun.get() <= most);
        end.countDown();
        over.await();
        assertEquals(3 * most, begun.get(), "each has its turn");
      }
    }
  }

  @Test
  void whatFoundNoThreadIsDoneWithTheNext() throws Exception {
    CountDownLatch done = new CountDownLatch(2);
    AtomicInteger calls = new AtomicInteger();
    Asides asides =
        new Asides(
            1,
            work -> {
              if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("no thread");
              }
              Thread.startVirtualThread(work);
            });
    assertThrows(IllegalStateException.class, () -> asides.add(done::countDown));
    asides.add(done::countDown);
    done.await();
  }

  @Test
  void toTheOtherEndOfTheTime() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    station.answer(exchange -> end.await());
    assertEquals(station.url() + ": no answer in time", fails(station.web(SHORT, 1)));
    end.countDown();
  }

  /** Some servers want a secret in the address, which shall not be in the log. */
  @Test
  void whatIsSaidOfAnAddressShowsNoSecretInIt() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    station.answer(exchange -> end.await());
    URI url = URI.create(station.url() + "a/b?key=secret&x=/y");
    Web.Target target = new Web.Target(url, SHORT, 1, 1000, null, null);
    assertEquals(station.url() + "a/b: no answer in time", fails(Station.web(target)));
    assertEquals("Target[" + station.url() + "a/b]", target.toString());
    end.countDown();
    int port;
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = gone.getLocalPort();
    }
    URI nobody = URI.create("http://user:secret@127.0.0.1:" + port + "?secret");
    String words = fails(Station.web(new Web.Target(nobody, SHORT, 1, 1000, null, null)));
    assertTrue(words.startsWith("http://127.0.0.1:" + port + ": "), words);
    assertFalse(words.contains("secret"), words);
  }

  /** Headers come at once, and then a byte now and then. */
  @Test
  void drips() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    station.answer(exchange -> {
      exchange.sendResponseHeaders(200, 0);
      OutputStream out = exchange.getResponseBody();
      out.write(1);
      out.flush();
      end.await();
    });
    assertEquals(station.url() + ": no answer in time", fails(station.web(SHORT, 1)));
    end.countDown();
  }

  @Test
  void tooLong() {
    station.answer(exchange -> Station.reply(exchange, 200, "text/plain", "x".repeat(100_001)));
    String words = fails(station.web());
    assertTrue(words.startsWith(station.url().toString()), words);
    station.answer(exchange -> {
      exchange.sendResponseHeaders(200, 0);
      OutputStream out = exchange.getResponseBody();
      while (true) {
        out.write(new byte[10_000]);
      }
    });
    fails(station.web());
  }

  @Test
  void noRedirects() throws Exception {
    station.answer(exchange -> {
      exchange.getResponseHeaders().set("Location", "/other");
      Station.reply(exchange, 307, "", "");
    });
    try (Web web = station.web()) {
      assertEquals(307, web.post("{}").status());
    }
    assertEquals(1, station.questions().size());
  }

  @Test
  void nobodyThere() {
    station.close();
    assertFalse(fails(station.web()).isEmpty());
  }

  @Test
  void somethingElseThere() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.startVirtualThread(() -> {
        while (!server.isClosed()) {
          try (Socket socket = server.accept()) {
            socket
                .getOutputStream()
                .write("\0\1SSH-2.0 no\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
          } catch (Exception e) {
            return;
          }
        }
      });
      URI url = URI.create("http://127.0.0.1:" + server.getLocalPort());
      fails(Station.web(new Web.Target(url, Duration.ofSeconds(20), 1, 1000, null, null)));
    }
  }

  @Test
  void aFewAtATime() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    station.answer(exchange -> {
      asked.countDown();
      end.await();
      Station.reply(exchange, 204, "", "");
    });
    try (Web first = station.web(Duration.ofSeconds(30), 1)) {
      Thread waits = Thread.startVirtualThread(() -> assertFalseOnFailure(first));
      asked.await();
      Thread second =
          Thread.startVirtualThread(() -> {
            NoAnswerException e = assertThrows(NoAnswerException.class, first::get);
            assertFalse(e.isBusy());
          });
      second.interrupt();
      second.join();
      end.countDown();
      waits.join();
    }
    assertEquals(1, station.questions().size());
  }

  private static void assertFalseOnFailure(Web web) {
    try {
      web.get();
    } catch (NoAnswerException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whoWaitsForTooLongIsTold() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(1);
    station.answer(exchange -> {
      asked.countDown();
      end.await();
    });
    try (Web web = station.web(Duration.ofMillis(500), 1)) {
      Thread first =
          Thread.startVirtualThread(() -> assertThrows(NoAnswerException.class, web::get));
      asked.await();
      // Comes later and so has to wait for longer than the first, or as long: busy or in time.
      NoAnswerException second = assertThrows(NoAnswerException.class, web::get);
      assertTrue(second.isBusy() || second.words().contains("no answer in time"), second.words());
      first.join();
    }
    end.countDown();
  }

  @Test
  void addresses() {
    for (String right :
        new String[] {"http://a", "https://a.example:8443/b?c=d", "http://[::1]:80"}) {
      assertEquals("", HttpOptions.problem(URI.create(right)));
    }
    for (String wrong :
        new String[] {
          "ftp://a",
          "a",
          "/a",
          "http:///a",
          "http://u:p@a/",
          "https://u@a/",
          "http://a/#b",
          "mailto:a@b"
        }) {
      assertFalse(HttpOptions.problem(URI.create(wrong)).isEmpty(), wrong);
    }
  }
}
