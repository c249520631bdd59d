package io.heddle.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.api.Peer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who has to wait, and for how long. */
class FailedLoginsTest {
  private static final Peer STRANGER = from("203.0.113.7");

  // A clock that wraps around while the test runs.
  private long now = Long.MAX_VALUE - Duration.ofSeconds(30).toNanos();
  private final FailedLogins failures = new FailedLogins(3, 100, () -> now);

  private static Peer from(String ip) {
    return new Peer("tcp", new InetSocketAddress(InetAddress.ofLiteral(ip), 40_000), List.of());
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      failures.failed(STRANGER);
    }
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }

  @Test
  void someFailuresCostNothing() {
    assertFalse(failures.mustWait(STRANGER));
    fail(2);
    assertFalse(failures.mustWait(STRANGER));
    fail(1);
    assertTrue(failures.mustWait(STRANGER));
    assertFalse(failures.mustWait(from("203.0.113.8")));
  }

  @Test
  void failuresOfAnotherMinuteDoNotCount() {
    fail(2);
    pass(Duration.ofSeconds(60));
    fail(2);
    assertFalse(failures.mustWait(STRANGER));
    pass(Duration.ofSeconds(59));
    fail(1);
    assertTrue(failures.mustWait(STRANGER));
  }

  @Test
  void theWaitGrowsUpToFiveMinutes() {
    fail(3);
    for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300}) {
      assertEquals(Duration.ofSeconds(seconds), failures.wait(STRANGER));
      pass(Duration.ofSeconds(seconds).minusNanos(1));
      assertTrue(failures.mustWait(STRANGER));
      pass(Duration.ofNanos(1));
      assertFalse(failures.mustWait(STRANGER));
      fail(1);
    }
  }

  @Test
  void aMinuteAfterTheWaitAnAddressBeginsAnew() {
    fail(5);
    assertEquals(Duration.ofSeconds(4), failures.wait(STRANGER));
    pass(Duration.ofSeconds(63));
    fail(1);
    assertEquals(Duration.ofSeconds(8), failures.wait(STRANGER));
    pass(Duration.ofSeconds(68));
    fail(2);
    assertFalse(failures.mustWait(STRANGER));
    fail(1);
    assertEquals(Duration.ofSeconds(1), failures.wait(STRANGER));
  }

  @Test
  void anAddressOfIpv6CountsByItsNetwork() {
    for (String ip : new String[] {"2001:db8:0:1::1", "2001:db8:0:1::2", "2001:db8:0:1:ffff::"}) {
      failures.failed(from(ip));
    }
    assertTrue(failures.mustWait(from("2001:db8:0:1:1234:5678:9abc:def0")));
    assertFalse(failures.mustWait(from("2001:db8:0:2::1")));
  }

  @Test
  void thePortDoesNotMatterAndNoAddressIsOneToo() {
    Peer socket = new Peer("unix", null, List.of());
    Peer otherPort = new Peer("tls", new InetSocketAddress("203.0.113.7", 1), List.of());
    Peer unresolved = new Peer("ws", InetSocketAddress.createUnresolved("h", 1), List.of());
    fail(3);
    assertTrue(failures.mustWait(otherPort));
    for (int i = 0; i < 3; i++) {
      assertFalse(failures.mustWait(socket));
      failures.failed(socket);
    }
    assertTrue(failures.mustWait(socket));
    assertFalse(failures.mustWait(unresolved));
  }

  @Test
  void theOneThatFailedLongestAgoIsForgotten() {
    fail(3);
    for (int i = 0; i < 99; i++) {
      failures.failed(from("198.51.100." + i));
    }
    assertTrue(failures.mustWait(STRANGER));
    // It fails again, so another one is the oldest now.
    fail(1);
    failures.failed(from("192.0.2.1"));
    assertEquals(100, failures.size());
    assertTrue(failures.mustWait(STRANGER));
    for (int i = 0; i < 99; i++) {
      failures.failed(from("192.0.2." + i));
    }
    assertTrue(failures.mustWait(STRANGER));
    failures.failed(from("192.0.2.200"));
    assertEquals(100, failures.size());
    assertFalse(failures.mustWait(STRANGER));
  }

  @Test
  void zeroIsForNobodyWaits() {
    FailedLogins off = new FailedLogins(0, 100, () -> now);
    for (int i = 0; i < 1000; i++) {
      off.failed(STRANGER);
    }
    assertFalse(off.mustWait(STRANGER));
    assertEquals(0, off.size());
  }

  @Test
  void oneIsForTheFirstFailureCosts() {
    FailedLogins strict = new FailedLogins(1, 100, () -> now);
    assertFalse(strict.mustWait(STRANGER));
    strict.failed(STRANGER);
    assertEquals(Duration.ofSeconds(1), strict.wait(STRANGER));
  }
}
