package io.heddle.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.api.Access;
import io.heddle.api.Action;
import io.heddle.api.Authentication;
import io.heddle.api.Authenticator;
import io.heddle.api.Authorizer;
import io.heddle.api.Client;
import io.heddle.api.ClientAuthorizer;
import io.heddle.broker.Core;
import io.heddle.broker.Counters.Count;
import io.heddle.broker.Machines;
import io.heddle.broker.SystemThreads;
import io.heddle.broker.SystemTimer;
import io.heddle.config.Configuration;
import io.heddle.memory.MemoryLink;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.TopicName;
import io.heddle.session.DropReason;
import io.heddle.session.Until;
import io.heddle.spec.Raw;
import io.heddle.spec.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.event.Level;

/** Whom connections ask, what comes of the answers, and what the log tells of it. */
@Timeout(60)
class GuardedTest {
  private static final String CONNECT = "'MQTT' 05 c2 0000 {} 'c' 'me' 'secret-word'";
  private static final Authentication UNKNOWN = new Authentication.Unknown();

  private final RecordingLogger log = new RecordingLogger(Level.DEBUG);
  private final SystemTimer timer = new SystemTimer(new SystemThreads());
  private final List<Authenticator> authenticators = new ArrayList<>();
  private final List<Authorizer> authorizers = new ArrayList<>();
  private Surroundings surroundings;

  private Wire open() throws Exception {
    Configuration configuration = Configuration.of(Map.of("limits.connect-timeout", "1s"));
    Core core = new Core(configuration.broker(), Machines.of(timer));
    surroundings =
        new Surroundings(
            core,
            new Buffers(1 << 20),
            new Logbook(log, core.machine()),
            new Guard(authenticators, authorizers, AccessOptions.USUAL),
            configuration.connection(),
            Entrance.of("tcp"));
    MemoryLink link = new MemoryLink("test");
    Thread.ofVirtual().start(new Connection(link, surroundings));
    return link.wire();
  }

  @AfterEach
  void stop() {
    timer.close();
  }

  private static String answer(Wire wire, int length) {
    byte[] bytes = new byte[100];
    int count = 0;
    while (count < length) {
      byte[] more = new byte[100];
      int read = wire.read(more, Duration.ofSeconds(20));
      assertTrue(read > 0, "the connection ended or nothing came");
      System.arraycopy(more, 0, bytes, count, read);
      count += read;
    }
    return HexFormat.of().formatHex(Arrays.copyOf(bytes, length));
  }

  private void told(String line) {
    Until.so(line, () -> log.lines.stream().anyMatch(line::equals));
    assertTrue(log.lines.stream().noneMatch(any -> any.contains("secret")), log.lines::toString);
  }

  private String connack() throws Exception {
    Wire wire = open();
    wire.send(Raw.packet(0x10, CONNECT));
    return answer(wire, 5);
  }

  @Test
  void theFirstWhoKnowsTheClientDecides() throws Exception {
    authenticators.add(login -> UNKNOWN);
    authenticators.add(login ->
        login.password().text().equals("secret-word")
            ? new Authentication.Accepted("boss", Set.of("ops"))
            : UNKNOWN);
    authenticators.add(
        login -> new Authentication.Refused(ReasonCode.BANNED, "who comes here is too late"));
    Wire wire = open();
    wire.send(Raw.packet(0x10, CONNECT));
    assertEquals("20", answer(wire, 1));
    told("DEBUG client \"c\" (user \"boss\") at test is connected");
  }

  @Test
  void whyIsForTheLogAlone() throws Exception {
    authenticators.add(
        login -> new Authentication.Refused(ReasonCode.BAD_USER_NAME_OR_PASSWORD, "it is wrong"));
    assertEquals("2003008600", connack());
    told("INFO client \"c\" (user \"me\") at test is gone: it is wrong");
    assertEquals(1, surroundings.core().counters().get(Count.LOGINS_REFUSED));
  }

  @Test
  void whomNobodyKnowsIsRefused() throws Exception {
    authenticators.add(login -> UNKNOWN);
    assertEquals("2003008600", connack());
    told("INFO client \"c\" (user \"me\") at test is gone: nobody knows this user");
  }

