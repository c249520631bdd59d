package io.heddle.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The small words: levels, codes, versions, properties, subscriptions, messages, wills. */
class VocabularyTest {
  private static final TopicName TOPIC = TopicName.of("t");

  @Test
  void qos() {
    for (int i = 0; i < 3; i++) {
      assertEquals(i, Qos.of(i).value());
      assertEquals(i, ReasonCode.granted(Qos.of(i)).code());
      for (int j = 0; j < 3; j++) {
        assertEquals(Math.min(i, j), Qos.of(i).min(Qos.of(j)).value());
        assertEquals(Math.max(i, j), Qos.of(i).max(Qos.of(j)).value());
      }
    }
    assertThrows(IllegalArgumentException.class, () -> Qos.of(3));
    assertThrows(IllegalArgumentException.class, () -> Qos.of(-1));
    assertThrows(IllegalArgumentException.class, () -> RetainHandling.of(3));
    for (RetainHandling handling : RetainHandling.values()) {
      assertSame(handling, RetainHandling.of(handling.value()));
    }
  }

  @Test
  void versions() {
    assertSame(Version.MQTT_3_1, Version.of("MQIsdp", 3));
    assertSame(Version.MQTT_3_1_1, Version.of("MQTT", 4));
    assertSame(Version.MQTT_5_0, Version.of("MQTT", 5));
    assertNull(Version.of("MQTT", 3));
    assertNull(Version.of("MQIsdp", 4));
    assertNull(Version.of("mqtt", 5));
  }

  @Test
  void reasonCodes() {
    for (ReasonCode reason : ReasonCode.values()) {
      assertSame(reason, ReasonCode.of(reason.code()));
      assertEquals(reason.code() > 0x7F, reason.isError());
    }
    assertNull(ReasonCode.of(0x03));
    assertNull(ReasonCode.of(256));
    assertNull(ReasonCode.of(-1));
    assertNull(Property.of(128));
    assertNull(Property.of(-1));
    assertNull(Property.of(0));
  }

  private static Properties properties() {
    return Properties.builder()
        .user("a", "1")
        .add(Property.TOPIC_ALIAS, 7)
        .add(Property.SUBSCRIPTION_IDENTIFIER, 5)
        .add(Property.CONTENT_TYPE, "c")
        .user("a", "2")
        .add(Property.SUBSCRIPTION_IDENTIFIER, 3)
        .add(Property.CORRELATION_DATA, Bytes.utf8("d"))
        .build();
  }

  @Test
  void propertiesKeepTheirOrder() {
    Properties properties = properties();
    assertEquals(
        List.of(new UserProperty("a", "1"), new UserProperty("a", "2")),
        properties.userProperties());
    assertEquals("[5, 3]", Arrays.toString(properties.subscriptionIdentifiers()));
    assertEquals(7, properties.number(Property.TOPIC_ALIAS, 0));
    assertEquals(-1, properties.number(Property.RECEIVE_MAXIMUM, -1));
    assertEquals("c", properties.string(Property.CONTENT_TYPE));
    assertNull(properties.string(Property.RESPONSE_TOPIC));
    assertEquals(Bytes.utf8("d"), properties.bytes(Property.CORRELATION_DATA));
    List<Property> order = new ArrayList<>();
    properties.forEach((property, value) -> order.add(property));
    assertEquals(7, order.size());
    assertSame(Property.USER_PROPERTY, order.getFirst());
    assertSame(Property.CORRELATION_DATA, order.getLast());
  }

  @Test
  void propertiesWithoutSome() {
    Properties properties = properties();
    Properties rest =
        properties.without(
            Property.USER_PROPERTY, Property.SUBSCRIPTION_IDENTIFIER, Property.TOPIC_ALIAS);
    assertEquals(
        Properties.builder()
            .add(Property.CONTENT_TYPE, "c")
            .add(Property.CORRELATION_DATA, Bytes.utf8("d"))
            .build(),
        rest);
    assertTrue(properties.has(Property.TOPIC_ALIAS));
    assertEquals(properties, properties.without(Property.RECEIVE_MAXIMUM));
    assertSame(Properties.NONE, rest.without(Property.CONTENT_TYPE, Property.CORRELATION_DATA));
    assertSame(Properties.NONE, Properties.builder().build());
    assertEquals(properties, properties.toBuilder().build());
    assertFalse(properties.equals(properties.toBuilder().user("x", "y").build()));
  }

