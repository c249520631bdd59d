package io.heddle.config;

import io.heddle.store.StoreOptions;
import io.heddle.store.log.Durability;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The settings of the store, and how they become that room's options. */
final class DataSettings {
  static final Setting<String> DIRECTORY =
      Setting.optional(
          "data.directory",
          new FilePath("the path of a directory", false),
          "/var/lib/heddle",
          "The directory in which sessions, queues, retained messages and Wills are kept, and from which they come back after a restart"
              + " (docs/durability.md). It belongs to one broker. Without it, or with an empty value, they are in memory alone.");

  static final Setting<Durability> DURABILITY =
      Setting.of(
          "data.durability",
          new Kind.Choice<>(Durability.class),
          "fsync",
          "What an acknowledged message survives: fsync also a cut of the power, because each group of writes is forced to the device"
              + " before anybody is told; os the end of the process, also by kill -9, but not of the machine.");

  static final List<Setting<?>> ALL = List.of(DIRECTORY, DURABILITY);

  private DataSettings() {}

  /** Null when everything is in memory alone. */
  static @Nullable StoreOptions options(Values values) {
    String directory = values.maybe(DIRECTORY);
    return directory == null
        ? null
        : StoreOptions.of(Path.of(directory), values.get(DURABILITY), largestPacket(values));
  }

  private static int largestPacket(Values values) {
    int common = ConnectionSettings.options(values).packetSizeMax();
    return ListenerValues.options(values).stream()
        .mapToInt(listener -> listener.entrance().packetSizeMax())
        .reduce(common, Math::max);
  }
}
