package io.heddle.store;

import io.heddle.store.disk.Folder;
import io.heddle.store.log.Damage;
import io.heddle.store.log.Snapshot;
import io.heddle.store.log.Survey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Makes copies of stores: backups, and stores of backups. Stateless. */
public final class Copies {
  private Copies() {}

  /**
   * A copy that is safe and was read again.
   *
   * @param damages that were copied, too: parts that are damaged in what was copied
   */
  public record Copy(int segments, long bytes, List<Damage> damages) {}

  /**
   * Copies a store to a folder that is empty, or not there.
   *
   * @param goOn asked now and then whether to go on
   * @throws IOException also when the folder is not empty, or the copy not what was copied; then
   *     nothing of it is left
   */
  public static Copy make(Snapshot from, Path target, BooleanSupplier goOn) throws IOException {
    Snapshot.Copied copied;
    try (Folder folder = Folder.fresh(target)) {
      copied = from.copyTo(folder, goOn);
    }
    try (Survey survey = Survey.of(Folder.look(target), (kind, position, payload) -> {})) {
      return new Copy(copied.segments(), copied.bytes(), survey.read(new Nobody()));
    }
  }

  private static final class Nobody implements Survey.Reader {
    @Override
    public void entry(byte kind, long position, ByteBuffer payload) {}

    @Override
    public void commit(long position, long counter, long millis) {}

    @Override
    public void manifest(long position, int segments, long covered) {}
  }
}
