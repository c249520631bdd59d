package io.heddle.auth;

import io.heddle.api.Authentication;
import io.heddle.api.Authenticator;
import io.heddle.api.Login;
import io.heddle.mqtt.ReasonCode;

/**
 * An authenticator at which guessing costs time: what it refuses counts as a failed login of the
 * address, and an address with too many of them has to wait, and is refused without being looked
 * at. Only what is refused because the proof is wrong counts, not that somebody could not be asked.
 * {@link Passwords} sees to this itself. Safe for use by any thread.
 *
 * @param inner who is asked
 */
public record Guessed(Authenticator inner, FailedLogins failures) implements Authenticator {
  private static final Authentication WAITS =
      new Authentication.Refused(
          ReasonCode.CONNECTION_RATE_EXCEEDED, "too many failed logins from this address");

  @Override
  public Authentication authenticate(Login login) {
    boolean shows = login.userName() != null || login.password() != null;
    if (shows && failures.mustWait(login.peer())) {
      return WAITS;
    }
    Authentication answer = inner.authenticate(login);
    if (shows && answer instanceof Authentication.Refused refused && isWrong(refused.reason())) {
      failures.failed(login.peer());
    }
    return answer;
  }

  private static boolean isWrong(ReasonCode reason) {
    return reason == ReasonCode.BAD_USER_NAME_OR_PASSWORD || reason == ReasonCode.NOT_AUTHORIZED;
  }
}
