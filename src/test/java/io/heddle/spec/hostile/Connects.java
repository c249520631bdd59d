package io.heddle.spec.hostile;

import io.heddle.mqtt.Version;
import io.heddle.spec.Raw;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** CONNECT packets with flags and fields that do not go together. */
final class Connects {
  private static final List<String> FIELDS =
      List.of(
          "01", // the reserved flag
          "0A",
          "12",
          "1A",
          "22",
          "3A", // Will QoS and Will Retain without a Will
          "06",
          "06 'w'",
          "06 'w' 0005 <m>", // a Will without all of its fields
          "1E 'w' 'm'",
          "3E 'w' 'm'", // Will QoS 3
          "06 '' 'm'",
          "06 '#' 'm'",
          "06 'a/+' 'm'",
          "06 'a/#/b' 'm'", // a Will Topic that is no Topic Name
          "02 'user'",
          "82 'user' 'password'",
          "02 00",
          "02 00 00 00", // more than the flags announce
          "82 0005 <us>",
          "C2 'user' 0009 <pass>"); // a field longer than the packet

  private static final List<String> STRICT =
      List.of("42 'password'", "42 'user' 'password'", "82", "C2 'user'", "C6 'w' 'm' 'user'");

  private Connects() {}

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (Version version : Version.values()) {
      // 3.1 lets announced fields be missing, and says nothing of flags that mean nothing and of a
      // password alone.
      for (String fields : FIELDS) {
        Case wrong = of(version, fields);
        boolean open = version == Version.MQTT_3_1 && fields.length() == 2;
        cases.add(open ? wrong.mayStay() : wrong);
      }
      for (String fields : STRICT) {
        boolean legal = version == Version.MQTT_5_0 && fields.startsWith("42");
        Case strict = of(version, legal ? "42" : fields);
        cases.add(version == Version.MQTT_3_1 ? strict.mayStay() : strict);
      }
      cases.add(Case.first(version + ": no client id", Greeting.connect(version, 0x02, "")));
      cases.add(
          Case.first(version + ": half a client id", Greeting.connect(version, 0x02, "0009 <ab>")));
      cases.add(twice(version));
      cut(cases, version);
    }
    cases.add(Case.first("3.1: empty client id", Greeting.connect(Version.MQTT_3_1, 0x02, "''")));
    String longId = "'" + "x".repeat(24) + "'";
    cases.add(Case.first("3.1: long client id", Greeting.connect(Version.MQTT_3_1, 0x02, longId)));
    cases.add(
        Case.first("3.1.1: empty id, clean 0", Greeting.connect(Version.MQTT_3_1_1, 0, "''")));
    return cases;
  }

  /** Connect Flags, then what follows the client id. */
  private static Case of(Version version, String fields) {
    int flags = Integer.parseInt(fields.substring(0, 2), 16);
    boolean will = (flags & 0x04) != 0 && version.hasProperties();
    String payload = "'hostile'" + (will ? " 00 " : "") + fields.substring(2);
    return Case.first(version + ": CONNECT " + fields, Greeting.connect(version, flags, payload));
  }

  private static Case twice(Version version) {
    byte[] connect = Greeting.connect(version, Greeting.CLEAN, "'hostile2'");
    return Case.after(version, "a second CONNECT", connect);
  }

  /**
   * Every cut of a whole CONNECT, its Remaining Length made to fit: no field but the last may be
   * missing.
   */
  private static void cut(List<Case> cases, Version version) {
    byte[] whole = Greeting.whole(version);
    byte[] rest = Arrays.copyOfRange(whole, 2, whole.length);
    for (int length = 0; length < rest.length; length++) {
      byte[] packet = Raw.packet(0x10, Arrays.copyOf(rest, length));
      Case cut = Case.first(version + ": CONNECT cut at " + length, packet);
      cases.add(version == Version.MQTT_3_1 ? cut.mayStay() : cut);
    }
  }
}
