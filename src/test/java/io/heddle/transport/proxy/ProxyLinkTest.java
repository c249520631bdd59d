package io.heddle.transport.proxy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.api.Peer;
import io.heddle.connection.Link;
import io.heddle.connection.LinkRefusedException;
import io.heddle.memory.QuietLink;
import io.heddle.spec.Raw;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A header that comes in pieces, and where the client is from then on. */
class ProxyLinkTest {
  private static final byte[] MQTT = Raw.bytes("10 0d 'MQTT' 05 02 0000 00 0000");
  private static final byte[] HEADER =
      Raw.bytes("0d0a0d0a 000d0a51 5549540a 21 11 000c cb007107 c6336407 dc04 01bb");
  private static final InetSocketAddress PROXY =
      new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 40_000);

  /** A proxy that sends bytes in pieces of that size, and then closes. */
  private static final class Proxy implements QuietLink {
    private final byte[] bytes;
    private final int piece;
    private int at;

    Proxy(byte[] bytes, int piece) {
      this.bytes = bytes;
      this.piece = piece;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      int count = Math.min(piece, Math.min(length, bytes.length - at));
      System.arraycopy(bytes, at, target, offset, count);
      at += count;
      return count == 0 ? -1 : count;
    }

    @Override
    public String peer() {
      return "127.0.0.1:40000";
    }

    @Override
    public InetSocketAddress address() {
      return PROXY;
    }
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    Arrays.stream(parts).forEach(all::writeBytes);
    return all.toByteArray();
  }

  private static byte[] rest(Link link) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] some = new byte[5];
    int count;
    while ((count = link.read(some, 0, some.length)) >= 0) {
      all.write(some, 0, count);
    }
    return all.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 16, 28, 29, 4096})
  void theHeaderIsTakenOffHoweverItComes(int piece) throws IOException {
    ProxyLink link = new ProxyLink(new Proxy(joined(HEADER, MQTT, MQTT), piece));
    assertEquals("127.0.0.1:40000", link.peer());
    assertEquals(PROXY, link.address());
    assertArrayEquals(joined(MQTT, MQTT), rest(link));
    assertEquals("203.0.113.7:56324 by way of 127.0.0.1:40000", link.peer());
    assertEquals(
        new InetSocketAddress(InetAddress.ofLiteral("203.0.113.7"), 56_324), link.address());
  }

  @Test
  void aProxyThatLooksWhetherTheBrokerIsThere() throws IOException {
    assertEquals(-1, new ProxyLink(new Proxy(new byte[0], 1)).read(new byte[9], 0, 9));
    ProxyLink own =
        new ProxyLink(new Proxy(joined(Raw.bytes("0d0a0d0a000d0a515549540a 20000000"), MQTT), 99));
    assertArrayEquals(MQTT, rest(own));
    assertEquals("127.0.0.1:40000", own.peer());
    assertEquals(PROXY, own.address());
  }

  /** A proxy on this machine must not make its clients local. */
  @Test
  void aClientOfUnknownAddressIsNotLocal() throws IOException {
    ProxyLink link = new ProxyLink(new Proxy(joined(Raw.bytes("<PROXY UNKNOWN> 0d0a"), MQTT), 99));
    assertArrayEquals(MQTT, rest(link));
    assertEquals("an unknown address by way of 127.0.0.1:40000", link.peer());
    assertFalse(new Peer("l", link.address(), List.of()).isLocal());
  }

  @Test
  void whoeverSendsNoHeaderIsRefusedWithAReason() {
    Link none = new ProxyLink(new Proxy(MQTT, 99));
    String words =
        assertThrows(LinkRefusedException.class, () -> none.read(new byte[99], 0, 99)).getMessage();
    assertEquals("it sent no header of the PROXY protocol", words);
    Link half = new ProxyLink(new Proxy(Arrays.copyOf(HEADER, 20), 99));
    words =
        assertThrows(LinkRefusedException.class, () -> half.read(new byte[99], 0, 99)).getMessage();
    assertEquals("it closed the connection within the header of the PROXY protocol", words);
  }

  @Test
  void nobodySendsAHeaderWithoutEnd() {
    byte[] endless = joined(Raw.bytes("<PROXY UNKNOWN >"), new byte[100_000]);
    Proxy below = new Proxy(endless, 10);
    assertThrows(LinkRefusedException.class, () -> new ProxyLink(below).read(new byte[99], 0, 99));
    assertTrue(below.at <= 120, "it was read on: " + below.at);
  }

  @Test
  void withoutAnAddressBelowThereIsNone() {
    QuietLink silent = (target, offset, length) -> -1;
    assertNull(new ProxyLink(silent).address());
  }
}
