package io.heddle.auth.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.heddle.auth.SelfSigned;
import io.heddle.auth.TrustFile;
import io.heddle.auth.WrongFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers with a certificate, and whom a file says to trust. */
@Timeout(60)
class WebTrustTest {
  @TempDir private Path folder;

  private static void fails(Web.Target target) {
    try (Web web = Station.web(target)) {
      assertThrows(NoAnswerException.class, web::get);
    }
  }

  @Test
  void certificates() throws Exception {
    Path right = SelfSigned.make(folder, "right", "IP:127.0.0.1");
    Path wrong = SelfSigned.make(folder, "wrong", "DNS:other.example");
    try (Station own = Station.secure(folder.resolve("right.p12"));
        Station other = Station.secure(folder.resolve("wrong.p12"))) {
      Duration time = Duration.ofSeconds(20);
      try (Web web = Station.web(new Web.Target(own.url(), time, 1, 1000, trusting(right), null))) {
        assertEquals(204, web.get().status());
      }
      fails(new Web.Target(own.url(), time, 1, 1000, null, null));
      fails(new Web.Target(own.url(), time, 1, 1000, trusting(wrong), null));
      fails(new Web.Target(other.url(), time, 1, 1000, trusting(wrong), null));
    }
  }

  private static Supplier<SSLContext> trusting(Path file) throws WrongFile {
    SSLContext context = TrustFile.context(file);
    return () -> context;
  }

  /** Neither a connection that was kept nor a session that could be resumed is used again. */
  @Test
  void whomItTrustsChanges() throws Exception {
    Path right = SelfSigned.make(folder, "right", "IP:127.0.0.1");
    Path wrong = SelfSigned.make(folder, "wrong", "DNS:other.example");
    AtomicReference<SSLContext> trust = new AtomicReference<>(TrustFile.context(right));
    try (Station own = Station.secure(folder.resolve("right.p12"));
        Web web =
            Station.web(
                new Web.Target(own.url(), Duration.ofSeconds(20), 1, 1000, trust::get, null))) {
      assertEquals(204, web.get().status());
      trust.set(TrustFile.context(wrong));
      assertThrows(NoAnswerException.class, web::get);
      trust.set(TrustFile.context(right));
      assertEquals(204, web.get().status());
      assertEquals(2, own.questions().size());
    }
  }

  /** What is being asked when that changes is answered. */
  @Test
  void aQuestionOutlivesAChange() throws Exception {
    Path right = SelfSigned.make(folder, "right", "IP:127.0.0.1");
    AtomicReference<SSLContext> trust = new AtomicReference<>(TrustFile.context(right));
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    try (Station own = Station.secure(folder.resolve("right.p12"));
        Web web =
            Station.web(
                new Web.Target(own.url(), Duration.ofSeconds(20), 2, 1000, trust::get, null))) {
      own.answer(exchange -> {
        asked.countDown();
        end.await();
        Station.reply(exchange, 202, "", "");
      });
      FutureTask<Integer> slow = new FutureTask<>(() -> web.get().status());
      Thread.ofVirtual().start(slow);
      asked.await();
      own.say(204);
      trust.set(TrustFile.context(right));
      assertEquals(204, web.get().status());
      end.countDown();
      assertEquals(202, slow.get());
    }
  }

  @Test
  void whoIsClosedAsksNothingWhateverHasChanged() throws Exception {
    Path right = SelfSigned.make(folder, "right", "IP:127.0.0.1");
    AtomicReference<SSLContext> trust = new AtomicReference<>(TrustFile.context(right));
    try (Station own = Station.secure(folder.resolve("right.p12"))) {
      Web web =
          Station.web(new Web.Target(own.url(), Duration.ofSeconds(20), 1, 1000, trust::get, null));
      web.close();
      trust.set(TrustFile.context(right));
      assertThrows(NoAnswerException.class, web::get);
      assertEquals(0, own.questions().size());
    }
  }
}
