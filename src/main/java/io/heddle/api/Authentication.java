package io.heddle.api;

import io.heddle.mqtt.Properties;
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
   * @param rights that came with its proof, as in a token; asked before every {@link Authorizer}.
   *     Null when it brought none
   * @param limits for this client; {@link ClientLimits#NONE} for those of the settings
   */
  record Accepted(
      @Nullable String userName,
      Set<String> groups,
      @Nullable ClientAuthorizer rights,
      ClientLimits limits)
      implements Authentication {

    /** Copies the set. */
    public Accepted {
      groups = Set.copyOf(groups);
    }

    /** Accepted without rights of its own. */
    public Accepted(@Nullable String userName, Set<String> groups) {
      this(userName, groups, null, ClientLimits.NONE);
    }

    /** Accepted with rights of its own and no limits. */
    public Accepted(
        @Nullable String userName, Set<String> groups, @Nullable ClientAuthorizer rights) {
      this(userName, groups, rights, ClientLimits.NONE);
    }
  }

  /**
   * It is not let in; nobody else is asked.
   *
   * @param reason for CONNACK, an error: mostly {@link ReasonCode#BAD_USER_NAME_OR_PASSWORD} or
   *     {@link ReasonCode#NOT_AUTHORIZED}
   * @param words for the log; the client is not told them
   * @param told Reason String, User Properties and Server Reference; left out where they make
   *     CONNACK larger than the client takes. Anything else is not sent
   */
  record Refused(ReasonCode reason, String words, Properties told) implements Authentication {

    /** Refused with a code alone. */
    public Refused(ReasonCode reason, String words) {
      this(reason, words, Properties.NONE);
    }
  }

  /** It is not known here: the next one is asked, and after the last it is refused. */
  record Unknown() implements Authentication {}
}
