package io.heddle.spec.hostile;

import io.heddle.mqtt.Version;
import io.heddle.spec.Raw;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Wrong flags, wrong lengths, wrong identifiers, packets of the wrong direction, after an accepted
 * CONNECT.
 */
final class Framings {
  private static final Map<Integer, String> ACKNOWLEDGEMENTS =
      new TreeMap<>(Map.of(0x40, "0001", 0x50, "0001", 0x62, "0001", 0x70, "0001"));

  private Framings() {}

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (Version version : Version.values()) {
      flags(cases, version);
      lengths(cases, version);
      identifiers(cases, version);
      directions(cases, version);
      cuts(cases, version);
    }
    return cases;
  }

  private static Map<Integer, String> packets(Version version) {
    Map<Integer, String> packets = new TreeMap<>(ACKNOWLEDGEMENTS);
    packets.put(0x82, "0001" + Greeting.none(version) + "'a/b' 00");
    packets.put(0xA2, "0001" + Greeting.none(version) + "'a/b'");
    packets.put(0xC0, "");
    packets.put(0xE0, "");
    return packets;
  }

  private static void flags(List<Case> cases, Version version) {
    packets(version)
        .forEach((first, rest) -> {
          for (int flags = 0; flags < 16; flags++) {
            // In 3.1 a PUBREL, SUBSCRIBE or UNSUBSCRIBE may be repeated with DUP, and what other
            // bits mean is not said.
            int packet = first & 0xF0 | flags;
            Case wrong = Case.after(version, "flags", Raw.packet(packet, rest));
            if (packet != first) {
              cases.add(version == Version.MQTT_3_1 ? wrong.mayStay() : wrong);
            }
          }
        });
    for (int first : new int[] {0x36, 0x37, 0x3E, 0x3F}) {
      byte[] packet = Raw.packet(first, "'a/b' 0001" + Greeting.none(version) + "<m>");
      cases.add(Case.after(version, "QoS 3", packet));
    }
    for (int first : new int[] {0x38, 0x39}) {
      byte[] packet = Raw.packet(first, "'a/b'" + Greeting.none(version) + "<m>");
      Case dup = Case.after(version, "QoS 0 with DUP", packet);
      cases.add(version == Version.MQTT_3_1 ? dup.mayStay() : dup);
    }
  }

  private static void lengths(List<Case> cases, Version version) {
    for (int first : new int[] {0x30, 0x32, 0x34, 0x40, 0x50, 0x62, 0x70, 0x82, 0xA2, 0xC0, 0xE0}) {
      String packet = "%02X".formatted(first);
      cases.add(Case.after(version, "five bytes of length", packet + "80 80 80 80 01"));
      cases.add(Case.after(version, "an endless length", packet + "FF FF FF FF FF FF FF FF"));
      cases.add(Case.after(version, "256 MB announced", packet + "FF FF FF 7F"));
      if (first < 0xC0) {
        cases.add(Case.after(version, "empty", packet + "00"));
        cases.add(Case.after(version, "one byte", packet + "01 00"));
      }
    }
    cases.add(Case.after(version, "PINGREQ with a byte", "C0 01 00"));
    for (int first : new int[] {0x40, 0x50, 0x62, 0x70}) {
      cases.add(
          Case.after(version, "bytes too many", "%02X 07 0001 00 00 00 00 00".formatted(first)));
    }
    cases.add(Case.after(version, "larger than is taken", Raw.packet(0x30, new byte[5 << 20])));
  }

  private static void identifiers(List<Case> cases, Version version) {
    String none = Greeting.none(version);
    cases.add(Case.after(version, "identifier 0", Raw.packet(0x32, "'a/b' 0000" + none + "<m>")));
    cases.add(Case.after(version, "identifier 0", Raw.packet(0x34, "'a/b' 0000" + none + "<m>")));
    cases.add(Case.after(version, "identifier 0", Raw.packet(0x82, "0000" + none + "'a/b' 00")));
    cases.add(Case.after(version, "identifier 0", Raw.packet(0xA2, "0000" + none + "'a/b'")));
    for (int first : ACKNOWLEDGEMENTS.keySet()) {
      String packet = "%02X 02 ".formatted(first);
      cases.add(Case.after(version, "acknowledges 0", packet + "0000").mayStay());
      cases.add(Case.after(version, "acknowledges nothing", packet + "0001").mayStay());
      cases.add(Case.after(version, "acknowledges nothing", packet + "FFFF").mayStay());
    }
  }

  private static void directions(List<Case> cases, Version version) {
    String none = Greeting.none(version);
    cases.add(Case.after(version, "CONNACK", Raw.packet(0x20, "0000" + none)));
    cases.add(Case.after(version, "SUBACK", Raw.packet(0x90, "0001" + none + "00")));
    cases.add(Case.after(version, "UNSUBACK", Raw.packet(0xB0, "0001" + none)));
    cases.add(Case.after(version, "PINGRESP", "D0 00"));
    cases.add(Case.after(version, "type 0", "00 00"));
    cases.add(Case.after(version, "AUTH", "F0 00"));
    cases.add(Case.after(version, "AUTH", "F0 02 18 00"));
  }

  /** Every cut of a packet, its Remaining Length made to fit, that leaves a field unfinished. */
  private static void cuts(List<Case> cases, Version version) {
    int variable = "hostile/topic".length() + 4 + (version.hasProperties() ? 1 : 0);
    cut(cases, version, Greeting.publish(version), variable);
    byte[] subscribe = Greeting.subscribe(version);
    cut(cases, version, subscribe, subscribe.length - 2);
    byte[] unsubscribe = Greeting.unsubscribe(version);
    cut(cases, version, unsubscribe, unsubscribe.length - 2);
  }

  private static void cut(List<Case> cases, Version version, byte[] packet, int below) {
    byte[] rest = Arrays.copyOfRange(packet, 2, packet.length);
    for (int length = 0; length < below; length++) {
      byte[] cut = Raw.packet(packet[0] & 0xFF, Arrays.copyOf(rest, length));
      cases.add(Case.after(version, "cut at " + length, cut));
    }
  }
}
