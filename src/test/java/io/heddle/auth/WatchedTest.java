package io.heddle.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.api.Reloaded;
import io.heddle.api.Reloaded.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that change, for better or worse. */
class WatchedTest {
  @TempDir Path folder;

  private final LogLines log = new LogLines();
  private Path file;
  private int reads;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("f"), GoldenLines.ALICE_7);
  }

  private Watched<PasswordFile> open() throws WrongFile {
    return Watched.open(
        List.of(file),
        () -> {
          reads++;
          return PasswordFile.read(file);
        },
        log.logger());
  }

  @Test
  void aFileThatStaysTheSameIsReadOnce() throws Exception {
    Watched<PasswordFile> watched = open();
    PasswordFile first = watched.get();
    watched.look();
    watched.look();
    assertEquals(1, reads);
    assertSame(first, watched.get());
    assertEquals(List.of(), log.lines());
  }

  @Test
  void aFileThatIsReplacedIsReadAnew() throws Exception {
    Watched<PasswordFile> watched = open();
    FileTime before = Files.getLastModifiedTime(file);
    Path other =
        Files.writeString(folder.resolve("g"), GoldenLines.ALICE_7.replace("alice", "karen"));
    Files.setLastModifiedTime(other, before);
    Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
    watched.look();
    assertTrue(watched.get().names().contains("karen"));
    assertEquals(List.of("INFO Read anew: " + file), log.lines());
  }

  @Test
  void aFileThatIsWrittenToIsReadAnew() throws Exception {
    Watched<PasswordFile> watched = open();
    FileTime before = Files.getLastModifiedTime(file);
    Files.writeString(file, GoldenLines.ALICE_7 + "\n" + GoldenLines.BOB_7);
    Files.setLastModifiedTime(file, before);
    watched.look();
    assertEquals(2, watched.get().size(), "another size");
    Files.setLastModifiedTime(file, FileTime.fromMillis(before.toMillis() + 5000));
    watched.look();
    assertEquals(3, reads, "another time");
  }

  @Test
  void wrongContentIsToldOnceAndWhatWasBeforeStays() throws Exception {
    Watched<PasswordFile> watched = open();
    PasswordFile first = watched.get();
    Files.writeString(file, GoldenLines.ALICE_7 + "\n\nbob:secret\n");
    watched.look();
    watched.look();
    assertSame(first, watched.get());
    assertEquals(
        List.of(
            "ERROR "
                + file
                + ":3: the user bob has a password in plain text; set it anew with: heddle passwd FILE USER",
            "ERROR Not read anew, what was read before stays: " + file),
        log.lines());
    assertEquals(Outcome.REFUSED, watched.reload().outcome());
    assertEquals(4, log.lines().size());
    Files.writeString(file, GoldenLines.BOB_7);
    watched.look();
    assertTrue(watched.get().names().contains("bob"));
  }

  @Test
  void aFileThatIsGoneAndComesBack() throws Exception {
    Watched<PasswordFile> watched = open();
    Files.delete(file);
    watched.look();
    watched.look();
    assertEquals(1, watched.get().size());
    assertEquals("ERROR " + file + ": there is no such file", log.lines().getFirst());
    assertEquals(2, log.lines().size());
    Files.writeString(file, GoldenLines.BOB_7);
    watched.look();
    assertTrue(watched.get().names().contains("bob"));
  }

  @Test
  void reloadingReadsInAnyCase() throws Exception {
    Watched<PasswordFile> watched = open();
    assertEquals(new Reloaded(file.toString(), Outcome.UNCHANGED, List.of()), watched.reload());
    assertEquals(2, reads);
    Files.writeString(file, "nonsense");
    Reloaded refused = watched.reload();
    assertEquals(Outcome.REFUSED, refused.outcome());
    assertTrue(refused.errors().getFirst().startsWith(file + ":1: "), refused::toString);
    assertEquals(refused.errors(), watched.errors());
    assertEquals(Outcome.REFUSED, watched.reload().outcome());
    Files.writeString(file, GoldenLines.BOB_7);
    assertEquals(Outcome.CHANGED, watched.reload().outcome());
    assertEquals(List.of(), watched.errors());
  }

  @Test
  void aLinkThatLeadsElsewhere() throws Exception {
    Path target = file;
    file = Files.createSymbolicLink(folder.resolve("link"), target);
    Watched<PasswordFile> watched = open();
    Path other = Files.writeString(folder.resolve("g"), GoldenLines.BOB_7);
    Files.delete(file);
    Files.createSymbolicLink(file, other);
    watched.look();
    assertTrue(watched.get().names().contains("bob"));
  }

  @Test
  void oneOfSeveralFiles() throws Exception {
    Path key = Files.writeString(folder.resolve("key"), "1");
    Watched<String> watched =
        Watched.open(
            List.of(file, key),
            () -> {
              try {
                return Files.readString(key);
              } catch (IOException e) {
                throw new WrongFile("key", e);
              }
            },
            log.logger());
    Files.writeString(key, "22");
    watched.look();
    assertEquals("22", watched.get());
  }

  @Test
  void wrongFromTheBeginning() throws Exception {
    Files.writeString(file, "x");
    assertThrows(WrongFile.class, this::open);
    assertEquals(List.of(), log.lines());
  }
}
