package io.heddle.api;

import io.heddle.mqtt.ReasonCode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an {@link Authenticator} says of a client. */
public sealed interface Authentication {

  /**
   * It is who it says; nobody else is asked.
   *
   * @param userName the name that it has from now on; null makes it anonymous
   * @param groups that it belongs to
   */
  record Accepted(@Nullable String userName, Set<String> groups) implements Authentication {

    /** Copies the set. */
    public Accepted {
      groups = Set.copyOf(groups);
    }
  }

  /**
   * It is not let in; nobody else is asked.
   *
   * @param reason for CONNACK, an error: mostly {@link ReasonCode#BAD_USER_NAME_OR_PASSWORD} or
   *     {@link ReasonCode#NOT_AUTHORIZED}
   * @param words for the log; the client is not told them
   */
  record Refused(ReasonCode reason, String words) implements Authentication {}

  /** It is not known here: the next one is asked, and after the last it is refused. */
  record Unknown() implements Authentication {}
}
