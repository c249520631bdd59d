package io.heddle.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.codec.Packet;
import io.heddle.connection.RateOptions.Limit;
import io.heddle.spec.Packets;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

/** How fast is too fast. */
class RatesTest {
  private static final long SECOND = 1_000_000_000L;
  private static final InetAddress ONE = InetAddress.ofLiteral("203.0.113.1");
  private static final InetAddress TWO = InetAddress.ofLiteral("203.0.113.2");
  private static final Packet PUBLISH = Packets.publish("t", "x");

  private long now = 5 * SECOND;

  private Rates rates(Limit connections, Limit messages, Limit bytes) {
    return new Rates(new RateOptions(connections, messages, bytes), () -> now);
  }

  /** Of a client that nobody but the rates keeps out. */
  private static String refusal(Rates rates, String clientId, InetAddress address) {
    String words = rates.tooFastFrom(address);
    return words == null ? rates.tooFast(clientId) : words;
  }

  @Test
  void aBucket() {
    Bucket bucket = new Bucket(10, now);
    for (int i = 0; i < 10; i++) {
      assertEquals(0, bucket.take(1, now));
    }
    assertEquals(SECOND / 10, bucket.take(1, now));
    assertEquals(SECOND / 5, bucket.take(1, now));
    now += SECOND / 5;
    assertEquals(SECOND / 10, bucket.take(1, now));
    now += 100 * SECOND;
    assertEquals(0, bucket.take(10, now), "no more than a second is saved up");
    assertEquals(SECOND, bucket.take(10, now));
  }

  @Test
  void connectionsAreRefused() {
    Rates rates = rates(new Limit(1, 3), Limit.NONE, Limit.NONE);
    assertNull(refusal(rates, "a", ONE));
    assertEquals(
        "too many connections in a second with its Client Identifier", refusal(rates, "a", ONE));
    assertNull(refusal(rates, "b", ONE));
    assertEquals("too many connections in a second from its address", refusal(rates, "c", ONE));
    assertNull(refusal(rates, "c", TWO));
    assertNull(refusal(rates, "d", null));
    now += SECOND / 3 + 1;
    assertNull(refusal(rates, "d2", ONE));
    assertNotNull(refusal(rates, "d3", ONE));
    now += SECOND;
    assertNull(refusal(rates, "a", ONE));
  }

  @Test
  void anIpv6AddressCountsByItsFirst64Bits() {
    Rates rates = rates(new Limit(0, 1), Limit.NONE, Limit.NONE);
    assertNull(refusal(rates, "a", InetAddress.ofLiteral("fd00::1")));
    assertNotNull(refusal(rates, "a", InetAddress.ofLiteral("fd00::ffff:1")));
    assertNull(refusal(rates, "a", InetAddress.ofLiteral("fd00:0:0:1::1")));
  }

  @Test
  void nothingConfiguredIsNoPace() {
    assertNull(Rates.NONE.pace(ONE));
    assertNull(rates(new Limit(1, 1), Limit.NONE, Limit.NONE).pace(ONE));
    assertNull(rates(Limit.NONE, new Limit(0, 1), Limit.NONE).pace(null));
  }

  @Test
  void messagesAndBytesOfOneClient() {
    Pace pace = rates(Limit.NONE, new Limit(2, 0), new Limit(1000, 0)).pace(ONE);
    assertEquals(0, pace.delay(PUBLISH, 100));
    assertEquals(0, pace.delay(PUBLISH, 100));
    assertEquals(SECOND / 2, pace.delay(PUBLISH, 100));
    assertEquals(0, pace.delay(new Packet.Pingreq(), 700), "no message");
    assertEquals(SECOND / 10, pace.delay(new Packet.Pingreq(), 100));
    assertTrue(pace.isFirst());
  }

  @Test
  void clientsOfAnAddressShare() {
    Rates rates = rates(Limit.NONE, new Limit(0, 2), Limit.NONE);
    Pace one = rates.pace(ONE);
    Pace other = rates.pace(ONE);
    Pace elsewhere = rates.pace(TWO);
    assertEquals(0, one.delay(PUBLISH, 1));
    assertEquals(0, other.delay(PUBLISH, 1));
    assertEquals(SECOND / 2, one.delay(PUBLISH, 1));
    assertEquals(0, elsewhere.delay(PUBLISH, 1));
    one.end();
    other.end();
    Pace again = rates.pace(ONE);
    assertEquals(SECOND, again.delay(PUBLISH, 1), "who goes and comes is not forgiven");
  }

  @Test
  void memoryIsBounded() {
    Rates rates = rates(new Limit(1, 1), new Limit(0, 1), Limit.NONE);
    Pace present = rates.pace(ONE);
    for (int i = 0; i < 30_000; i++) {
      InetAddress address =
          InetAddress.ofLiteral("10." + (i >> 16) + "." + (i >> 8 & 0xFF) + "." + (i & 0xFF));
      assertNull(refusal(rates, "client" + i, address));
      rates.pace(address).end();
    }
    assertEquals(10_001, rates.places());
    present.end();
    assertEquals(10_000, rates.places());
  }
}
