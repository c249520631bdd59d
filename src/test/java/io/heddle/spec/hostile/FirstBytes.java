package io.heddle.spec.hostile;

import io.heddle.mqtt.Version;
import io.heddle.spec.Raw;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Connections that do not begin with a CONNECT of ours: other packets, other protocols, other names
 * and levels.
 */
final class FirstBytes {
  private static final List<String> OTHER_PACKETS =
      List.of(
          "20 02 0000",
          "20 03 000000",
          "30 06 'a/b' <x>",
          "30 07 'a/b' 00 <x>",
          "32 08 'a/b' 0001 <x>",
          "34 08 'a/b' 0001 <x>",
          "3A 08 'a/b' 0001 <x>",
          "40 02 0001",
          "40 03 0001 00",
          "50 02 0001",
          "62 02 0001",
          "70 02 0001",
          "82 08 0001 'a/b' 00",
          "82 09 0001 00 'a/b' 00",
          "90 03 0001 00",
          "A2 07 0001 'a/b'",
          "A2 08 0001 00 'a/b'",
          "B0 02 0001",
          "C0 00",
          "D0 00",
          "E0 00",
          "E0 02 00 00",
          "F0 00",
          "F0 02 18 00",
          "00 00",
          "00 02 0000");

  private static final List<String> TEXTS =
      List.of(
          "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
          "GET /mqtt HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
          "HEAD / HTTP/1.0\r\n\r\n",
          "OPTIONS * HTTP/1.1\r\n\r\n",
          "DELETE /clients HTTP/1.1\r\n\r\n",
          "CONNECT localhost:1883 HTTP/1.1\r\n\r\n",
          "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n",
          "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\u0000\u0000\u0000\u0004\u0000\u0000\u0000\u0000\u0000",
          "PROXY TCP4 127.0.0.1 127.0.0.1 1 2\r\n",
          "SSH-2.0-OpenSSH_9.9\r\n",
          "EHLO localhost\r\n",
          "USER anonymous\r\n",
          "*1\r\n$4\r\nPING\r\n",
          "AMQP\u0000\u0000\u0009\u0001",
          "CONNECT {\"verbose\":false}\r\n",
          "STOMP\naccept-version:1.2\n\n\u0000",
          "\r\n\r\n",
          "MQTT",
          "quit\n",
          "<?xml version='1.0'?><stream:stream>",
          "{\"op\":\"hello\"}");

  private static final List<String> BINARIES =
      List.of(
          // TLS 1.2 and 1.3 hellos, an alert, SSL 2
          "16 03 01 00 2F 01 00 00 2B 03 03" + "AB".repeat(32) + "00 00 04 13 01 00 FF 01 00",
          "16 03 03 00 05 01 00 00 01 00",
          "15 03 01 00 02 02 28",
          "80 2E 01 03 01 00 15 00 00 00 10",
          // PROXY protocol 2, SOCKS 4 and 5, MySQL, PostgreSQL, SMB, RDP, DNS
          "0D 0A 0D 0A 00 0D 0A 51 55 49 54 0A 21 11 00 0C 7F 00 00 01 7F 00 00 01 00 01 00 02",
          "04 01 00 50 7F 00 00 01 00",
          "05 01 00",
          "4A 00 00 00 0A 38 2E 30",
          "00 00 00 08 04 D2 16 2F",
          "00 00 00 45 FF 53 4D 42 72 00",
          "03 00 00 13 0E E0 00 00 00 00 00 01 00 08 00 03 00 00 00",
          "00 1D 12 34 01 00 00 01",
          "FF FF FF FF FF FF",
          "00",
          "00 00 00 00 00 00 00 00");

  private static final List<String> NAMES =
      List.of(
          "''",
          "'M'",
          "'MQT'",
          "'MQTt'",
          "'mqtt'",
          "'MQTT '",
          "' MQTT'",
          "'MQTTT'",
          "'MQIsd'",
          "'MQISDP'",
          "'MQIsdp '",
          "'HTTP'",
          "0004 4D 51 54 00",
          "0004 FF FF FF FF",
          "0005 <MQTT> 00",
          "000C <MQTTMQTTMQTT>",
          "0007 EF BB BF <MQTT>");

  private FirstBytes() {}

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    OTHER_PACKETS.forEach(hex ->
        cases.add(Case.first("not a CONNECT", hex.startsWith("3") ? sized(hex) : Raw.bytes(hex))));
    TEXTS.forEach(
        text -> cases.add(Case.first("another protocol", text.getBytes(StandardCharsets.UTF_8))));
    BINARIES.forEach(hex -> cases.add(Case.first("another protocol", hex)));
    for (Version version : Version.values()) {
      names(cases, version);
      if (version != Version.MQTT_5_0) {
        levels(cases, version);
      }
      flags(cases, version);
    }
    return cases;
  }

  /** The PUBLISH with its length counted anew: the lists above say what is inside. */
  private static byte[] sized(String notation) {
    return Raw.packet(HexFormat.fromHexDigits(notation, 0, 2), notation.substring(5));
  }

  private static void names(List<Case> cases, Version version) {
    String tail = "%02X 02 0000".formatted(version.level()) + Greeting.none(version) + "'c'";
    for (String name : NAMES) {
      cases.add(Case.first(version + ": protocol name", Raw.packet(0x10, name + tail)));
    }
    String other = version == Version.MQTT_3_1 ? "'MQTT'" : "'MQIsdp'";
    cases.add(Case.first(version + ": the other name", Raw.packet(0x10, other + tail)));
  }

  private static void levels(List<Case> cases, Version version) {
    int[] others = version == Version.MQTT_3_1 ? new int[] {4, 5, 6} : new int[] {3, 6, 8};
    IntStream levels = IntStream.of(0, 1, 2, 7, 0x10, 0x7F, 0x80, 0xFF);
    for (int level : IntStream.concat(levels, IntStream.of(others)).toArray()) {
      String head = "'" + version.protocolName() + "' %02X 02 0000".formatted(level);
      cases.add(Case.first(version + ": level", Raw.packet(0x10, head + "'c'")));
      cases.add(Case.first(version + ": level and properties", Raw.packet(0x10, head + "00 'c'")));
    }
  }

  private static void flags(List<Case> cases, Version version) {
    byte[] connect = Greeting.connect(version, Greeting.CLEAN, "'hostile'");
    for (int flags = 1; flags < 16; flags++) {
      byte[] wrong = connect.clone();
      wrong[0] |= (byte) flags;
      cases.add(Case.first(version + ": CONNECT with flags " + flags, wrong));
    }
  }
}
