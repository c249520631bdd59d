package io.heddle.spec.hostile;

import io.heddle.mqtt.Version;
import io.heddle.spec.Raw;
import io.heddle.spec.Tables;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The properties of MQTT 5.0 where they must not be, too often, out of range, and of the wrong
 * length.
 */
final class Properties5 {
  private static final Version V5 = Version.MQTT_5_0;
  private static final HexFormat HEX = HexFormat.of();

  private static final List<String> PLACES =
      List.of(
          "CONNECT",
          "Will",
          "PUBLISH",
          "PUBACK",
          "PUBREC",
          "PUBREL",
          "PUBCOMP",
          "SUBSCRIBE",
          "UNSUBSCRIBE",
          "DISCONNECT",
          "AUTH");

  /** Place, then a property with a value that it must not have there. */
  private static final List<String> VALUES =
      List.of(
          "CONNECT 17 02",
          "CONNECT 17 FF",
          "CONNECT 19 02",
          "CONNECT 19 FF",
          "CONNECT 21 0000",
          "CONNECT 27 00000000",
          "CONNECT 16 0001 00",
          "CONNECT 15",
          "CONNECT 11 0000",
          "CONNECT 26 'k'",
          "Will 01 02",
          "Will 08 'a/#'",
          "Will 08 '+'",
          "Will 18 0000",
          "Will 09 0004 00",
          "PUBLISH 23 0000",
          "PUBLISH 23 FFFF",
          "PUBLISH 0B 01",
          "PUBLISH 08 'a/#'",
          "PUBLISH 08 '+/a'",
          "PUBLISH 02 000000",
          "PUBLISH 01",
          "PUBLISH 03 0009 <text>",
          "PUBLISH 26 'k' 0002 <v>",
          "PUBLISH 0B 00",
          "SUBSCRIBE 0B 00",
          "SUBSCRIBE 0B FFFFFFFF7F",
          "SUBSCRIBE 0B FFFFFFFF",
          "SUBSCRIBE 0B 8000",
          "SUBSCRIBE 0B",
          "SUBSCRIBE 0B 01 0B 02",
          "DISCONNECT 11 00000001",
          "DISCONNECT 11 FFFFFFFF",
          "DISCONNECT 1C 'other'",
          "PUBACK 1F",
          "PUBREC 1F 0005 <a>",
          "PUBREL 26",
          "PUBCOMP 26 'k'",
          "UNSUBSCRIBE 26 'k' 00");

