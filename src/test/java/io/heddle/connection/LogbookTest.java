package io.heddle.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.broker.FakeTimer;
import io.heddle.broker.Machines;
import io.heddle.mqtt.ReasonCode;
import io.heddle.session.Until;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.event.Level;

/** What the log is told of connections, how much of it, and that telling it delays nobody. */
@Timeout(30)
class LogbookTest {
  private static final Farewell WRONG = Farewell.violation("a second CONNECT");
  private static final Farewell RIGHT = Farewell.client(ReasonCode.SUCCESS);
  private static final Caller CALLER = new Caller("c", null);

  private final FakeTimer timer = new FakeTimer();
  private final RecordingLogger log = new RecordingLogger(Level.DEBUG);
  private final Logbook book = new Logbook(log, Machines.of(timer));

  private List<String> lines() {
    book.close();
    return log.lines;
  }

  private void end(int connections) {
    for (int i = 0; i < connections; i++) {
      book.ended(CALLER, "a:1", WRONG);
    }
  }

  @Test
  void whoFromWhereAndWhy() {
    book.ended(new Caller("c", "u"), "192.0.2.1:9", WRONG);
    book.ended(CALLER, "192.0.2.1:9", WRONG);
    book.ended(Caller.UNKNOWN, "192.0.2.1:9", WRONG);
    assertEquals(
        List.of(
            "INFO client \"c\" (user \"u\") at 192.0.2.1:9 is gone: a second CONNECT",
            "INFO client \"c\" at 192.0.2.1:9 is gone: a second CONNECT",
            "INFO a client at 192.0.2.1:9 is gone: a second CONNECT"),
        lines());
  }

  @Test
  void hostileTextStaysOnItsLine() {
    Caller hostile = new Caller("{}\n2026 INFO all is well", "\u001b[2J\"" + "u".repeat(70_000));
    book.ended(hostile, "a:1", Farewell.violation("x".repeat(70_000) + "\n"));
    String line = lines().getFirst();
    assertTrue(
        line.startsWith("INFO client \"{}\\n2026 INFO all is well\" (user \"\\u001B[2J\\\"uuuuu"),
        line);
    assertTrue(line.length() < 600, line);
    assertFalse(line.contains("\n"), line);
  }

  @Test
  void theLevelFollowsTheReason() {
    book.came(CALLER, "a:1");
    book.ended(CALLER, "a:1", RIGHT);
    book.ended(CALLER, "a:1", Farewell.client(ReasonCode.DISCONNECT_WITH_WILL));
    book.ended(CALLER, "a:1", Farewell.server(ReasonCode.SERVER_SHUTTING_DOWN, "the broker stops"));
    book.ended(Caller.UNKNOWN, "a:1", Farewell.silence());
    book.ended(CALLER, "a:1", Farewell.client(ReasonCode.PROTOCOL_ERROR));
    book.ended(CALLER, "a:1", Farewell.network("lost"));
    book.ended(CALLER, "a:1", Farewell.server(ReasonCode.KEEP_ALIVE_TIMEOUT, "silent"));
    book.ended(CALLER, "a:1", Farewell.server(ReasonCode.QUOTA_EXCEEDED, "too many"));
    book.refused("full");
    book.fault(CALLER, "a:1", new IllegalStateException("of the test"));
    List<String> levels = new ArrayList<>();
    lines().forEach(line -> levels.add(line.substring(0, line.indexOf(' '))));
    assertEquals(
        List.of(
            "DEBUG", "DEBUG", "DEBUG", "DEBUG", "DEBUG", "INFO", "INFO", "INFO", "INFO", "WARN",
            "ERROR"),
        levels);
    assertTrue(log.lines.getLast().endsWith("java.lang.IllegalStateException: of the test"));
  }

