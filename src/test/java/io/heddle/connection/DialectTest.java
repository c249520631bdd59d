package io.heddle.connection;

import static io.heddle.connection.Dialect.MQTT_3_1;
import static io.heddle.connection.Dialect.MQTT_3_1_1;
import static io.heddle.connection.Dialect.MQTT_5_0;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.Version;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What differs between the versions, as one table. */
class DialectTest {
  private static final long FOR_EVER = 0xFFFF_FFFFL;

  @ParameterizedTest
  @CsvSource({
    // assigned client id with and without clean start, longest client id, goodbye, refused publish
    "MQTT_3_1,   false, false, 23, false, false",
    "MQTT_3_1_1, true,  false, 20, false, false",
    "MQTT_5_0,   true,  true,  20, true,  true",
  })
  void theTable(
      Version version,
      boolean clean,
      boolean dirty,
      int longest,
      boolean goodbye,
      boolean refuses) {
    Dialect dialect = Dialect.of(version);
    assertEquals(clean, dialect.assignsClientId(true));
    assertEquals(dirty, dialect.assignsClientId(false));
    assertNull(dialect.tooLong("x".repeat(longest), Desk.options()));
    assertNotNull(dialect.tooLong("x".repeat(longest + 1), Desk.options()));
    assertEquals(goodbye, dialect.saysGoodbye());
    assertEquals(refuses, dialect.refusesPublish());
    assertEquals(version == Version.MQTT_5_0, dialect.tellsOffer());
  }

  /** Four bytes, and two chars in Java. */
  @Test
  void whatIsCountedOfAClientId() {
    String face = Character.toString(0x1F600);
    assertNull(MQTT_3_1.tooLong(face.repeat(23), Desk.options()));
    for (Dialect dialect : List.of(MQTT_3_1_1, MQTT_5_0)) {
      assertNull(dialect.tooLong(face.repeat(5), Desk.options()));
      assertEquals(
          "a Client Identifier has at most 20 bytes",
          dialect.tooLong(face.repeat(5) + "x", Desk.options()));
    }
  }

  private static Packet.Connect connect(boolean clean, Properties properties) {
    return new Packet.Connect(Version.MQTT_5_0, "c", clean, 0, properties, null, null, null);
  }

  @Test
  void howLongASessionIsToLast() {
    Properties asked = Properties.builder().add(Property.SESSION_EXPIRY_INTERVAL, 77).build();
    for (Dialect old : List.of(MQTT_3_1, MQTT_3_1_1)) {
      assertEquals(0, old.sessionExpiry(connect(true, Properties.NONE)));
      assertEquals(FOR_EVER, old.sessionExpiry(connect(false, Properties.NONE)));
    }
    for (boolean clean : new boolean[] {true, false}) {
      assertEquals(0, MQTT_5_0.sessionExpiry(connect(clean, Properties.NONE)));
      assertEquals(77, MQTT_5_0.sessionExpiry(connect(clean, asked)));
    }
  }

  @Test
  void only31CannotRefuseASubscription() {
    TopicFilter filter = TopicFilter.of("a");
    List<Subscription> requested =
        List.of(
            Subscription.of(filter, Qos.EXACTLY_ONCE), Subscription.of(filter, Qos.AT_LEAST_ONCE));
    List<ReasonCode> reasons = List.of(ReasonCode.NOT_AUTHORIZED, ReasonCode.SUCCESS);
    assertEquals(reasons, MQTT_3_1_1.suback(requested, reasons));
    assertEquals(reasons, MQTT_5_0.suback(requested, reasons));
    assertEquals(
        List.of(ReasonCode.GRANTED_QOS_2, ReasonCode.SUCCESS), MQTT_3_1.suback(requested, reasons));
  }

  @ParameterizedTest
  @CsvSource({
    "SUCCESS, false",
    "DISCONNECT_WITH_WILL, true",
    "UNSPECIFIED_ERROR, true",
    "PROTOCOL_ERROR, true",
  })
  void aClientsDisconnectKeepsItsWillUnlessItIsOrdinary(ReasonCode reason, boolean keeps) {
    assertEquals(keeps, Farewell.client(reason).keepsWill());
    assertEquals(true, Farewell.server(reason, "").keepsWill());
    assertEquals(true, Farewell.network("").keepsWill());
  }
}
