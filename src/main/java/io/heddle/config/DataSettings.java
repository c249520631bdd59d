package io.heddle.config;

import io.heddle.api.Durability;
import io.heddle.store.StoreOptions;
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
              + " (docs/durability.md). It belongs to one broker. Without it, or with an empty value, they are in memory alone; bin/heddle"
              + " takes the directory data of its image when nobody gives one.");

  static final Setting<Durability> DURABILITY =
      Setting.of(
          "data.durability",
          new Kind.Choice<>(Durability.class),
          "fsync",
          "What an acknowledged message survives: fsync also a cut of the power, because each group of writes is forced to the device"
              + " before anybody is told; os the end of the process, also by kill -9, but not of the machine; none keeps nothing,"
              + " as without data.directory. A listener and a client may have less.");

  static final Setting<Long> SEGMENT_SIZE =
      Setting.of(
          "data.segment-size",
          ByteSize.between(1 << 20, StoreOptions.LARGEST_SEGMENT),
          "16MiB",
          "The size of a file in the directory. Three or so are there from the begin, with their room on the disk. The size is doubled"
              + " until half of a file holds the largest packet: with limits.packet-size = 4MiB, 1MiB becomes 16MiB.");

  static final Setting<Long> RESERVE =
      Setting.of(
          "data.reserve",
          ByteSize.between(0, 1L << 40),
          "16MiB",
          "The room that is taken on the disk for acknowledgements, subscriptions and what makes room alone, so that a broker whose disk"
              + " is full can be emptied. In whole files, and at least one.");

  static final List<Setting<?>> ALL = List.of(DIRECTORY, DURABILITY, SEGMENT_SIZE, RESERVE);

  private DataSettings() {}

  /** Where the directory is, whatever is kept in it; null when there is none. */
  static @Nullable Path directory(Values values) {
    String directory = values.maybe(DIRECTORY);
    return directory == null ? null : Path.of(directory);
  }

  /** Null when everything is in memory alone. */
  static @Nullable StoreOptions options(Values values) {
    String directory = values.maybe(DIRECTORY);
    Durability durability = values.get(DURABILITY);
    return directory == null || durability == Durability.NONE
        ? null
        : StoreOptions.of(
            Path.of(directory),
            io.heddle.store.log.Durability.valueOf(durability.name()),
            new StoreOptions.Sizes(
                values.get(SEGMENT_SIZE), largestPacket(values), values.get(RESERVE)));
  }

  private static int largestPacket(Values values) {
    int common = ConnectionSettings.options(values).packetSizeMax();
    return ListenerValues.options(values).stream()
        .mapToInt(listener -> listener.entrance().packetSizeMax())
        .reduce(common, Math::max);
  }
}