  /** The client may be there still. */
  @Test
  void aFailureOfWhoWasAskedIsNoneOfHeddle() {
    book.failed(CALLER, "a:1", new OutOfMemoryError("of the test"));
    assertEquals(
        List.of(
            "ERROR Somebody who was asked about client \"c\" at a:1 failed:"
                + " java.lang.OutOfMemoryError: of the test"),
        lines());
  }

  @Test
  void whatIsNotWantedIsNotTold() {
    RecordingLogger quiet = new RecordingLogger(Level.WARN);
    Logbook other = new Logbook(quiet, Machines.of(timer));
    for (int i = 0; i < 100; i++) {
      other.came(CALLER, "a:1");
      other.ended(CALLER, "a:1", RIGHT);
      other.ended(CALLER, "a:1", WRONG);
      other.refused("full");
    }
    assertEquals(0, timer.pending());
    other.close();
    assertEquals(List.of("WARN full"), quiet.lines);
  }

  @Test
  void ofACrowdTheRestIsCounted() {
    int told = Logbook.LINES - 2;
    end(told + 7);
    Until.so("the lines are written", () -> log.lines.size() == told);
    timer.advance(Duration.ofSeconds(1));
    Until.so("the rest is told", () -> log.lines.size() == told + 1);
    assertEquals("INFO 7 more connections ended or were refused", log.lines.getLast());
    end(told);
    Until.so("the next second has its own", () -> log.lines.size() == 2 * told + 1);
    assertEquals(0, timer.pending());
  }

  @Test
  void noSecondHasMoreLinesThanItMay() {
    long before = 0;
    for (int second = 0; second < 20; second++) {
      for (int tenth = 0; tenth < 10; tenth++) {
        end(100);
        book.refused("full");
        timer.advance(Duration.ofMillis(100));
      }
      int size = lineCountAtRest();
      assertTrue(size - before <= Logbook.LINES, second + ": " + (size - before));
      before = size;
    }
    timer.advance(Duration.ofSeconds(2));
    long counted = 0;
    for (String line : lines()) {
      counted +=
          line.endsWith("more connections ended or were refused")
              ? Long.parseLong(line.split(" ")[1])
              : 1;
    }
    assertEquals(20 * 10 * 101, counted);
  }

  /** The number of lines when the writer has come to this call. */
  private int lineCountAtRest() {
    book.came(CALLER, "mark");
    Until.so("the writer rests", () -> log.lines.removeIf(line -> line.contains("mark")));
    return log.lines.size();
  }

  @Test
  void aLogThatStandsStillDelaysNobody() {
    log.full.lock();
    try {
      book.ended(CALLER, "a:1", RIGHT);
      Until.so("the writer waits", log.full::hasQueuedThreads);
      for (int i = 1; i < 3 * Logbook.WAITING; i++) {
        book.ended(CALLER, "a:1", RIGHT);
      }
      timer.advance(Duration.ofSeconds(5));
    } finally {
      log.full.unlock();
    }
    timer.advance(Duration.ofSeconds(5));
    Until.so("the lines that waited are written", () -> log.lines.size() > Logbook.WAITING);
    timer.advance(Duration.ofSeconds(5));
    long left = 2L * Logbook.WAITING - 1;
    Until.so(
        "the others are counted",
        () -> log.lines.contains("INFO " + left + " more connections ended or were refused"));
  }

  @Test
  void aPlatformThreadWritesAndEnds() throws InterruptedException {
    end(1);
    Until.so("it is written", () -> log.writers.size() == 1);
    Thread writer = log.writers.getFirst();
    assertEquals("heddle-log", writer.getName());
    assertTrue(writer.isDaemon() && !writer.isVirtual());
    Until.ended(writer);
    end(1);
    Until.so("another one writes", () -> log.writers.size() == 2);
  }

  @Test
  void closingTellsWhatIsLeft() {
    end(Logbook.LINES);
    assertEquals(Logbook.LINES - 1, lines().size());
    assertEquals("INFO 2 more connections ended or were refused", log.lines.getLast());
    end(1);
    assertEquals(Logbook.LINES - 1, log.lines.size());
  }
}
