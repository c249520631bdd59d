package io.heddle.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.heddle.api.Authentication;
import io.heddle.api.Login;
import io.heddle.api.Peer;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.ReasonCode;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whoever shows wrong proofs again and again has to wait, whoever is asked about them. */
class GuessedTest {
  private static final Peer PEER =
      new Peer("tcp", new InetSocketAddress("203.0.113.1", 1), List.of());

  private final FailedLogins failures = new FailedLogins(2, 10, () -> 0);
  private Authentication answer = refused(ReasonCode.BAD_USER_NAME_OR_PASSWORD);
  private final Guessed guessed = new Guessed(login -> answer, failures);

  private static Authentication refused(ReasonCode reason) {
    return new Authentication.Refused(reason, "words");
  }

  private Authentication ask(@Nullable String user) {
    return guessed.authenticate(new Login(PEER, "c", user, user == null ? null : Bytes.utf8("x")));
  }

  private static ReasonCode reason(Authentication answer) {
    return assertInstanceOf(Authentication.Refused.class, answer).reason();
  }

  @Test
  void theThirdIsNotLookedAt() {
    assertSame(answer, ask("a"));
    assertSame(answer, ask("b"));
    assertEquals(ReasonCode.CONNECTION_RATE_EXCEEDED, reason(ask("c")));
  }

  @Test
  void whoShowsNothingGuessesNothing() {
    answer = refused(ReasonCode.NOT_AUTHORIZED);
    for (int i = 0; i < 5; i++) {
      assertSame(answer, ask(null));
    }
    assertSame(answer, ask("a"));
  }

  @Test
  void thatNobodyCouldBeAskedIsNoFailure() {
    answer = refused(ReasonCode.SERVER_UNAVAILABLE);
    for (int i = 0; i < 5; i++) {
      assertSame(answer, ask("a"));
    }
  }
}
