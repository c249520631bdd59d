package io.heddle.spec.hostile;

import io.heddle.mqtt.Version;
import io.heddle.spec.Raw;
import java.util.ArrayList;
import java.util.List;

/** Every kind of bad text in every field that has text, and topics and filters that are none. */
final class Texts {
  /** Ill-formed UTF-8, and U+0000. */
  private static final List<String> BAD =
      List.of(
          "00",
          "61 00 62",
          "80",
          "61 BF",
          "C0 80",
          "C1 BF",
          "C3",
          "C3 28",
          "E0 80 AF",
          "E2 82",
          "E2 28 A1",
          "ED A0 80",
          "ED BF BF",
          "ED A0 BD ED B8 80",
          "F0 80 80 AF",
          "F0 9F 98",
          "F4 90 80 80",
          "F8 88 80 80 80",
          "FE",
          "FF");

  private static final List<String> FILTERS =
      List.of(
          "", "a#", "#a", "#/a", "a/#/b", "##", "#/#", "+a", "a+", "a/+b", "a/b+/c", "++", "+#",
          "a/+#");

  private static final List<String> SHARES =
      List.of(
          "$share/",
          "$share/g",
          "$share/g/",
          "$share//a",
          "$share/+/a",
          "$share/g+/a",
          "$share/#/a",
          "$share/g/a#");

  private static final List<String> NAMES =
      List.of("", "#", "+", "a/#", "a/+", "a/+/b", "a#", "+a");

  private Texts() {}

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (Version version : Version.values()) {
      for (String hex : BAD) {
        text(cases, version, field(hex));
      }
      topics(cases, version);
    }
    BAD.forEach(hex -> properties(cases, field(hex)));
    return cases;
  }

  private static String field(String hex) {
    String digits = hex.replace(" ", "");
    return "%04X".formatted(digits.length() / 2) + digits;
  }

  private static void text(List<Case> cases, Version version, String bad) {
    String none = Greeting.none(version);
    cases.add(Case.first(version + ": client id", Greeting.connect(version, 0x02, bad)));
    String will = "'c'" + none + bad + "'m'";
    cases.add(Case.first(version + ": will topic", Greeting.connect(version, 0x06, will)));
    cases.add(Case.first(version + ": user name", Greeting.connect(version, 0x82, "'c'" + bad)));
    cases.add(Case.after(version, "topic", Raw.packet(0x30, bad + none)));
    cases.add(Case.after(version, "topic", Raw.packet(0x32, bad + "0001" + none)));
    cases.add(Case.after(version, "filter", Raw.packet(0x82, "0001" + none + bad + "00")));
    cases.add(
        Case.after(version, "filter", Raw.packet(0x82, "0001" + none + "'a' 00" + bad + "00")));
    cases.add(Case.after(version, "filter", Raw.packet(0xA2, "0001" + none + bad)));
  }

  private static void topics(List<Case> cases, Version version) {
    String none = Greeting.none(version);
    for (String filter : FILTERS) {
      String text = "'" + filter + "'";
      cases.add(Case.after(version, "no filter", Raw.packet(0x82, "0001" + none + text + "00")));
      cases.add(Case.after(version, "no filter", Raw.packet(0xA2, "0001" + none + text)));
    }
    for (String share : SHARES) {
      String text = "'" + share + "'";
      cases.add(
          Case.after(version, "no share", Raw.packet(0x82, "0001" + none + text + "00")).mayStay());
      cases.add(Case.after(version, "no share", Raw.packet(0xA2, "0001" + none + text)).mayStay());
    }
    for (String name : NAMES) {
      String text = "'" + name + "'";
      cases.add(Case.after(version, "no topic", Raw.packet(0x30, text + none + "<m>")));
      cases.add(Case.after(version, "no topic", Raw.packet(0x33, text + "0001" + none + "<m>")));
    }
    String deep = "'" + "/".repeat(60_000) + "'";
    cases.add(Case.after(version, "deep topic", Raw.packet(0x30, deep + none + "<m>")).mayStay());
    cases.add(
        Case.after(version, "deep filter", Raw.packet(0x82, "0001" + none + deep + "00"))
            .mayStay());
    for (int options : new int[] {0x03, 0x40, 0x80, 0xC0, 0xFF, 0x07}) {
      String subscribe = "0001" + none + "'a' %02X".formatted(options);
      Case wrong = Case.after(version, "options", Raw.packet(0x82, subscribe));
      boolean qos3 = (options & 0x03) == 0x03;
      cases.add(version == Version.MQTT_3_1 && !qos3 ? wrong.mayStay() : wrong);
    }
    for (int options : new int[] {0x04, 0x08, 0x10, 0x20, 0x30}) {
      String subscribe = "0001" + none + "'a' %02X".formatted(options);
      Case reserved = Case.after(version, "options", Raw.packet(0x82, subscribe));
      boolean strict = version == Version.MQTT_3_1_1 || version.hasProperties() && options == 0x30;
      cases.add(strict ? reserved : reserved.mayStay());
    }
    cases.add(Case.after(version, "no filters", Raw.packet(0x82, "0001" + none)));
    cases.add(Case.after(version, "no filters", Raw.packet(0xA2, "0001" + none)));
  }

  /** Bad text in properties that are text. */
  private static void properties(List<Case> cases, String bad) {
    Version v5 = Version.MQTT_5_0;
    for (String property : List.of("03" + bad, "08" + bad, "26" + bad + "'v'", "26 'k'" + bad)) {
      String section = Properties5.section(property);
      cases.add(Case.after(v5, "text of a property", Raw.packet(0x30, "'a'" + section)));
      String will = "'c'" + section + "'a' 'm'";
      cases.add(Case.first(v5 + ": text of a Will's property", Greeting.connect(v5, 0x06, will)));
    }
    for (String property : List.of("15" + bad, "26" + bad + "'v'", "26 'k'" + bad)) {
      byte[] connect =
          Raw.packet(0x10, Greeting.start(v5, 0x02) + Properties5.section(property) + "'c'");
      cases.add(Case.first(v5 + ": text of a CONNECT's property", connect));
    }
    String reason = Properties5.section("1F" + bad);
    cases.add(Case.after(v5, "reason string", Raw.packet(0x40, "0001 00" + reason)));
    cases.add(Case.after(v5, "reason string", Raw.packet(0xE0, "00" + reason)));
  }
}
