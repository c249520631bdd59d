package io.heddle.metrics;

import io.heddle.api.Statistics.Distribution;
import io.heddle.api.Statistics.Store;

/** The metrics of what is kept on disk. */
final class StoreFamilies {
  private StoreFamilies() {}

  static void add(Families families, Store store) {
    Distribution commits = store.commits();
    families.histogram(
        "heddle_store_commit_seconds",
        "How long groups of writes took to be safe on the disk.",
        commits.bounds().stream().mapToDouble(Double::doubleValue).toArray(),
        commits.counts().stream().mapToLong(Long::longValue).toArray(),
        commits.sum());
    families.counter(
        "heddle_store_written_bytes", "Bytes written to the store.", store.writtenBytes());
    families.gauge("heddle_store_segments", "Files of the store's log.", store.segments());
    families.gauge("heddle_store_file_bytes", "Bytes of the store's files.", store.fileBytes());
    families.gauge(
        "heddle_store_message_bytes",
        "Bytes in the store of messages that somebody has, about.",
        store.messageBytes());
    families.gauge(
        "heddle_store_full",
        "Whether the disk has no room but the reserve, so that messages are refused (1).",
        store.full() ? 1 : 0);
    families.gauge(
        "heddle_store_failing",
        "Whether the last write failed, so that acknowledgements wait (1).",
        store.failing() ? 1 : 0);
    families.gauge(
        "heddle_store_damages",
        "Parts of the store that could not be read at the start.",
        store.damages());
  }
}
