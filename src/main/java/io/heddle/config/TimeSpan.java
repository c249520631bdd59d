package io.heddle.config;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A length of time within bounds: {@code 250ms}, {@code 30s}, {@code 5m}, {@code 12h}, {@code 7d};
 * {@code 0} needs no unit.
 *
 * @param wholeSeconds whether milliseconds are too fine
 * @param never what the word {@code never} stands for, or null when it is not allowed
 */
record TimeSpan(Duration min, Duration max, boolean wholeSeconds, @Nullable Duration never)
    implements Kind<Duration> {

  /** A unit and its milliseconds. */
  private record Unit(String name, long millis) {}

  /** Larger ones first, so that the first that divides is the best to show. */
  private static final List<Unit> UNITS =
      List.of(
          new Unit("d", 86_400_000),
          new Unit("h", 3_600_000),
          new Unit("m", 60_000),
          new Unit("s", 1_000),
          new Unit("ms", 1));

  /** A time within bounds, to the millisecond. */
  static TimeSpan between(Duration min, Duration max) {
    return new TimeSpan(min, max, false, null);
  }

  /** A time within bounds, to the second. */
  static TimeSpan seconds(Duration min, Duration max) {
    return new TimeSpan(min, max, true, null);
  }

  /** This, or {@code never}. */
  TimeSpan orNever(Duration meaning) {
    return new TimeSpan(min, max, wholeSeconds, meaning);
  }

  @Override
  public Duration parse(String text) {
    if (never != null && (text.equalsIgnoreCase("never") || (text.equals("0") && never.isZero()))) {
      return never;
    }
    int digits = Digits.count(text, 0);
    if (digits == 0) {
      throw refusal(text.startsWith("-") ? "out of range" : "not a time");
    }
    long millis =
        Digits.times(Digits.number(text, digits), unit(text, text.substring(digits).strip()));
    if (millis < min.toMillis() || millis > max.toMillis()) {
      throw refusal("out of range");
    }
    if (wholeSeconds && millis % 1000 != 0) {
      throw refusal("not whole seconds");
    }
    return Duration.ofMillis(millis);
  }

  private long unit(String text, String suffix) {
    for (Unit unit : UNITS) {
      if (unit.name.equalsIgnoreCase(suffix)) {
        return unit.millis;
      }
    }
    if (!suffix.isEmpty()) {
      throw refusal("not a time");
    }
    if (!text.equals("0")) {
      throw refusal("a time without a unit");
    }
    return 1;
  }

  @Override
  public String allowed() {
    String range = "a time from " + show(min) + " to " + show(max);
    String examples =
        wholeSeconds ? " in whole seconds, such as 30s, 5m or 7d" : ", such as 250ms, 30s or 5m";
    return range + examples + (never == null ? "" : ", or never");
  }

  /** A time with the largest unit that it is a multiple of. */
  static String show(Duration time) {
    long millis = time.toMillis();
    for (Unit unit : UNITS) {
      if (millis >= unit.millis && millis % unit.millis == 0) {
        return millis / unit.millis + unit.name;
      }
    }
    return "0";
  }
}