  private Properties5() {}

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (Map<String, String> row : Tables.rows("properties-5.0.tsv")) {
      List<String> allowed = List.of(row.get("packets").split(", "));
      String property = row.get("id").substring(2) + sample(row.get("type"));
      for (String place : PLACES) {
        if (!allowed.contains(place)) {
          cases.add(of(place, property, row.get("name") + " in " + place));
        } else if (row.get("may_repeat").equals("no")) {
          boolean said = !(place.equals("PUBLISH") && row.get("id").matches("0x0[12]"));
          Case twice = of(place, property + property, row.get("name") + " twice in " + place);
          cases.add(said ? twice : twice.mayStay());
        }
      }
    }
    for (String value : VALUES) {
      String[] parts = value.split(" ", 2);
      cases.add(of(parts[0], parts[1], "bad value in " + value));
    }
    PLACES.forEach(place -> sections(cases, place));
    aliases(cases);
    reasons(cases);
    return cases;
  }

  /** A property section with its length counted. */
  static String section(String properties) {
    byte[] bytes = Raw.bytes(properties);
    return HEX.formatHex(Raw.variable(bytes.length)) + HEX.formatHex(bytes);
  }

  private static String sample(String type) {
    return switch (type) {
      case "Byte", "Variable Byte Integer" -> "01";
      case "Two Byte Integer" -> "0001";
      case "Four Byte Integer" -> "00000001";
      case "UTF-8 String Pair" -> "'k' 'v'";
      default -> "'s'";
    };
  }

  private static Case of(String place, String properties, String name) {
    return placed(place, section(properties), name);
  }

  /** A packet that is right but for this property section. */
  private static Case placed(String place, String section, String name) {
    byte[] packet =
        switch (place) {
          case "CONNECT" -> Raw.packet(0x10, Greeting.start(V5, 0x02) + section + "'c'");
          case "Will" -> Greeting.connect(V5, 0x06, "'c'" + section + "'a' 'm'");
          case "PUBLISH" -> Raw.packet(0x32, "'a' 0001" + section + "<m>");
          case "PUBACK" -> Raw.packet(0x40, "0001 00" + section);
          case "PUBREC" -> Raw.packet(0x50, "0001 00" + section);
          case "PUBREL" -> Raw.packet(0x62, "0001 00" + section);
          case "PUBCOMP" -> Raw.packet(0x70, "0001 00" + section);
          case "SUBSCRIBE" -> Raw.packet(0x82, "0001" + section + "'a' 00");
          case "UNSUBSCRIBE" -> Raw.packet(0xA2, "0001" + section + "'a'");
          case "DISCONNECT" -> Raw.packet(0xE0, "00" + section);
          default -> Raw.packet(0xF0, "18" + section);
        };
    boolean first = place.equals("CONNECT") || place.equals("Will");
    @Nullable Version version = first ? null : V5;
    return new Case(V5 + ": " + name, version, packet, Case.Verdict.CLOSES);
  }

  /** Sections that are no list of properties. */
  private static void sections(List<Case> cases, String place) {
    for (String unknown :
        List.of("00 00", "04 00", "0A 00", "10 00", "2B 00", "7F 00", "80 01 00", "FF 7F 00")) {
      cases.add(of(place, unknown, "unknown property in " + place));
    }
    cases.add(placed(place, "80 80 80 80 00", "five bytes of length in " + place));
    cases.add(placed(place, "FF FF FF 7F", "256 MB of properties in " + place));
    cases.add(placed(place, "7F 26 'k' 'v'", "longer than the packet in " + place));
    cases.add(placed(place, "03 26 'key' 'value'", "shorter than the property in " + place));
    cases.add(placed(place, "01 26", "nothing but an identifier in " + place));
    cases.add(placed(place, "80 00", "length longer than need be in " + place));
  }

  private static void aliases(List<Case> cases) {
    cases.add(Case.after(V5, "no topic, no alias", Raw.packet(0x30, "'' 00 <m>")));
    cases.add(Case.after(V5, "alias unknown", Raw.packet(0x30, "'' 03 23 0001 <m>")));
    byte[] set = Raw.packet(0x30, "'a' 03 23 0001 <m>");
    byte[] other = Raw.packet(0x30, "'' 03 23 0002 <m>");
    cases.add(Case.after(V5, "another alias", Raw.join(set, other)));
    cases.add(Case.after(V5, "alias too high", Raw.packet(0x30, "'a' 03 23 FFFF <m>")));
    cases.add(Case.after(V5, "No Local, shared", Raw.packet(0x82, "0001 00 '$share/g/a' 04")));
  }

  /** Reason Codes that are none, or not of this packet or this side. */
  private static void reasons(List<Case> cases) {
    for (String code : List.of("01", "18", "7F", "82", "95", "A3", "FF")) {
      for (int first : new int[] {0x40, 0x50, 0x62, 0x70}) {
        cases.add(Case.after(V5, "reason", "%02X 04 0001 %s 00".formatted(first, code)));
        cases.add(Case.after(V5, "reason", "%02X 03 0001 %s".formatted(first, code)));
      }
    }
    for (String code : List.of("01", "02", "10", "18", "7F", "91", "A3", "FF", "84", "8B", "8E")) {
      cases.add(Case.after(V5, "reason", "E0 01 " + code));
      cases.add(Case.after(V5, "reason", "E0 02 " + code + " 00"));
      cases.add(Case.after(V5, "AUTH", "F0 02 " + code + " 00"));
    }
  }
}
