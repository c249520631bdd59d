package io.heddle.config;

import io.heddle.broker.trace.TraceOptions;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The settings of traces, and how they become that room's options. */
final class TraceSettings {
  static final Setting<String> DIRECTORY =
      Setting.optional(
          "trace.directory",
          new FilePath("the path of a directory", false),
          "/var/log/heddle",
          "The directory with the files of traces (docs/tracing.md), made when the first one starts. Without a value it is traces in"
              + " data.directory; without either, traces have no files and can be read live alone.");

  static final Setting<Long> FILE_SIZE =
      Setting.of(
          "trace.file-size",
          ByteSize.between(1 << 10, 1L << 40),
          "16MiB",
          "The most bytes of the file of a trace, which ends when it is full. Up to eight traces go on at a time, and the files of"
              + " sixteen more are kept.");

  static final List<Setting<?>> ALL = List.of(DIRECTORY, FILE_SIZE);

  private TraceSettings() {}

  static TraceOptions options(Values values) {
    Path own = Outside.path(values, DIRECTORY);
    return new TraceOptions(own == null ? inData(values) : own, values.get(FILE_SIZE));
  }

  private static @Nullable Path inData(Values values) {
    Path data = DataSettings.directory(values);
    return data == null ? null : data.resolve("traces");
  }
}
