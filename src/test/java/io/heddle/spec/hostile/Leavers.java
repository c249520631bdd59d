package io.heddle.spec.hostile;

import io.heddle.mqtt.Version;
import io.heddle.spec.Raw;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Clients that leave in the middle of a packet, and noise from a fixed seed. */
final class Leavers {
  private static final long SEED = 20_251_124;
  private static final int NOISES = 60;

  private Leavers() {}

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (Version version : Version.values()) {
      byte[] connect = Greeting.whole(version);
      for (int length = 0; length < connect.length; length++) {
        byte[] part = Arrays.copyOf(connect, length);
        cases.add(Case.first(version + ": leaves in CONNECT at " + length, part).left());
      }
      for (byte[] packet :
          List.of(
              Greeting.publish(version),
              Greeting.subscribe(version),
              Greeting.unsubscribe(version))) {
        for (int length = 1; length < packet.length; length++) {
          byte[] part = Arrays.copyOf(packet, length);
          cases.add(Case.after(version, "leaves in a packet at " + length, part).left());
        }
      }
      noise(cases, version);
    }
    return cases;
  }

  private static void noise(List<Case> cases, Version version) {
    Random random = new Random(SEED + version.level());
    byte[] talk =
        Raw.join(
            Greeting.subscribe(version),
            Greeting.publish(version),
            Raw.bytes("C0 00"),
            Greeting.unsubscribe(version));
    for (int i = 0; i < NOISES; i++) {
      byte[] bytes = new byte[1 + random.nextInt(300)];
      random.nextBytes(bytes);
      cases.add(Case.first("noise " + i, bytes).left());
      cases.add(Case.after(version, "noise " + i, bytes).left());
      cases.add(Case.after(version, "a changed byte " + i, changed(talk, random)).left());
      byte[] connect = changed(Greeting.whole(version), random);
      cases.add(Case.first(version + ": a changed byte of CONNECT " + i, connect).left());
    }
  }

  private static byte[] changed(byte[] bytes, Random random) {
    byte[] changed = bytes.clone();
    changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
    return changed;
  }
}
