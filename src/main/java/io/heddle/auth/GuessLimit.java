package io.heddle.auth;

import io.heddle.api.Authentication;
import io.heddle.api.Authenticator;
import io.heddle.api.Login;
import io.heddle.mqtt.ReasonCode;

/**
 * Makes those who guess wait, in front of an authenticator that does not do it itself: addresses
 * with too many failed logins are refused before it is asked. Safe for use by any thread.
 *
 * @param failures of all authenticators: guessing at another one does not begin anew
 */
public record GuessLimit(Authenticator guarded, FailedLogins failures) implements Authenticator {
  private static final Authentication WAITS =
      new Authentication.Refused(
          ReasonCode.CONNECTION_RATE_EXCEEDED, "too many failed logins from this address");

  @Override
  public Authentication authenticate(Login login) {
    if (failures.mustWait(login.peer())) {
      return WAITS;
    }
    Authentication answer = guarded.authenticate(login);
    if (answer instanceof Authentication.Refused refused
        && refused.reason() == ReasonCode.BAD_USER_NAME_OR_PASSWORD) {
      failures.failed(login.peer());
    }
    return answer;
  }
}
