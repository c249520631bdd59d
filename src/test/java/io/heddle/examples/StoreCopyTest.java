package io.heddle.examples;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Broker;
import io.heddle.Heddle;
import io.heddle.api.StoreCopy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/durability.md shows. */
class StoreCopyTest {
  @TempDir Path folder;

  @Test
  void aBrokerThatRunsIsCopied() {
    Path target = folder.resolve("monday");
    String data = folder.resolve("data").toString();
    try (Broker broker = Heddle.start(Map.of("listener.tcp.port", "0", "data.directory", data))) {
      StoreCopy copy = broker.services().store().backup(target);
      System.out.println(copy.bytes() + " bytes in " + copy.folder());
      assertTrue(Files.isDirectory(copy.folder()));
    }
  }
}
