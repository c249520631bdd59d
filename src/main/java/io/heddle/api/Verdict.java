package io.heddle.api;

import io.heddle.mqtt.Properties;
import io.heddle.mqtt.ReasonCode;

/**
 * What an interceptor says of what it was shown.
 *
 * @param <T> what it was shown
 */
public sealed interface Verdict<T> {

  /**
   * It may go on as it is.
   *
   * @param settled whether no interceptor after this one is asked
   */
  record Allow<T>(boolean settled) implements Verdict<T> {}

  /**
   * It goes on as something else, which the next interceptor is shown. Limits and rules of access
   * hold for what it has become.
   *
   * @param settled whether no interceptor after this one is asked
   */
  record Change<T>(T to, boolean settled) implements Verdict<T> {}

  /**
   * It is not done, and the client is told as its version of MQTT allows. Nobody else is asked.
   *
   * @param reason an error that the answering packet may carry; 0x87 takes the place of another
   * @param words for the log; the client is not told them
   * @param told Reason String, User Properties and, for CONNECT, Server Reference; left out where
   *     they make the packet larger than the client takes. Anything else is not sent
   */
  record Deny<T>(ReasonCode reason, String words, Properties told) implements Verdict<T> {}

  /**
   * It is not done, and the client is answered as if it were: a message is acknowledged and goes
   * nowhere, a subscription is granted and nothing comes. A connection is closed without a word.
   * Nobody else is asked.
   *
   * @param words for the log
   */
  record Drop<T>(String words) implements Verdict<T> {}

  /**
   * The interceptor does itself what is to be done, now or later: a message that it publishes when
   * its time has come. The client is answered as if it were done; nothing is counted as dropped,
   * and no observer is told. Nobody else is asked. Of anything but a message it is as {@link Drop}.
   *
   * @param words for people
   */
  record Take<T>(String words) implements Verdict<T> {}

  /** It may go on as it is; the next one is asked. */
  static <T> Verdict<T> allow() {
    return new Allow<>(false);
  }

  /** It goes on changed; the next one is asked. */
  static <T> Verdict<T> change(T to) {
    return new Change<>(to, false);
  }

  /** It is denied; the client gets the code alone. */
  static <T> Verdict<T> deny(ReasonCode reason, String words) {
    return new Deny<>(reason, words, Properties.NONE);
  }

  /** It is denied as not authorized, 0x87. */
  static <T> Verdict<T> deny(String words) {
    return deny(ReasonCode.NOT_AUTHORIZED, words);
  }

  /** The interceptor does it itself. */
  static <T> Verdict<T> take(String words) {
    return new Take<>(words);
  }

  /** It is not done, and the client is answered as if it were. */
  static <T> Verdict<T> drop(String words) {
    return new Drop<>(words);
  }
}
