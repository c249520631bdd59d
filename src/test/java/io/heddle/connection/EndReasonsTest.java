package io.heddle.connection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.broker.Core;
import io.heddle.broker.Machines;
import io.heddle.broker.SystemThreads;
import io.heddle.broker.SystemTimer;
import io.heddle.config.Configuration;
import io.heddle.memory.MemoryLink;
import io.heddle.session.Until;
import io.heddle.spec.Raw;
import io.heddle.spec.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.event.Level;

/** What the log says of a connection, from its first byte to its last. */
class EndReasonsTest {
  private static final String CONNECT = "10 0e 'MQTT' 05 02 0000 {} 'c'";
  private static final String CLIENT = "client \"c\" at test is gone: ";
  private static final String NOBODY = "a client at test is gone: ";
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final ThreadFactory threads = Thread.ofVirtual().factory();
  private final RecordingLogger log = new RecordingLogger(Level.DEBUG);
  private SystemTimer timer;
  private Surroundings surroundings;

  @BeforeEach
  void build() throws Exception {
    Configuration configuration =
        Configuration.of(
            Map.of(
                "limits.close-timeout", "100ms",
                "limits.connect-timeout", "1s",
                "session.count", "1"));
    timer = new SystemTimer(new SystemThreads());
    Core core = new Core(configuration.broker(), Machines.of(timer));
    surroundings =
        new Surroundings(
            core,
            new Buffers(1 << 20),
            new Logbook(log, core.machine()),
            Guard.NONE,
            configuration.connection(),
            Entrance.of("NAME"));
  }

  @AfterEach
  void stop() {
    surroundings.logbook().close();
    timer.close();
  }

  private Wire open() {
    MemoryLink link = new MemoryLink("test");
    threads.newThread(new Connection(link, surroundings)).start();
    return link.wire();
  }

  private Wire connect() {
    Wire wire = open();
    wire.send(Raw.bytes(CONNECT));
    assertTrue(wire.read(new byte[200], LIMIT) > 0);
    Until.so(
        "it is connected", () -> log.lines.contains("DEBUG client \"c\" at test is connected"));
    return wire;
  }

  private void expect(String line) {
    Until.so(line + " in " + log.lines, () -> log.lines.contains(line));
  }

  @ParameterizedTest
  @CsvSource({
    "E0 00, DEBUG, it said DISCONNECT: Success",
    "E0 01 04, DEBUG, it said DISCONNECT: Disconnect with Will Message",
    "E0 01 82, INFO, it said DISCONNECT: Protocol Error",
    "10 0e 'MQTT' 05 02 0000 {} 'c', INFO, a second CONNECT",
    "20 03 00 00 00, INFO, CONNACK from a client"
  })
  void whatAClientSays(String bytes, String level, String words) {
    connect().send(Raw.bytes(bytes));
    expect(level + " " + CLIENT + words);
  }

  /** A token may stand where the user name should be: then it is as secret as a password. */
  @Test
  void aTokenIsNotShown() {
    Wire wire = open();
    wire.send(
        Raw.bytes("10 {'MQTT' 05 82 0000 {} 'c' 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln'}"));
    wire.send(Raw.bytes("E0 00"));
    expect("DEBUG client \"c\" (user \"a token\") at test is gone: it said DISCONNECT: Success");
    assertTrue(log.lines.stream().noneMatch(line -> line.contains("eyJ")), log.lines::toString);
  }

  /** Other strangers hold what there is for all of them. */
  @Test
  void aConnectForWhichThereIsNoMemory() {
    surroundings.buffers().borrowStrange(200_000);
    Wire wire = open();
    wire.send(Raw.join(Raw.bytes("10 A08D06 'MQTT' 05 02 0000 00"), new byte[70_000]));
    byte[] answer = new byte[100];
    int count = wire.read(answer, LIMIT);
    assertArrayEquals(Raw.bytes("20 03 00 97 00"), Arrays.copyOf(answer, count));
    Until.so(
        "it is told in " + log.lines,
        () ->
            log.lines.stream()
                .anyMatch(line -> line.endsWith("no memory for so large a packet now")));
  }

  @Test
  void aLinkThatRefusesItsClient() {
    threads.newThread(new Connection(new Refusing(new GateLink()), surroundings)).start();
    expect("INFO a client at refusing is gone: it speaks another language");
  }

  private record Refusing(GateLink gate) implements Link {
    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      throw new LinkRefusedException("it speaks another language", new IOException());
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
      gate.write(source, offset, length);
    }

    @Override
    public int writeNow(byte[] source, int offset, int length) throws IOException {
      return gate.writeNow(source, offset, length);
    }

    @Override
    public void start(String name, Runnable work) {
      gate.start(name, work);
    }

    @Override
    public void finish() throws IOException {
      gate.finish();
    }

    @Override
    public void close() {
      gate.close();
    }

    @Override
    public String peer() {
      return "refusing";
    }
  }

  @Test
  void theNetwork() {
    connect().close();
    expect("INFO " + CLIENT + "it closed the connection without DISCONNECT");
    connect().abort();
    Until.so(
        "it is lost",
        () ->
            log.lines.stream()
                .anyMatch(line -> line.startsWith("INFO " + CLIENT + "its connection was lost: ")));
  }

  @Test
  void silence() {
    Wire wire = open();
    wire.send(Raw.bytes("10 0e 'MQTT' 05 02 0001 {} 'c'"));
    expect("INFO " + CLIENT + "it was silent for one and a half times its keep alive");
  }

  @Test
  void takeover() {
    connect();
    open().send(Raw.bytes(CONNECT));
    expect("INFO " + CLIENT + "another connection came with its Client Identifier");
  }

  @Test
  void beforeConnect() {
    open().close();
    open().abort();
    expect("DEBUG " + NOBODY + "it closed the connection before it said anything");
    Wire cut = open();
    cut.send(Raw.bytes("10"));
    cut.close();
    expect("INFO " + NOBODY + "it closed the connection before CONNECT");
    open().send(Raw.bytes("30 00"));
    expect("INFO " + NOBODY + "its first byte was not that of a CONNECT");
    open();
    expect("INFO " + NOBODY + "it sent no CONNECT in time");
    assertEquals(
        2, log.lines.stream().filter(line -> line.startsWith("DEBUG a client at")).count());
  }

  @Test
  void whoIsRefusedIsNamedToo() {
    connect();
    open().send(Raw.packet(0x10, "'MQTT' 05 82 0000 {} 'd' 'me'"));
    expect("INFO client \"d\" (user \"me\") at test is gone: there are as many sessions as may be");
  }

  @Test
  void passwordsAndPayloadsAreNotTold() {
    Wire wire = open();
    wire.send(Raw.packet(0x10, "'MQTT' 05 c2 0000 {} 'c' 'me' 'secret-word'"));
    wire.send(Raw.packet(0x30, "'a/+' {} <hidden>"));
    Until.so("it is gone", () -> log.lines.stream().anyMatch(line -> line.contains("is gone")));
    String all = String.join("\n", log.lines);
    assertTrue(all.contains("client \"c\" (user \"me\") at test is gone: "), all);
    assertTrue(!all.contains("secret") && !all.contains("hidden"), all);
  }

  @Test
  void aThreadsNameIsPrintable() {
    open().send(Raw.bytes("10 10 'MQTT' 05 02 0000 {} 0003 61 0a 62"));
    expect("DEBUG client \"a\\nb\" at test is connected");
  }
}
