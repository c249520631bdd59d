package io.heddle.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.heddle.mqtt.TopicFilter;
import io.heddle.session.QueuePolicy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How values are written, and what is said of those that are not allowed. */
class KindTest {
  private static String refusal(Kind<?> kind, String text) {
    return assertThrows(IllegalArgumentException.class, () -> kind.parse(text)).getMessage();
  }

  @Test
  void wholeNumbers() {
    Kind<Integer> kind = new Kind.Whole(1, 1000);
    assertEquals(1, kind.parse("1"));
    assertEquals(1000, kind.parse("1000"));
    String allowed = "; allowed is a whole number from 1 to 1000";
    for (String text : List.of("0", "1001", "-1", "99999999999999999999999")) {
      assertEquals("out of range" + allowed, refusal(kind, text));
    }
    for (String text : List.of("", "-", "x", "1x", "1.5", "1,000", "0x10", "٣")) {
      assertEquals("not a whole number" + allowed, refusal(kind, text));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1024, 1024",
    "1024B, 1024",
    "1KiB, 1024",
    "2KB, 2000",
    "64MB, 64000000",
    "64 MB, 64000000",
    "64mb, 64000000",
    "4MiB, 4194304",
    "1GB, 1000000000",
    "1GiB, 1073741824",
    "1TB, 1000000000000",
    "1TiB, 1099511627776"
  })
  void sizes(String text, long bytes) {
    assertEquals(bytes, ByteSize.between(1024, 1L << 40).parse(text));
  }

  @Test
  void refusedSizes() {
    Kind<Long> kind = ByteSize.between(1024, 1 << 30);
    String allowed = "; allowed is a size from 1KiB to 1GiB, such as 65536, 64KiB or 64MB";
    for (String text : List.of("", "MB", "64M", "64k", "1.5MB", "64 M B")) {
      assertEquals("not a size" + allowed, refusal(kind, text));
    }
    for (String text :
        List.of("0", "1023", "2GiB", "-1", "99999999999999999999", "9999999999999TiB")) {
      assertEquals("out of range" + allowed, refusal(kind, text));
    }
  }

  @Test
  void zeroForAShareOfTheHeap() {
    ByteSize kind = ByteSize.orShareOfHeap(1024, 1 << 30);
    assertEquals(0, kind.parse("0"));
    assertEquals(0, kind.parse("0MB"));
    assertEquals(
        "out of range; allowed is a size from 1KiB to 1GiB, such as 65536, 64KiB or 64MB, or 0 for a quarter of the heap",
        refusal(kind, "1"));
  }

  @ParameterizedTest
  @CsvSource({
    "250ms, 250",
    "30s, 30000",
    "30 S, 30000",
    "5m, 300000",
    "12h, 43200000",
    "7d, 604800000",
    "0, 0",
    "0s, 0"
  })
  void times(String text, long millis) {
    assertEquals(
        Duration.ofMillis(millis), TimeSpan.between(Duration.ZERO, Duration.ofDays(7)).parse(text));
  }

  @Test
  void refusedTimes() {
    TimeSpan kind = TimeSpan.between(Duration.ofMillis(100), Duration.ofHours(1));
    String allowed = "; allowed is a time from 100ms to 1h, such as 250ms, 30s or 5m";
    assertEquals("a time without a unit" + allowed, refusal(kind, "5"));
    for (String text : List.of("", "s", "5 min", "1h30m", "never", "1.5s")) {
      assertEquals("not a time" + allowed, refusal(kind, text));
    }
    for (String text :
        List.of("0", "99ms", "3601s", "-5s", "99999999999999999999s", "999999999999999999d")) {
      assertEquals("out of range" + allowed, refusal(kind, text));
    }
  }

  @Test
  void neverAndWholeSeconds() {
    TimeSpan forEver =
        TimeSpan.seconds(Duration.ZERO, Duration.ofDays(1)).orNever(Duration.ofDays(9));
    assertEquals(Duration.ofDays(9), forEver.parse("never"));
    assertEquals(Duration.ZERO, forEver.parse("0"));
    assertEquals(
        "not whole seconds; allowed is a time from 0 to 1d in whole seconds, such as 30s, 5m or 7d, or never",
        refusal(forEver, "1500ms"));
    TimeSpan off =
        TimeSpan.between(Duration.ofSeconds(1), Duration.ofDays(1)).orNever(Duration.ZERO);
    assertEquals(Duration.ZERO, off.parse("never"));
    assertEquals(Duration.ZERO, off.parse("0"));
  }

  @Test
  void yesOrNo() {
    Kind<Boolean> kind = new Kind.Flag();
    assertEquals(true, kind.parse("true"));
    assertEquals(false, kind.parse("FALSE"));
    assertEquals("neither true nor false; allowed is true or false", refusal(kind, "yes"));
  }

  @Test
  void words() {
    Kind<QueuePolicy> kind = new Kind.Choice<>(QueuePolicy.class);
    assertEquals(QueuePolicy.DROP_OLDEST, kind.parse("drop-oldest"));
    assertEquals(
        "not one of the words; allowed is one of drop-oldest, drop-newest, disconnect, block",
        refusal(kind, "DROP_OLDEST"));
  }

  @Test
  void filters() {
    Kind<List<TopicFilter>> kind = new Kind.Filters();
    assertEquals(List.of(), kind.parse(""));
    assertEquals(List.of(TopicFilter.of("a/b"), TopicFilter.of("c/#")), kind.parse("a/b , c/#"));
    String allowed = "; allowed is topic filters with commas between them, such as a/b, c/#";
    assertEquals("an empty filter" + allowed, refusal(kind, "a,"));
    assertEquals(
        "not a topic filter (a wildcard stands alone in its level: a+)" + allowed,
        refusal(kind, "x,a+"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "x y"})
  void texts(String text) {
    assertEquals(text, new Kind.Text("an address").parse(text));
    assertEquals("empty; allowed is an address", refusal(new Kind.Text("an address"), ""));
  }

  @Test
  void shownWithTheLargestUnit() {
    assertEquals("4MiB", ByteSize.show(4 << 20));
    assertEquals("64MB", ByteSize.show(64_000_000));
    assertEquals("268435460", ByteSize.show(268_435_460));
    assertEquals("0", ByteSize.show(0));
    assertEquals("1h", TimeSpan.show(Duration.ofMinutes(60)));
    assertEquals("1500ms", TimeSpan.show(Duration.ofMillis(1500)));
    assertEquals("0", TimeSpan.show(Duration.ZERO));
  }

  @Test
  void topics() {
    Kind<String> kind = new Kind.Topic("%c");
    assertEquals("reply/%c", kind.parse("reply/%c"));
    assertEquals("", kind.parse(""));
    String allowed = "; allowed is a topic without wildcards, such as a/b or a/%c, or empty";
    assertEquals("not a topic (a Topic Name has no wildcard: a/#)" + allowed, refusal(kind, "a/#"));
    assertEquals(
        "not a topic (a topic has at most 65535 bytes, not 65536)" + allowed,
        refusal(kind, "x".repeat(65_536)));
  }
}
