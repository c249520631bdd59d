package io.heddle.config;

import java.util.List;

/**
 * A number of bytes within bounds: {@code 65536}, {@code 64KiB} (1024 bytes each) or {@code 64MB}
 * (1,000,000 bytes each).
 *
 * @param share whether 0 stands for a quarter of the Java heap's limit
 */
record ByteSize(long min, long max, boolean share) implements Kind<Long> {

  /** A unit and its bytes. */
  private record Unit(String name, long bytes) {}

  /** Larger ones first, so that the first that divides is the best to show; KiB before KB. */
  private static final List<Unit> UNITS =
      List.of(
          new Unit("TiB", 1L << 40),
          new Unit("TB", 1_000_000_000_000L),
          new Unit("GiB", 1L << 30),
          new Unit("GB", 1_000_000_000),
          new Unit("MiB", 1 << 20),
          new Unit("MB", 1_000_000),
          new Unit("KiB", 1 << 10),
          new Unit("KB", 1_000),
          new Unit("B", 1));

  /** A size within bounds. */
  static ByteSize between(long min, long max) {
    return new ByteSize(min, max, false);
  }

  /** A size up to a bound, where 0 is a quarter of the heap. */
  static ByteSize orShareOfHeap(long min, long max) {
    return new ByteSize(min, max, true);
  }

  /**
   * What 0 stands for in a {@link #share} setting: a quarter of the most that the heap can grow to.
   */
  static long heapShare() {
    return Runtime.getRuntime().maxMemory() / 4;
  }

  @Override
  public Long parse(String text) {
    int digits = Digits.count(text, 0);
    String suffix = text.substring(digits).strip();
    if (digits == 0) {
      throw refusal(text.startsWith("-") ? "out of range" : "not a size");
    }
    long value = Digits.times(Digits.number(text, digits), unit(suffix));
    if (value == 0 && share) {
      return 0L;
    }
    if (value < min || value > max) {
      throw refusal("out of range");
    }
    return value;
  }

  private long unit(String suffix) {
    if (suffix.isEmpty()) {
      return 1;
    }
    for (Unit unit : UNITS) {
      if (unit.name.equalsIgnoreCase(suffix)) {
        return unit.bytes;
      }
    }
    throw refusal("not a size");
  }

  @Override
  public String allowed() {
    String range =
        "a size from " + show(min) + " to " + show(max) + ", such as 65536, 64KiB or 64MB";
    return share ? range + ", or 0 for a quarter of the heap" : range;
  }

  /** A number of bytes with the largest unit that it is a multiple of. */
  static String show(long bytes) {
    for (Unit unit : UNITS) {
      if (bytes >= unit.bytes && bytes % unit.bytes == 0) {
        return unit.bytes == 1 ? Long.toString(bytes) : bytes / unit.bytes + unit.name;
      }
    }
    return Long.toString(bytes);
  }
}
