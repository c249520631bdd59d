package io.heddle;

import static io.heddle.spec.Packets.QOS_1;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.auth.PasswordHash;
import io.heddle.codec.Packet;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Version;
import io.heddle.session.Until;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Stage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Passwords that take long to check, over real sockets. */
@Timeout(120)
class HashStormTest {
  private static final int STORM = 200;

  /** A quarter of what heddle passwd takes: some tens of milliseconds each. */
  private static final int SLOW = PasswordHash.USUAL_ROUNDS / 4;

  /**
   * What the canary's message may take at most while the storm goes on, a busy machine included.
   */
  private static final Duration WORST = Duration.ofSeconds(2);

  @TempDir Path folder;

  @RegisterExtension final Stage stage = Stage.plain();

  private RunningBroker start(int rounds, String connectTimeout) throws Exception {
    byte[] password = "right".getBytes(StandardCharsets.UTF_8);
    String hash = PasswordHash.make(password, 1, new Random(1)).text();
    // Nobody will ever know the password of this one, and every guess costs all rounds.
    String line = "alice:" + hash.replace("$7$1$", "$7$" + rounds + "$");
    Path file = Files.writeString(folder.resolve("passwords"), line + "\n");
    return RunningBroker.with(
        "auth.password-file",
        file.toString(),
        "auth.failures",
        "0",
        "limits.connect-timeout",
        connectTimeout);
  }

  private ReasonCode guess(RunningBroker server, int number) {
    Client client = stage.openTo(server, Version.MQTT_5_0);
    client.send(Login.v5("guest" + number).credentials("alice", "guess " + number).packet());
    return client.nextOrEnd() instanceof Packet.Connack connack
        ? connack.reason()
        : ReasonCode.SERVER_BUSY;
  }

  /** The first hashes of a JVM are interpreted: on a busy machine one takes longer than a login. */
  @BeforeAll
  static void compile() {
    for (int i = 0; i < 5; i++) {
      PasswordHash.make(new byte[] {1}, SLOW, new Random(i));
    }
  }

  @Test
  void connectedClientsDoNotNoticeAStormOfWrongPasswords() throws Exception {
    try (RunningBroker server = start(SLOW, "3s")) {
      Client receiver = stage.connectTo(server, Login.v5("receiver"));
      receiver.subscribe("canary", QOS_1);
      Client sender = stage.connectTo(server, Login.v5("sender"));
      List<FutureTask<ReasonCode>> storm = new ArrayList<>();
      for (int i = 0; i < STORM; i++) {
        int number = i;
        FutureTask<ReasonCode> one = new FutureTask<>(() -> guess(server, number));
        storm.add(one);
        Thread.ofVirtual().start(one);
      }
      long worst = 0;
      int sent = 0;
      while (storm.stream().anyMatch(one -> !one.isDone())) {
        long start = System.nanoTime();
        sender.publish("canary", "" + sent, QOS_1);
        receiver.receive("canary", QOS_1, "" + sent);
        worst = Math.max(worst, System.nanoTime() - start);
        sent++;
      }
      int hashed = 0;
      for (FutureTask<ReasonCode> one : storm) {
        ReasonCode reason = one.get(1, TimeUnit.SECONDS);
        hashed += reason == ReasonCode.BAD_USER_NAME_OR_PASSWORD ? 1 : 0;
        assertTrue(
            reason == ReasonCode.BAD_USER_NAME_OR_PASSWORD || reason == ReasonCode.SERVER_BUSY,
            reason::toString);
      }
      System.out.printf(
          "%d guesses, %d hashed, beside %d messages, the slowest took %d ms%n",
          STORM, hashed, sent, TimeUnit.NANOSECONDS.toMillis(worst));
      assertTrue(hashed > 0);
      assertTrue(worst < WORST.toNanos(), "a message took " + worst + " ns");
    }
  }

  @Test
  void aCheckThatTakesTooLongEndsWithTheTimeForConnecting() throws Exception {
    try (RunningBroker server = start(5_000_000, "1s")) {
      Client client = stage.openTo(server, Version.MQTT_5_0);
      client.send(Login.v5("late").credentials("alice", "x").packet());
      Packet answer = client.nextOrEnd();
      // The check that goes to its end has another answer: that the password is wrong.
      assertTrue(
          answer == null
              || answer instanceof Packet.Connack connack
                  && connack.reason() == ReasonCode.SERVER_BUSY,
          () -> "got " + answer);
      Until.so("another comes in, while the check goes on", () -> comes(server));
    }
  }

  /** Within a second, which a busy machine may not have for it. */
  private boolean comes(RunningBroker server) {
    Client other = stage.openTo(server, Version.MQTT_5_0);
    other.send(Login.v5("other").packet());
    return other.nextOrEnd() instanceof Packet.Connack connack && !connack.reason().isError();
  }
}
