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
   * Writes a batch, says so, and makes it safe. After an error the next call writes it to another
   * file: nobody knows what the one that failed has, and a force that succeeds then says nothing.
   */
  void write(Batch batch, Runnable written) throws IOException {
    ByteBuffer bytes = batch.sealed(log);
    SegmentHeader header = new SegmentHeader(Formats.CURRENT, log, batch.segment());
    try {
      if (failed == batch.segment()) {
        writeAgain(bytes, header, batch);
      } else {
        DiskFile file =
            batch.isFirst() ? files.begin(header, batch.end()) : files.get(batch.segment());
        file.write(bytes, batch.from());
        written.run();
        if (durability == Durability.FSYNC) {
          file.force();
        }
      }
    } catch (IOException fault) {
      failed = batch.segment();
      throw fault;
    }
    failed = 0;
  }

  private void writeAgain(ByteBuffer bytes, SegmentHeader header, Batch batch) throws IOException {
    SegmentFiles.Fresh fresh = files.replacement(header, batch.from(), batch.end());
    fresh.file().write(bytes, batch.from());
    fresh.file().force();
    files.publish(fresh.name(), header.segment(), fresh.file());
  }
}
