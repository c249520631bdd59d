package io.heddle.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.api.AddressRange;
import io.heddle.api.Ban;
import io.heddle.api.Ban.Target;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who is banned, by a file and by what was added. */
class BanListTest {
  @TempDir Path folder;

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private BanIndex file = BanIndex.NONE;
  private int changes;
  private BanList bans = new BanList(() -> file, () -> now);

  private void read(String text) throws Exception {
    file = BanFile.read(Files.writeString(folder.resolve("bans"), text));
  }

  private Ban find(String client, String user, String address) {
    return bans.find(client, user, address == null ? null : InetAddress.ofLiteral(address));
  }

  /** Names are what clients choose. */
  @Test
  void whatWasAddedIsThereAgain() throws Exception {
    Path kept = folder.resolve("data/bans");
    BanList first = new BanList(() -> file, () -> now, kept);
    Instant later = now.plusMillis(1500);
    List<Ban> added =
        List.of(
            new Ban(new Target.ClientId("a \"b\" \\ c#"), null, "it said\n \"no\" because until"),
            new Ban(new Target.UserName("until"), later, ""),
            new Ban(new Target.Addresses(AddressRange.parse("fd00::/8")), null, "x"));
    added.forEach(first::add);
    first.add(new Ban(new Target.ClientId("not for long"), null, "x"));
    first.add(new Ban(new Target.ClientId("line\nfeed"), null, "fits no line"));
    assertTrue(first.remove(new Target.ClientId("not for long")));
    BanList second = new BanList(() -> file, () -> now, kept);
    assertEquals(
        added.stream().map(Ban::target).collect(Collectors.toSet()),
        second.list().stream().map(Ban::target).collect(Collectors.toSet()));
    assertEquals("it said \"no\" because until", second.find("a \"b\" \\ c#", null, null).reason());
    assertEquals(later, second.find("", "until", null).until());
    assertEquals(List.of(), first.problems());
    now = later;
    assertNull(new BanList(() -> file, () -> now, kept).find("", "until", null));
  }

  @Test
  void whatCannotBeKeptHoldsAndIsTold() throws Exception {
    Path kept = Files.writeString(folder.resolve("file"), "").resolve("bans");
    BanList list = new BanList(() -> file, () -> now, kept);
    list.add(new Ban(new Target.ClientId("a"), null, "x"));
    assertNotNull(list.find("a", null, null));
    assertEquals(1, list.problems().size());
  }

  @Test
  void aFile() throws Exception {
    read(
        """
        # nobody likes them
        client sensor-17 until 2026-06-01T00:00:00Z because it floods

        client "a b"
        user mallory because of the 3rd time
        address 203.0.113.7
        address 198.51.100.0/24 until 2026-01-01T01:00:00+01:00
        address fd00::/8
        """);
    assertEquals("it floods", find("sensor-17", null, null).reason());
    assertEquals("no reason given", find("a b", null, null).reason());
    assertEquals(new Target.UserName("mallory"), find("x", "mallory", null).target());
    assertNotNull(find("x", null, "203.0.113.7"));
    assertNotNull(find("x", "bob", "fd12::1"));
    assertNull(find("x", "bob", "203.0.113.8"));
    assertNull(find("mallory", "sensor-17", null));
    assertNull(find("x", null, "198.51.100.1"), "its time is over");
    assertEquals(5, bans.list().size());
    now = Instant.parse("2026-06-01T00:00:00Z");
    assertNull(find("sensor-17", null, null));
    assertEquals(4, bans.list().size());
  }

  @Test
  void mistakesAreToldAllAtOnce() throws Exception {
    Path path = folder.resolve("bans");
    WrongFile e =
        assertThrows(
            WrongFile.class,
            () ->
                read(
                    """
                    client
                    user mallory until tomorrow
                    address 10.0.0.1/8
                    group x
                    user mallory for ever
                    """));
    List<String> errors = e.errors();
    assertEquals(5, errors.size(), errors::toString);
    assertTrue(errors.get(0).startsWith(path + ":1: a ban is `client NAME`"), errors::toString);
    assertTrue(errors.get(1).contains(":2: until tomorrow: no such time"), errors::toString);
    assertTrue(errors.get(2).contains(":3: 10.0.0.1/8: "), errors::toString);
    assertTrue(errors.get(3).contains(":4: group: nobody can be banned so"), errors::toString);
    Files.delete(path);
    assertThrows(WrongFile.class, () -> BanFile.read(path));
  }

  @Test
  void whatIsAddedHoldsUntilItIsOverOrTakenBack() {
    bans.onChange(() -> changes++);
    Target client = new Target.ClientId("c");
    bans.add(new Ban(client, now.plusSeconds(60), "one"));
    bans.add(new Ban(client, now.plusSeconds(120), "two"));
    bans.add(new Ban(new Target.Addresses(AddressRange.parse("10.0.0.0/8")), null, "net"));
    assertEquals(3, changes);
    assertEquals("two", find("c", null, null).reason());
    assertEquals("net", find("d", null, "10.1.2.3").reason());
    assertEquals(2, bans.list().size());
    now = now.plusSeconds(120);
    assertNull(find("c", null, null));
    assertFalse(bans.remove(client), "it is over");
    assertTrue(bans.remove(new Target.Addresses(AddressRange.parse("10.0.0.0/8"))));
    assertNull(find("d", null, "10.1.2.3"));
    assertEquals(List.of(), bans.list());
    assertEquals(3, changes);
  }

  @Test
  void aFileThatHasChangedIsNoticed() throws Exception {
    bans.onChange(() -> changes++);
    bans.look();
    assertEquals(0, changes);
    read("client c");
    bans.look();
    bans.look();
    assertEquals(1, changes);
    assertFalse(bans.remove(new Target.ClientId("c")), "it is the file's");
    assertNotNull(find("c", null, null));
  }

  @Test
  void ofRangesInEachOtherTheSmallestThatHoldsCounts() {
    ban("0.0.0.0/0", null, "all");
    ban("10.0.0.0/8", null, "ten");
    ban("10.1.0.0/16", now.plusSeconds(60), "one");
    ban("fd00::/8", null, "six");
    assertEquals("one", find("c", null, "10.1.2.3").reason());
    assertEquals("ten", find("c", null, "10.2.0.1").reason());
    assertEquals("all", find("c", null, "11.0.0.1").reason());
    assertEquals("six", find("c", null, "fd00::1").reason());
    assertNull(find("c", null, "fe80::1"));
    now = now.plusSeconds(60);
    assertEquals("ten", find("c", null, "10.1.2.3").reason());
  }

  /** One after the other they would be ten thousand million looks. */
  @Test
  @Timeout(20)
  void aHundredThousandRangesAreAsGoodAsOne() throws Exception {
    StringBuilder file = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      file.append("address 10.%d.%d.%d/25%n".formatted(i >> 9, i >> 1 & 255, (i & 1) << 7));
    }
    read(file.toString());
    for (int i = 0; i < 100_000; i++) {
      assertNull(find("c", null, "11.%d.%d.1".formatted(i >> 8 & 255, i & 255)));
    }
    assertNotNull(find("c", null, "10.0.0.200"));
  }

  private void ban(String range, Instant until, String reason) {
    bans.add(new Ban(new Target.Addresses(AddressRange.parse(range)), until, reason));
  }
}
