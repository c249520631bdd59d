package io.heddle.api;

import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.ReasonCode;

/** What an {@link Exchange} answers a client. */
public sealed interface Step {

  /**
   * The client is to say more.
   *
   * @param data for the client, at most 65,535 bytes
   * @param told Reason String and User Properties; left out where they make the packet larger than
   *     the client takes, and anything else is not sent
   */
  record Challenge(Bytes data, Properties told) implements Step {
    /** With data alone. */
    public Challenge(Bytes data) {
      this(data, Properties.NONE);
    }
  }

  /**
   * It is decided, and the exchange is over.
   *
   * @param answer of which {@link Authentication.Unknown} refuses, too
   * @param data for a client that is accepted, at most 65,535 bytes; nobody else gets it
   * @param told as in a challenge, for a client that is accepted
   */
  record Done(Authentication answer, Bytes data, Properties told) implements Step {
    /** With data alone. */
    public Done(Authentication answer, Bytes data) {
      this(answer, data, Properties.NONE);
    }
  }

  /**
   * The client is refused.
   *
   * @param reason for CONNACK, an error; a client that authenticates again is told {@link
   *     ReasonCode#NOT_AUTHORIZED}
   * @param words for the log; the client is not told them
   */
  static Step refused(ReasonCode reason, String words) {
    return new Done(new Authentication.Refused(reason, words), Bytes.EMPTY);
  }
}
