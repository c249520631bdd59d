package io.heddle.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Those who have said nothing yet are few, and of those who bring many some have to go. */
class LobbyTest {
  private static final Transport PLAIN = new Transport.Unix(Path.of("s"), 0600);
  private static final int COST = 8 * 1024;

  private final Lobby lobby = new Lobby(10 * COST);
  private final List<String> gone = new ArrayList<>();

  private Lobby.Guest enter(String address, String name) {
    InetSocketAddress from =
        address == null ? null : new InetSocketAddress(InetAddress.ofLiteral(address), 1);
    return lobby.enter(from, PLAIN, () -> gone.add(name));
  }

  private void flood(String address, int times) {
    for (int i = 0; i < times; i++) {
      assertNotNull(enter(address, address + "#" + i));
    }
  }

  @Test
  void whoeverLeavesMakesRoom() {
    flood("10.0.0.1", 9);
    Lobby.Guest last = enter("10.0.0.1", "last");
    last.leave();
    last.leave();
    assertEquals(9 * COST, lobby.taken());
    assertNotNull(enter("10.0.0.1", "another"));
    assertEquals(List.of(), gone);
  }

  @Test
  void whoeverHasTheMostMakesRoomForHimself() {
    flood("10.0.0.1", 9);
    flood("10.0.0.2", 1);
    assertNotNull(enter("10.0.0.1", "new"));
    assertEquals(List.of("10.0.0.1#0"), gone);
    assertEquals(10 * COST, lobby.taken());
  }

  @Test
  void whoHasTheMostLosesTheOldest() {
    flood("10.0.0.1", 6);
    flood("10.0.0.2", 4);
    assertNotNull(enter("10.0.0.3", "honest"));
    assertEquals(List.of("10.0.0.1#0"), gone);
    assertNotNull(enter(null, "by a Unix domain socket"));
    assertEquals(List.of("10.0.0.1#0", "10.0.0.1#1"), gone);
    assertEquals(10 * COST, lobby.taken());
  }

  @Test
  void whoHasAsManyHimselfHasToWait() {
    for (int i = 1; i <= 10; i++) {
      flood("10.0.0." + i, 1);
    }
    assertNull(enter("10.0.0.11", "eleventh"));
    assertEquals(List.of(), gone);
  }

  @Test
  void anAddressOfIpv6IsItsNetwork() {
    for (int i = 0; i < 10; i++) {
      flood("2001:db8::" + i, 1);
    }
    assertNotNull(enter("2001:db8:0:1::1", "honest"));
    assertEquals(List.of("2001:db8::0#0"), gone);
  }

  @Test
  void whatLiesInBetweenCosts() {
    Transport ws = new Transport.Ws("127.0.0.1", 0, null);
    Lobby small = new Lobby(5 * COST);
    assertNotNull(small.enter(null, ws, () -> {}));
    InetSocketAddress other = new InetSocketAddress(InetAddress.ofLiteral("10.0.0.1"), 1);
    assertNull(small.enter(other, PLAIN, () -> {}));
  }
}
