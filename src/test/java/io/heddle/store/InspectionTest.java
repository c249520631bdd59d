package io.heddle.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.store.disk.SimulatedDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a look at a store tells, and that it changes nothing. */
class InspectionTest {
  private static final int MESSAGES = 100;

  private final Stocked stocked = Stocked.with(MESSAGES);

  private Inspection look() throws IOException {
    stocked.disk.killProcess();
    return Inspection.of(stocked.disk);
  }

  @Test
  void aSoundStoreIsSound() throws IOException {
    Findings findings = look().check();
    assertTrue(findings.isSound(), findings::toString);
    assertEquals(List.of(), findings.damages());
    assertTrue(findings.entries() > 3 * MESSAGES, findings::toString);
  }

  @Test
  void anEmptyFolderHasNoStore() throws IOException {
    assertTrue(Inspection.of(new SimulatedDisk(new Random(1))).isEmpty());
    assertFalse(look().isEmpty());
  }

  @Test
  void itSaysWhatThereIs() throws IOException {
    Stock stock = look().stock();
    assertEquals(1, stock.format());
    assertEquals(1, stock.sessions());
    assertEquals(1, stock.subscriptions());
    assertEquals(1, stock.groups());
    assertEquals(5 + 1, stock.queued(), "five of the client, one of the group");
    assertEquals(5, stock.inflight());
    assertEquals(1, stock.retained());
    assertEquals(MESSAGES + 1L, stock.entries().get("held"));
    assertEquals(MESSAGES * 9L / 10, stock.entries().get("gone"));
    assertEquals(MESSAGES + 2L, stock.entries().get("message"));
    assertTrue(stock.deadBytes() > 0 && stock.neededBytes() > 0, stock::toString);
    assertTrue(stock.oldest() > 0 && stock.oldest() <= stock.lastCommit(), stock::toString);
  }

  @Test
  void nothingIsChanged() throws IOException {
    stocked.disk.killProcess();
    stocked.disk.cut(newest(), stocked.disk.used(newest()) - 3);
    TreeMap<String, ByteBuffer> before = Stocked.files(stocked.disk);
    try (Inspection inspection = Inspection.of(stocked.disk)) {
      inspection.check();
      inspection.stock();
      inspection.dump(null, line -> {});
    }
    assertEquals(before, Stocked.files(stocked.disk));
    assertTrue(before.keySet().stream().anyMatch(name -> name.endsWith(".log")));
  }

  private String newest() {
    return Stocked.files(stocked.disk).keySet().stream()
        .filter(name -> name.endsWith(".log"))
        .max(String::compareTo)
        .orElseThrow();
  }

  @Test
  void aTornEndIsToldAndCostsNothing() throws IOException {
    stocked.disk.killProcess();
    stocked.disk.cut(newest(), stocked.disk.used(newest()) - 3);
    Findings findings = Inspection.of(stocked.disk).check();
    assertTrue(findings.isSound(), findings::toString);
  }

  @Test
  void aMessageThatIsDamagedIsToldWithWhoseItWas() throws IOException {
    stocked.disk.killProcess();
    stocked.damage(stocked.bodies().getFirst());
    Findings findings = Inspection.of(stocked.disk).check();
    assertFalse(findings.isSound());
    assertEquals(1, findings.damages().size(), findings::toString);
    assertEquals(List.of("1 message of the client a"), findings.losses());
  }

  @Test
  void whatAStartDoesNotReadIsReadToo() throws IOException {
    long position = stocked.bodies().getFirst();
    stocked.store().log().cover(stocked.store().log().head());
    stocked.commit();
    stocked.disk.killProcess();
    stocked.damage(position);
    Findings findings = Inspection.of(stocked.disk).check();
    assertEquals(1, findings.damages().size(), findings::toString);
    assertFalse(findings.isSound());
  }

  @Test
  void aFileThatIsMissingIsTold() throws IOException {
    stocked.disk.killProcess();
    stocked.disk.delete("0000000001.log");
    Findings findings = Inspection.of(stocked.disk).check();
    assertFalse(findings.isSound());
    assertTrue(
        findings.damages().stream().anyMatch(each -> each.what().equals("the file is missing")),
        findings::toString);
    assertTrue(
        findings.losses().stream().anyMatch(loss -> loss.contains("does not say whose")),
        findings::toString);
  }

  private List<Line> dump(String client) throws IOException {
    List<Line> lines = new ArrayList<>();
    look().dump(client, lines::add);
    return lines;
  }

  @Test
  void eachEntryIsALine() throws IOException {
    List<Line> lines = dump(null);
    Line stands =
        lines.stream().filter(line -> line.kind().equals("stands")).findFirst().orElseThrow();
    assertEquals("a", stands.client());
    assertEquals("alice", stands.details().get("user"));
    List<Line> held = lines.stream().filter(line -> line.kind().equals("held")).toList();
    assertEquals("$share/g/t", held.getFirst().details().get("group"));
    assertEquals("t/group", held.getFirst().details().get("topic"));
    assertEquals("t/0", held.get(1).details().get("topic"));
    assertEquals(1, held.get(1).details().get("packet-id"));
    Line message =
        lines.stream().filter(line -> line.kind().equals("message")).findFirst().orElseThrow();
    assertEquals("p", message.client());
    assertEquals(500, message.details().get("payload-bytes"));
    assertTrue(lines.stream().anyMatch(line -> line.kind().equals("commit")));
  }

  @Test
  void oneClientMayBeAskedFor() throws IOException {
    List<Line> ofA = dump("a");
    assertTrue(ofA.stream().allMatch(line -> "a".equals(line.client())));
    assertEquals(MESSAGES, ofA.stream().filter(line -> line.kind().equals("held")).count());
    assertTrue(dump("p").stream().allMatch(line -> line.kind().equals("message")));
    assertEquals(List.of(), dump("nobody"));
  }
}
