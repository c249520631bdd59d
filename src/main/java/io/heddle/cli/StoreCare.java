package io.heddle.cli;

import io.heddle.cli.line.Terminal;
import io.heddle.store.Compaction;
import io.heddle.store.Copies;
import io.heddle.store.Findings;
import io.heddle.store.Inspection;
import io.heddle.store.Stock;
import io.heddle.store.disk.Folder;
import io.heddle.store.log.Durability;
import io.heddle.store.log.LogOptions;
import io.heddle.store.log.Snapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;

/** {@code store compact}, {@code backup} and {@code restore}. */
record StoreCare(Terminal terminal) {
  private static final int LEAST_SEGMENT = 1 << 20;

  int compact(Path folder) throws IOException {
    Stock before;
    int segmentBytes;
    try (Inspection inspection = StoreLook.open(folder)) {
      Findings findings = inspection.check();
      if (!findings.isSound()) {
        tell(folder, findings);
        terminal
            .err()
            .println(
                "heddle: a store that is damaged is not compacted: nothing of what is left may go");
        return Command.FAILED;
      }
      before = inspection.stock();
      segmentBytes = (int) Math.max(LEAST_SEGMENT, inspection.largestSegment());
    }
    LogOptions options = new LogOptions(segmentBytes, 0, Durability.FSYNC);
    Compaction.run(Folder.open(folder), options, InstantSource.system());
    try (Inspection inspection = StoreLook.open(folder)) {
      Stock after = inspection.stock();
      terminal
          .out()
          .printf(
              "ok: %s: %d segments with %d bytes, before %d with %d%n",
              folder, after.segments(), after.fileBytes(), before.segments(), before.fileBytes());
    }
    return Command.DONE;
  }

  private void tell(Path folder, Findings findings) {
    new StoreLook(terminal, false).tell(folder, findings);
  }

  /** A damaged store is copied, too: it may be all that there is. */
  int backup(Path folder, Path target) throws IOException {
    try (Inspection inspection = StoreLook.open(folder)) {
      Findings findings = inspection.check();
      copy(inspection, target);
      if (!findings.isSound()) {
        tell(folder, findings);
        terminal.err().println("heddle: the store is damaged, and so is the copy");
        return Command.FAILED;
      }
      return Command.DONE;
    }
  }

  /** A damaged copy is not taken unless somebody insists. */
  int restore(Path source, Path folder, boolean damaged) throws IOException {
    try (Inspection inspection = StoreLook.open(source)) {
      Findings findings = inspection.check();
      if (!findings.isSound()) {
        tell(source, findings);
        if (!damaged) {
          terminal.err().println("heddle: nothing was restored; --damaged restores what is left");
          return Command.FAILED;
        }
      }
      copy(inspection, folder);
      return findings.isSound() ? Command.DONE : Command.FAILED;
    }
  }

  private void copy(Inspection from, Path target) throws IOException {
    try (Snapshot snapshot = from.snapshot()) {
      Copies.Copy copy = Copies.make(snapshot, target, () -> true);
      terminal
          .out()
          .printf("ok: %s: %d segments, %d bytes%n", target, copy.segments(), copy.bytes());
    }
  }
}
