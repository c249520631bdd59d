package io.heddle.store.log;

import io.heddle.store.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Writes batches to their segments. Belongs to the committer. */
final class Writer {
  private final SegmentFiles files;
  private final long log;
  private final Durability durability;

  /** The segment whose file failed, or 0. */
  private int failed;

  Writer(SegmentFiles files, long log, Durability durability) {
    this.files = files;
    this.log = log;
    this.durability = durability;
  }

  /**
   * Writes a batch and makes it safe. After an error the next call writes it to another file:
   * nobody knows what the one that failed has, and a force that succeeds then says nothing.
   */
  void write(Batch batch) throws IOException {
    ByteBuffer bytes = batch.sealed(log);
    SegmentHeader header = new SegmentHeader(SegmentHeader.VERSION, log, batch.segment());
    try {
      if (failed == batch.segment()) {
        writeAgain(bytes, header, batch.from());
      } else {
        DiskFile file = batch.isFirst() ? files.begin(header) : files.get(batch.segment());
        put(bytes, file, batch.from(), durability == Durability.FSYNC);
      }
    } catch (IOException fault) {
      failed = batch.segment();
      throw fault;
    }
    failed = 0;
  }

  private void writeAgain(ByteBuffer bytes, SegmentHeader header, int from) throws IOException {
    SegmentFiles.Fresh fresh = files.replacement(header, from);
    put(bytes, fresh.file(), from, true);
    files.publish(fresh.name(), header.segment(), fresh.file());
  }

  private static void put(ByteBuffer bytes, DiskFile file, int at, boolean force)
      throws IOException {
    file.write(bytes, at);
    if (force) {
      file.force();
    }
  }
}
