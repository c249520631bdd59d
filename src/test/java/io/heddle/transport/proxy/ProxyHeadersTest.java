package io.heddle.transport.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.spec.Raw;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers byte by byte, as the specification shows them, and what is almost one. */
class ProxyHeadersTest {
  private static final String SIGNATURE = "0d0a0d0a 000d0a51 5549540a ";

  private static byte[] line(String text) {
    return text.replace("\\r", "\r").replace("\\n", "\n").getBytes(StandardCharsets.ISO_8859_1);
  }

  private static ProxyHeaders.Found find(byte[] bytes) throws IOException {
    return ProxyHeaders.find(bytes, bytes.length);
  }

  private static ProxyHeader from(String address, int port) {
    return new ProxyHeader.From(new InetSocketAddress(InetAddress.ofLiteral(address), port));
  }

  /** The header is found when its last byte has come, not before, and no byte of MQTT is taken. */
  private static void golden(ProxyHeader expected, byte[] header) throws IOException {
    byte[] followed = Arrays.copyOf(header, header.length + 2);
    followed[header.length] = 0x10;
    for (int count = 0; count < header.length; count++) {
      assertNull(ProxyHeaders.find(followed, count), "after " + count + " bytes");
    }
    for (int count = header.length; count <= followed.length; count++) {
      assertEquals(
          new ProxyHeaders.Found(expected, header.length), ProxyHeaders.find(followed, count));
    }
  }

  private static String refused(byte[] bytes) {
    return assertThrows(IOException.class, () -> find(bytes)).getMessage();
  }

