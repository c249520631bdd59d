package io.heddle.spec.hostile;

import static io.heddle.mqtt.Version.MQTT_3_1_1;
import static io.heddle.mqtt.Version.MQTT_5_0;
import static io.heddle.spec.Packets.QOS_1;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.mqtt.Version;
import io.heddle.spec.Client;
import io.heddle.spec.Raw;
import io.heddle.spec.Stage;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each case has a connection of its own; the server must end it, or answer where the standard lets
 * it, and in every case a canary on another connection must still sing: a publish and its receipt.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileSpec {
  private final Stage stage = Stage.with("limits.connect-timeout", "1s");
  private final String topic = stage.name("canary");
  private Client canary;
  private int songs;

  @BeforeAll
  void hatch() {
    canary = stage.connect(MQTT_3_1_1, stage.name("canary"));
    canary.subscribe(topic, QOS_1);
  }

  @AfterAll
  void rest() {
    if (canary != null) {
      canary.disconnect();
    }
  }

  static List<Case> cases() {
    return Stream.of(
            FirstBytes.cases(),
            Connects.cases(),
            Framings.cases(),
            Texts.cases(),
            Properties5.cases(),
            Leavers.cases())
        .flatMap(List::stream)
        .toList();
  }

  @Test
  void thereAreManyCases() {
    assertTrue(cases().size() >= 500, () -> cases().size() + " cases");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void hostile(Case hostile) {
    Guest guest = new Guest(stage.wire());
    Version version = hostile.version();
    if (version != null) {
      guest.say(Greeting.connect(version, Greeting.CLEAN, "'" + stage.name("h") + "'"));
      guest.expectAccepted();
    }
    guest.say(hostile.bytes());
    switch (hostile.verdict()) {
      case CLOSES -> judge(hostile, guest.untilClosed());
      case MAY_STAY -> stays(guest);
      case LEFT -> guest.leave();
    }
    guest.leave();
    canary.publish(topic, "song " + songs, QOS_1);
    canary.receive(topic, QOS_1, "song " + songs);
    songs++;
  }

  /** What was said before the end: nothing, or in 5.0 the reason, or the refusal of a CONNECT. */
  private static void judge(Case hostile, byte[] said) {
    boolean silent = said.length == 0;
    boolean refusal =
        hostile.version() == null && said.length > 3 && said[0] == 0x20 && said[3] != 0;
    boolean reason =
        hostile.version() == MQTT_5_0 && said.length > 2 && said[0] == (byte) 0xE0 && said[2] < 0;
    assertTrue(silent || refusal || reason, () -> "before the end it said " + Raw.show(said));
  }

  private static void stays(Guest guest) {
    guest.say(Raw.bytes("C0 00"));
    guest.untilClosedOrPong();
  }
}