  @Test
  void aPropertyTakesOnlyItsType() {
    Properties.Builder builder = Properties.builder();
    assertThrows(IllegalArgumentException.class, () -> builder.add(Property.CONTENT_TYPE, 1));
    assertThrows(IllegalArgumentException.class, () -> builder.add(Property.TOPIC_ALIAS, "1"));
    assertThrows(
        IllegalArgumentException.class, () -> builder.add(Property.CONTENT_TYPE, Bytes.EMPTY));
    assertThrows(IllegalArgumentException.class, () -> builder.add(Property.USER_PROPERTY, "a"));
    assertSame(Properties.NONE, builder.build());
  }

  @Test
  void subscriptions() {
    TopicFilter shared = TopicFilter.of("$share/g/a");
    assertThrows(
        IllegalArgumentException.class,
        () -> new Subscription(shared, Qos.AT_MOST_ONCE, true, false, RetainHandling.SEND, 0));
    Subscription two = Subscription.of(shared, Qos.EXACTLY_ONCE);
    assertThrows(IllegalArgumentException.class, () -> two.withIdentifier(268_435_456));
    assertThrows(IllegalArgumentException.class, () -> two.withIdentifier(-1));
    assertEquals(268_435_455, two.withIdentifier(268_435_455).identifier());
    assertSame(Qos.AT_LEAST_ONCE, two.atMost(Qos.AT_LEAST_ONCE).qos());
    assertSame(two, two.atMost(Qos.EXACTLY_ONCE));
    Subscription zero = Subscription.of(shared, Qos.AT_MOST_ONCE);
    assertSame(zero, zero.atMost(Qos.AT_LEAST_ONCE));
  }

  @Test
  void aWillCountsItsExpiryFromItsPublication() {
    Properties properties =
        Properties.builder()
            .user("a", "b")
            .add(Property.MESSAGE_EXPIRY_INTERVAL, 0xFFFF_FFFFL)
            .build();
    Will will = new Will(TOPIC, Bytes.EMPTY, Qos.AT_LEAST_ONCE, true, properties, 9);
    Message message = will.toMessage(1000, "client");
    assertEquals(1000 + 0xFFFF_FFFFL * 1000, message.expiresAt());
    assertEquals(Properties.builder().user("a", "b").build(), message.properties());
    assertEquals("client", message.publisher());
    assertTrue(message.retain());
    assertFalse(message.isExpired(message.expiresAt() - 1));
    assertTrue(message.isExpired(message.expiresAt()));
    Will other = new Will(TOPIC, Bytes.EMPTY, Qos.AT_LEAST_ONCE, true, Properties.NONE, 9);
    assertEquals(Message.NEVER, other.toMessage(1000, "client").expiresAt());
  }

  @Test
  void bytes() {
    byte[] array = {1, 2, 3};
    Bytes copy = Bytes.copyOf(array, 1, 2);
    array[1] = 9;
    assertEquals(Bytes.wrap(new byte[] {2, 3}), copy);
    assertEquals(3, copy.at(1));
    copy.toArray()[0] = 9;
    assertEquals(2, copy.at(0));
    assertTrue(copy.buffer().isReadOnly());
    assertThrows(IndexOutOfBoundsException.class, () -> Bytes.copyOf(array, 2, 2));
    assertSame(Bytes.EMPTY, Bytes.copyOf(array, 1, 0));
    assertEquals("02", Bytes.copyOf(new byte[] {2}).toString());
    assertTrue(Bytes.wrap(new byte[33]).toString().endsWith("(33 bytes)"));
  }
}