  @Test
  void aFaultLetsNobodyIn() throws Exception {
    authenticators.add(login -> {
      throw new IllegalStateException("the database is down");
    });
    assertEquals("2003008800", connack());
    told("INFO client \"c\" (user \"me\") at test is gone: who it is could not be found out");
    assertTrue(
        log.lines.stream().anyMatch(line -> line.startsWith("ERROR Somebody who was asked about")));
  }

  @Test
  void theTimeForConnectingCoversTheQuestion() throws Exception {
    CountDownLatch answered = new CountDownLatch(1);
    authenticators.add(login -> {
      try {
        answered.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return new Authentication.Accepted("me", Set.of());
    });
    Wire wire = open();
    wire.send(Raw.packet(0x10, CONNECT));
    assertEquals(-1, wire.read(new byte[9], Duration.ofSeconds(20)));
    answered.countDown();
    told("INFO client \"c\" (user \"me\") at test is gone: who it is was not decided in time");
    assertEquals(0, surroundings.core().sessions().count(), "no session for whoever was too late");
  }

  /** Says no to everything but coming in; its rule is called "rule". */
  private record No(boolean fault) implements Authorizer {
    @Override
    public Access decide(Client client, Action action) {
      if (fault) {
        throw new IllegalStateException("the rules are gone");
      }
      return action instanceof Action.Connect ? Access.NO_OPINION : new Access.Denied("rule");
    }

    @Override
    public Access mayReceive(Client client, TopicName topic) {
      return decide(client, new Action.Connect());
    }
  }

  @Test
  void deniedIsCountedAndTheLogNamesTheRule() throws Exception {
    authorizers.add(new No(false));
    Wire wire = open();
    wire.send(Raw.packet(0x10, "'MQTT' 05 02 0000 {} 'c'"));
    wire.send(Raw.packet(0x30, "'a/b' {} <hidden>"));
    wire.send(Raw.packet(0x82, "0001 {} 'a/#' 00"));
    told("INFO client \"c\" at test was denied publishing to a/b: rule");
    told("INFO client \"c\" at test was denied subscribing to a/#: rule");
    assertEquals(1, surroundings.core().counters().dropped(DropReason.PUBLISH_DENIED));
    Until.so(
        "it is counted", () -> surroundings.core().counters().get(Count.SUBSCRIPTIONS_DENIED) == 1);
    assertTrue(log.lines.stream().noneMatch(line -> line.contains("hidden")));
  }

  @Test
  void aFaultOfWhoeverIsAskedDenies() throws Exception {
    authorizers.add(new No(true));
    assertEquals("2003008700", connack());
    told(
        "INFO client \"c\" (user \"me\") at test is gone: it may not connect: a fault of who was asked");
  }

  @Test
  void rightsThatCameWithTheProofAreAskedFirst() throws Exception {
    ClientAuthorizer own = action -> new Access.Allowed(Qos.AT_LEAST_ONCE, "token");
    authenticators.add(login -> new Authentication.Accepted("me", Set.of(), own));
    authorizers.add(new No(false));
    Wire wire = open();
    wire.send(Raw.packet(0x10, CONNECT));
    answer(wire, 4);
    wire.send(Raw.packet(0x32, "'a/b' 0001 {} <x>"));
    wire.send(Raw.packet(0x34, "'a/b' 0002 {} <x>"));
    told("INFO client \"c\" (user \"me\") at test was denied publishing to a/b: token");
    assertEquals(1, surroundings.core().counters().dropped(DropReason.PUBLISH_DENIED));
  }

  @Test
  void aFloodOfDenialsIsCountedNotTold() throws Exception {
    authorizers.add(new No(false));
    Wire wire = open();
    wire.send(Raw.packet(0x10, "'MQTT' 05 02 0000 {} 'c'"));
    for (int i = 0; i < 100; i++) {
      wire.send(Raw.packet(0x30, "'a/b' {} <x>"));
    }
    Until.so(
        "all are counted",
        () -> surroundings.core().counters().dropped(DropReason.PUBLISH_DENIED) == 100);
    Until.so(
        "the rest is told in one line",
        () -> log.lines.stream().anyMatch(line -> line.contains("more times clients were denied")));
    long lines = log.lines.stream().filter(line -> line.contains("was denied")).count();
    assertTrue(lines < 2 * Logbook.DENIALS, () -> lines + " lines");
  }
}
