package io.heddle.codec;

import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Property.Place;
import io.heddle.mqtt.ReasonCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Strings, bytes, topics, reasons and properties at random, all of them allowed. */
final class RandomValues {
  private static final int[] CODE_POINTS = {
    1, 0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFEFF, 0xFFFD, 0x1F600, 0x10FFFF
  };
  private static final List<ReasonCode> REASONS = List.of(ReasonCode.values());

  private final RandomGenerator random;

  RandomValues(RandomGenerator random) {
    this.random = random;
  }

  /** Mostly short, now and then long enough for lengths of several bytes. */
  private int length() {
    return switch (random.nextInt(50)) {
      case 0 -> random.nextInt(5_000);
      case 1, 2, 3 -> 100 + random.nextInt(100);
      default -> random.nextInt(12);
    };
  }

  String text() {
    StringBuilder text = new StringBuilder();
    boolean plain = random.nextInt(3) > 0;
    int length = length();
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(
          plain ? 'a' + random.nextInt(26) : CODE_POINTS[random.nextInt(CODE_POINTS.length)]);
    }
    return text.toString();
  }

  Bytes bytes() {
    byte[] bytes = new byte[length()];
    random.nextBytes(bytes);
    return Bytes.wrap(bytes);
  }

  String topic() {
    return text() + "/" + text();
  }

  String filter() {
    return switch (random.nextInt(6)) {
      case 0 -> "#";
      case 1 -> "+/" + topic();
      case 2 -> topic() + "/#";
      case 3 -> "$share/" + text() + "g/+/" + topic();
      default -> topic();
    };
  }

  ReasonCode reason(Place place) {
    while (true) {
      ReasonCode reason = REASONS.get(random.nextInt(REASONS.size()));
      if (ReasonTable.allows(place, reason)) {
        return reason;
      }
    }
  }

  /**
   * Some of the properties that may stand there, in any order, those that may be repeated up to
   * three times.
   */
  Properties properties(Place place) {
    List<Property> chosen = new ArrayList<>();
    for (Property property : Property.values()) {
      if (property.allowedIn(place) && random.nextInt(3) == 0) {
        int times = property.repeatableIn(place) ? 1 + random.nextInt(3) : 1;
        Stream.generate(() -> property).limit(times).forEach(chosen::add);
      }
    }
    Collections.shuffle(chosen, Random.from(random));
    Properties.Builder builder = Properties.builder();
    chosen.forEach(property -> add(builder, property));
    return builder.build();
  }

  private void add(Properties.Builder builder, Property property) {
    switch (property.type()) {
      case BYTE -> builder.add(property, random.nextInt(2));
      case TWO_BYTES -> builder.add(property, 1 + random.nextInt(65_535));
      case FOUR_BYTES -> builder.add(property, 1 + random.nextLong(0xFFFF_FFFFL));
      case VARIABLE ->
          builder.add(property, 1 + random.nextInt(268_435_455) >> random.nextInt(25) | 1);
      case STRING -> builder.add(property, property == Property.RESPONSE_TOPIC ? topic() : text());
      case BINARY -> builder.add(property, bytes());
      case PAIR -> builder.user(text(), text());
    }
  }
}
