package io.heddle.auth.jwt;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a token has to be, and what its claims mean.
 *
 * @param place where a client puts it
 * @param algorithms that it may be signed with, as the standard names them
 * @param issuer that it has to name; null for any
 * @param audience that it has to name; null when that does not matter
 * @param leeway by which clocks may differ
 * @param expires whether it has to have an end
 * @param disconnects whether its client is disconnected when it ends
 */
public record JwtOptions(
    Place place,
    Set<String> algorithms,
    @Nullable String issuer,
    @Nullable String audience,
    Duration leeway,
    boolean expires,
    boolean disconnects,
    Names names) {

  /** Every algorithm that is understood; {@code none} is not among them. */
  public static final Set<String> ALGORITHMS =
      Set.of(
          "HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256",
          "ES384", "ES512");

  /** Where in CONNECT the token is. */
  public enum Place {
    /** In the password. */
    PASSWORD,
    /** In the user name. */
    USERNAME
  }

  /**
   * Which claims are looked at; a name with dots leads into objects.
   *
   * @param user its text is the user name
   * @param clientId its text has to be the Client Identifier; null when none has to
   * @param groups a list of texts, or one text with blanks between them; null for none
   * @param acl rules of access; null when there are none in tokens
   */
  public record Names(
      String user, @Nullable String clientId, @Nullable String groups, @Nullable String acl) {}

  /** Copies the set. */
  public JwtOptions {
    algorithms = Set.copyOf(algorithms);
    if (!ALGORITHMS.containsAll(algorithms)) {
      throw new IllegalArgumentException("algorithms that are not understood: " + algorithms);
    }
  }
}
