package io.heddle.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.api.Ban;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Bans that a program adds, and the next broker on the same data. */
@Timeout(60)
class BansKeptTest {
  private static final Ban BAN = new Ban(new Ban.Target.UserName("eve"), null, "because");

  @TempDir private Path folder;
  @AutoClose private final Several brokers = new Several();

  private Running start() {
    return brokers.start(builder -> {}, "data.directory", folder.resolve("data").toString());
  }

  @Test
  void outliveTheBroker() {
    Running first = start();
    first.services().bans().add(BAN);
    first.close();
    Running second = start();
    assertEquals(List.of(BAN), second.services().bans().list());
    assertTrue(second.services().bans().remove(BAN.target()));
    second.close();
    assertEquals(List.of(), start().services().bans().list());
  }
}
