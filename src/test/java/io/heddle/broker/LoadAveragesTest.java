package io.heddle.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.broker.Counters.Count;
import io.heddle.session.DropReason;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The averages under $SYS/broker/load. */
class LoadAveragesTest {
  private static final long START = Duration.ofDays(3).toNanos();

  private final Counters counters = new Counters();
  private final LoadAverages load = new LoadAverages(counters, START);

  private Map<String, String> after(Duration time) {
    Map<String, String> values = new HashMap<>();
    load.each(START + time.toNanos(), values::put);
    return values;
  }

  @Test
  void theyApproachWhatHappensInAMinute() {
    counters.add(Count.PACKETS_SENT, 60);
    Map<String, String> values = after(Duration.ofMinutes(1));
    assertEquals("37.93", values.get("load/messages/sent/1min"), "60 (1 - 1/e)");
    assertEquals("10.88", values.get("load/messages/sent/5min"));
    assertEquals("3.87", values.get("load/messages/sent/15min"));
    assertEquals("0.00", values.get("load/messages/received/1min"));
    for (int minute = 2; minute < 30; minute++) {
      counters.add(Count.PACKETS_SENT, 60);
      values = after(Duration.ofMinutes(minute));
    }
    assertEquals("60.00", values.get("load/messages/sent/1min"));
  }

  @Test
  void andForgetIt() {
    counters.dropped(DropReason.EXPIRED, 1000);
    assertEquals("2000.00", rounded(after(Duration.ofSeconds(30)), 1 - Math.exp(-0.5)));
    assertEquals("2000.00", rounded(after(Duration.ofSeconds(90)), (1 - Math.exp(-0.5)) / Math.E));
    assertEquals("0.00", after(Duration.ofHours(1)).get("load/publish/dropped/1min"));
  }

  private static String rounded(Map<String, String> values, double part) {
    double value = Double.parseDouble(values.get("load/publish/dropped/1min"));
    return String.format("%.2f", Math.round(value / part) / 1.0);
  }

  @Test
  void theyDoNotDependOnHowOftenTheyAreAskedFor() {
    LoadAverages often = new LoadAverages(counters, START);
    Map<String, String> values = new HashMap<>();
    for (int second = 0; second <= 60; second++) {
      counters.add(Count.SOCKETS, second == 0 ? 0 : 2);
      often.each(START + Duration.ofSeconds(second).toNanos(), values::put);
    }
    assertEquals(
        after(Duration.ofMinutes(1)).get("load/sockets/1min"), values.get("load/sockets/1min"));
  }

  @Test
  void twiceInOneMomentIsOnce() {
    counters.add(Count.CONNECTIONS, 5);
    assertEquals("0.00", after(Duration.ZERO).get("load/connections/1min"));
    assertEquals(
        after(Duration.ofSeconds(10)), after(Duration.ofSeconds(10)), "what came is not lost");
  }
}