  @ParameterizedTest
  @CsvSource({
    "PROXY TCP4 192.0.2.1 198.51.100.7 56324 443\\r\\n, 192.0.2.1, 56324",
    "PROXY TCP4 255.255.255.255 255.255.255.255 65535 65535\\r\\n, 255.255.255.255, 65535",
    "PROXY TCP4 0.0.0.0 0.0.0.0 0 0\\r\\n, 0.0.0.0, 0",
    "PROXY TCP6 2001:db8::1 ::1 1 1883\\r\\n, 2001:db8::1, 1",
    "PROXY TCP6 ffff:f:f:f:f:f:f:ffff ffff:f:f:f:f:f:f:ffff 65535 65535\\r\\n, ffff:f:f:f:f:f:f:ffff, 65535"
  })
  void versionOne(String text, String address, int port) throws IOException {
    golden(from(address, port), line(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PROXY UNKNOWN\\r\\n",
        "PROXY UNKNOWN ffff:f:f:f:f:f:f:ffff ffff:f:f:f:f:f:f:ffff 65535 65535\\r\\n",
        "PROXY UNKNOWN what follows is to be ignored\\r\\n"
      })
  void versionOneOfAnUnknownClient(String text) throws IOException {
    golden(new ProxyHeader.FromElsewhere(), line(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PROXY TCP4 192.0.2.1 198.51.100.7 56324 443\\n",
        "PROXY TCP4 192.0.2.1 198.51.100.7 56324 443\\r\\r\\n",
        "PROXY TCP4 192.0.2.1 198.51.100.7 56324\\r\\n",
        "PROXY TCP4 192.0.2.1 198.51.100.7 56324 443 \\r\\n",
        "PROXY  TCP4 192.0.2.1 198.51.100.7 56324 443\\r\\n",
        "PROXY TCP4 192.0.2.1  198.51.100.7 56324 443\\r\\n",
        "PROXY TCP4 192.0.2.256 198.51.100.7 56324 443\\r\\n",
        "PROXY TCP4 192.0.2 198.51.100.7 56324 443\\r\\n",
        "PROXY TCP4 192.0.02.1 198.51.100.7 56324 443\\r\\n",
        "PROXY TCP4 192.0.2.1 198.51.100.300 56324 443\\r\\n",
        "PROXY TCP4 2001:db8::1 ::1 1 2\\r\\n",
        "PROXY TCP6 192.0.2.1 198.51.100.7 1 2\\r\\n",
        "PROXY TCP6 2001:db8::1::2 ::1 1 2\\r\\n",
        "PROXY TCP6 localhost ::1 1 2\\r\\n",
        "PROXY TCP4 192.0.2.1 198.51.100.7 65536 443\\r\\n",
        "PROXY TCP4 192.0.2.1 198.51.100.7 1 99999\\r\\n",
        "PROXY TCP4 192.0.2.1 198.51.100.7 01 443\\r\\n",
        "PROXY TCP4 192.0.2.1 198.51.100.7 -1 443\\r\\n",
        "PROXY UDP4 192.0.2.1 198.51.100.7 1 2\\r\\n",
        "PROXY UNKNOWNX\\r\\n",
        "PROXY \\r\\n"
      })
  void almostVersionOne(String text) {
    String words = refused(line(text));
    assertTrue(words.startsWith("its header of the PROXY protocol is wrong: "), words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"proxy TCP4", "PROXYTCP4", "GET / HTTP/1.1", "\\r\\n\\r\\n\\n", "X"})
  void noHeader(String text) {
    assertEquals("it sent no header of the PROXY protocol", refused(line(text)));
  }

  @Test
  void mqttIsNoHeader() {
    assertEquals(
        "it sent no header of the PROXY protocol",
        refused(Raw.bytes("10 0d 'MQTT' 05 02 0000 00 0000")));
  }

  @Test
  void aLineHas107Bytes() throws IOException {
    String start = "PROXY UNKNOWN ";
    byte[] longest = line(start + "x".repeat(105 - start.length()) + "\r\n");
    assertEquals(107, longest.length);
    golden(new ProxyHeader.FromElsewhere(), longest);
    String words = refused(line(start + "x".repeat(106 - start.length()) + "\r\n"));
    assertEquals("its header of the PROXY protocol is wrong: a line of more than 107 bytes", words);
  }

  @Test
  void versionTwo() throws IOException {
    golden(
        from("192.0.2.1", 56_324), Raw.bytes(SIGNATURE + "21 11 000c c0000201 c6336407 dc04 01bb"));
    golden(
        from("2001:db8::1", 1),
        Raw.bytes(
            SIGNATURE
                + "21 21 0024 20010db8000000000000000000000001 00000000000000000000000000000001"
                + "0001 075b"));
  }

  /** As HAProxy sends them with send-proxy-v2 proxy-v2-options unique-id, ssl and so on. */
  @Test
  void additionalValuesAreIgnored() throws IOException {
    golden(
        from("192.0.2.1", 256),
        Raw.bytes(
            SIGNATURE + "21 11 0017 c0000201 c6336407 0100 01bb 05 0003 616263 04 0002 0000"));
  }

  @Test
  void theProxyItself() throws IOException {
    golden(new ProxyHeader.Own(), Raw.bytes(SIGNATURE + "20 00 0000"));
    golden(new ProxyHeader.Own(), Raw.bytes(SIGNATURE + "20 11 000c c0000201 c6336407 dc04 01bb"));
    golden(new ProxyHeader.Own(), Raw.bytes(SIGNATURE + "20 f7 0003 040000"));
  }

  @Test
  void aClientWithoutAnAddress() throws IOException {
    golden(new ProxyHeader.FromElsewhere(), Raw.bytes(SIGNATURE + "21 00 0000"));
    golden(
        new ProxyHeader.FromElsewhere(),
        Raw.bytes(SIGNATURE + "21 31 00d8" + " 2f".repeat(2 * 108)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "11 11 000c",
        "22 11 000c",
        "31 11 000c",
        "21 12 000c",
        "21 22 0024",
        "21 32 00d8",
        "21 41 000c",
        "21 11 000b",
        "21 21 0023",
        "21 31 00d7",
        "21 11 0ff1",
        "21 11 ffff",
        "20 00 ffff"
      })
  void almostVersionTwo(String rest) {
    String words = refused(Raw.bytes(SIGNATURE + rest));
    assertTrue(words.startsWith("its header of the PROXY protocol is wrong: "), words);
  }

  @Test
  void anythingElseIsRefusedOrWaitedForWithinBounds() {
    Random random = new Random(7);
    byte[] golden = Raw.bytes(SIGNATURE + "21 11 000c c0000201 c6336407 dc04 01bb");
    byte[] text = line("PROXY TCP4 192.0.2.1 198.51.100.7 56324 443\r\n");
    for (int i = 0; i < 200_000; i++) {
      byte[] bytes = (random.nextBoolean() ? golden : text).clone();
      for (int changes = random.nextInt(4); changes >= 0; changes--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      byte[] more = Arrays.copyOf(bytes, ProxyHeaders.MOST);
      try {
        ProxyHeaders.Found found = ProxyHeaders.find(more, more.length);
        assertTrue(found != null && found.length() <= ProxyHeaders.MOST);
      } catch (IOException refused) {
        assertTrue(refused.getMessage().contains("PROXY protocol"));
      }
    }
  }
}
