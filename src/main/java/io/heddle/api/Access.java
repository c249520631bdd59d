package io.heddle.api;

import io.heddle.mqtt.Qos;

/** What an {@link Authorizer} says of an action. */
public sealed interface Access {
  /** Nobody of whom it was asked has an opinion. */
  Access NO_OPINION = new NoOpinion();

  /**
   * It may be done; nobody else is asked.
   *
   * @param most the highest QoS: a subscription is granted at most this one, and a message above it
   *     is denied
   * @param rule that said so, for people
   */
  record Allowed(Qos most, String rule) implements Access {}

  /**
   * It may not be done; nobody else is asked.
   *
   * @param rule that said so, for people; the client is not told
   */
  record Denied(String rule) implements Access {}

  /** The next one is asked, and after the last it is as the configuration says. */
  record NoOpinion() implements Access {}
}
