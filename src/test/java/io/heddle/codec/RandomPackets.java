package io.heddle.codec;

import io.heddle.codec.Packet.Auth;
import io.heddle.codec.Packet.Connack;
import io.heddle.codec.Packet.Connect;
import io.heddle.codec.Packet.Disconnect;
import io.heddle.codec.Packet.Pingreq;
import io.heddle.codec.Packet.Pingresp;
import io.heddle.codec.Packet.Puback;
import io.heddle.codec.Packet.Pubcomp;
import io.heddle.codec.Packet.Publish;
import io.heddle.codec.Packet.Pubrec;
import io.heddle.codec.Packet.Pubrel;
import io.heddle.codec.Packet.Suback;
import io.heddle.codec.Packet.Subscribe;
import io.heddle.codec.Packet.Unsuback;
import io.heddle.codec.Packet.Unsubscribe;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Property.Place;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.RetainHandling;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import io.heddle.mqtt.Version;
import io.heddle.mqtt.Will;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Packets at random that a version can say, and so come back from the wire as they went. */
final class RandomPackets {
  private final RandomGenerator random;
  private final Version version;
  private final RandomValues values;

  RandomPackets(RandomGenerator random, Version version) {
    this.random = random;
    this.version = version;
    this.values = new RandomValues(random);
  }

  Packet next() {
    return switch (random.nextInt(version.hasProperties() ? 15 : 14)) {
      case 0 -> connect();
      case 1 -> connack();
      case 2 -> publish();
      case 3 -> new Puback(id(), reason(Place.PUBACK), properties(Place.PUBACK));
      case 4 -> new Pubrec(id(), reason(Place.PUBREC), properties(Place.PUBREC));
      case 5 -> new Pubrel(id(), reason(Place.PUBREL), properties(Place.PUBREL));
      case 6 -> new Pubcomp(id(), reason(Place.PUBCOMP), properties(Place.PUBCOMP));
      case 7 -> subscribe();
      case 8 -> suback();
      case 9 -> new Unsubscribe(id(), properties(Place.UNSUBSCRIBE), some(this::filter));
      case 10 -> unsuback();
      case 11 -> new Pingreq();
      case 12 -> new Pingresp();
      case 13 -> new Disconnect(reason(Place.DISCONNECT), properties(Place.DISCONNECT));
      default -> auth();
    };
  }

  private int id() {
    return 1 + random.nextInt(65_535);
  }

  private Properties properties(Place place) {
    return version.hasProperties() ? values.properties(place) : Properties.NONE;
  }

  private ReasonCode reason(Place place) {
    return version.hasProperties() ? values.reason(place) : ReasonCode.SUCCESS;
  }

  private <T> List<T> some(Supplier<T> supplier) {
    return Stream.generate(supplier).limit(1 + random.nextInt(5)).toList();
  }

  private TopicFilter filter() {
    return TopicFilter.of(values.filter());
  }

  private Connect connect() {
    Properties properties = properties(Place.CONNECT);
    if (!properties.has(Property.AUTHENTICATION_METHOD)) {
      properties = properties.without(Property.AUTHENTICATION_DATA);
    }
    String user = random.nextBoolean() ? values.text() : null;
    boolean password = random.nextBoolean() && (user != null || version.hasProperties());
    return new Connect(
        version,
        values.text(),
        random.nextBoolean(),
        random.nextInt(65_536),
        properties,
        random.nextBoolean() ? will() : null,
        user,
        password ? values.bytes() : null);
  }

  private Will will() {
    Properties properties = properties(Place.WILL);
    long delay = properties.number(Property.WILL_DELAY_INTERVAL, 0);
    Properties others = properties.without(Property.WILL_DELAY_INTERVAL);
    return new Will(topic(), values.bytes(), qos(), random.nextBoolean(), others, delay);
  }

  private TopicName topic() {
    return TopicName.of(values.topic());
  }

  private Qos qos() {
    return Qos.of(random.nextInt(3));
  }

  private Connack connack() {
    ReasonCode reason =
        version.hasProperties()
            ? values.reason(Place.CONNACK)
            : ReturnCode.toReason(random.nextInt(6));
    boolean present =
        reason == ReasonCode.SUCCESS && version != Version.MQTT_3_1 && random.nextBoolean();
    return new Connack(present, reason, properties(Place.CONNACK));
  }

  private Publish publish() {
    Qos qos = qos();
    boolean dup = qos != Qos.AT_MOST_ONCE && random.nextBoolean();
    Properties properties = properties(Place.PUBLISH);
    TopicName topic = properties.has(Property.TOPIC_ALIAS) && random.nextBoolean() ? null : topic();
    int id = qos == Qos.AT_MOST_ONCE ? 0 : id();
    return new Publish(dup, qos, random.nextBoolean(), topic, id, properties, values.bytes());
  }

  private Subscribe subscribe() {
    Properties properties = properties(Place.SUBSCRIBE);
    int identifier = Math.toIntExact(properties.number(Property.SUBSCRIPTION_IDENTIFIER, 0));
    return new Subscribe(id(), properties, some(() -> subscription(identifier)));
  }

  private Subscription subscription(int identifier) {
    TopicFilter filter = filter();
    if (!version.hasProperties()) {
      return Subscription.of(filter, qos());
    }
    boolean noLocal = !filter.isShared() && random.nextBoolean();
    RetainHandling handling = RetainHandling.of(random.nextInt(3));
    return new Subscription(filter, qos(), noLocal, random.nextBoolean(), handling, identifier);
  }

  private Suback suback() {
    List<ReasonCode> old =
        List.of(ReasonCode.SUCCESS, ReasonCode.GRANTED_QOS_1, ReasonCode.UNSPECIFIED_ERROR);
    return new Suback(
        id(),
        properties(Place.SUBACK),
        some(() ->
            version.hasProperties() ? values.reason(Place.SUBACK) : old.get(random.nextInt(3))));
  }

  private Unsuback unsuback() {
    List<ReasonCode> reasons =
        version.hasProperties() ? some(() -> values.reason(Place.UNSUBACK)) : List.of();
    return new Unsuback(id(), properties(Place.UNSUBACK), reasons);
  }

  private Auth auth() {
    Properties properties =
        properties(Place.AUTH).without(Property.AUTHENTICATION_METHOD).toBuilder()
            .add(Property.AUTHENTICATION_METHOD, values.text())
            .build();
    return new Auth(values.reason(Place.AUTH), properties);
  }
}
