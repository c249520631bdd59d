package io.heddle.broker;

import io.heddle.mqtt.Message;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.Will;
import io.heddle.session.Terms;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** How facts are called, and values written, so that they can be compared and read. */
class Wording {
  Wording() {}

  static String session(long owner) {
    return owner + " session";
  }

  static String group(long owner) {
    return owner + " group";
  }

  static String subscription(long owner, String filter) {
    return owner + " subscription " + filter;
  }

  static String held(long owner, long sequence) {
    return owner + " held " + sequence;
  }

  static String received(long owner, int packetId) {
    return owner + " received " + packetId;
  }

  static String retained(String topic) {
    return "retained " + topic;
  }

  static String everythingOf(long owner) {
    return owner + " ";
  }

  /** A message of a test has a payload of its own. */
  static String payload(Message message) {
    return new String(message.payload().toArray(), StandardCharsets.UTF_8);
  }

  static String text(Message message) {
    return String.join(
        "|",
        payload(message),
        message.topic().value(),
        message.qos().toString(),
        message.retain() ? "retain" : "",
        message.properties().toString(),
        message.expiresAt() == Message.NEVER ? "" : Long.toString(message.expiresAt()),
        message.publisher());
  }

  static String text(Will will) {
    return text(will.toMessage(0, ""));
  }

  static String text(Terms terms) {
    return terms.qos()
        + (terms.retain() ? " retain " : " ")
        + Arrays.toString(terms.subscriptionIdentifiers());
  }

  static String text(Subscription of) {
    return String.join(
        "|",
        of.filter().value(),
        of.qos().toString(),
        of.noLocal() ? "no local" : "",
        of.retainAsPublished() ? "as published" : "",
        of.retainHandling().toString(),
        Integer.toString(of.identifier()));
  }

  static String difference(Map<String, Object> one, Map<String, Object> other) {
    StringBuilder words = new StringBuilder();
    Set<String> keys = new TreeSet<>(one.keySet());
    keys.addAll(other.keySet());
    for (String key : keys) {
      Object mine = one.get(key);
      Object its = other.get(key);
      if (!Objects.equals(mine, its)) {
        words.append("\n  ").append(key).append(": ").append(mine).append(" / ").append(its);
      }
    }
    return words.toString();
  }

  /** The payload in the text of a message. */
  static String payload(String message) {
    return message.substring(0, message.indexOf('|'));
  }
}
