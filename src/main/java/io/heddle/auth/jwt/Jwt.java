package io.heddle.auth.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jwt.JWTClaimNames;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import io.heddle.api.Authentication;
import io.heddle.api.Authenticator;
import io.heddle.api.Client;
import io.heddle.api.ClientAuthorizer;
import io.heddle.api.ClientLimits;
import io.heddle.api.Login;
import io.heddle.auth.HashPool;
import io.heddle.auth.acl.AclException;
import io.heddle.auth.acl.Permissions;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.ReasonCode;
import java.security.Key;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates by a JSON Web Token, which is looked at once, when its client connects; it may end
 * the connection when it ends. What does not look like a token is unknown here and left to others.
 * Safe for use by any thread.
 *
 * <p>The algorithm has to be an allowed one and the key of its type, and a signature has to be
 * right before any claim is looked at.
 */
public final class Jwt implements Authenticator {
  private static final Authentication UNKNOWN = new Authentication.Unknown();
  private static final Authentication BUSY =
      new Authentication.Refused(
          ReasonCode.SERVER_BUSY,
          "its token could not be checked in time: too many wait, or the machine has too much to do");

  /** Every header in base64 begins so, because it is an object of JSON without a blank. */
  private static final String BEGIN = "eyJ";

  private static final Pattern COMPACT = Pattern.compile("[\\w-]+\\.[\\w-]*\\.[\\w-]*");

  private final List<TokenKeys> sources;
  private final JwtOptions options;
  private final HashPool pool;
  private final Period period;
  private final DefaultJWSVerifierFactory verifiers = new DefaultJWSVerifierFactory();

  /**
   * An authenticator by the keys that there are at each moment.
   *
   * @param sources of keys; a token is taken when one of them has its key
   * @param pool computes what is slow: signatures with public keys
   * @param clock the time of day
   */
  public Jwt(List<TokenKeys> sources, JwtOptions options, HashPool pool, InstantSource clock) {
    this.sources = List.copyOf(sources);
    this.options = options;
    this.pool = pool;
    this.period = new Period(options, clock);
  }

  /** Why a token is not taken. */
  private static final class BadTokenException extends Exception {
    private static final long serialVersionUID = 1L;

    BadTokenException(String words) {
      super(words);
    }
  }

  @Override
  public Authentication authenticate(Login login) {
    String token = token(login);
    if (token == null || !token.startsWith(BEGIN) || token.indexOf('.') < 0) {
      return UNKNOWN;
    }
    try {
      SignedJWT signed = parse(token);
      Boolean right = verify(signed);
      return right == null ? BUSY : accept(login, claims(signed, right));
    } catch (BadTokenException bad) {
      return new Authentication.Refused(
          ReasonCode.BAD_USER_NAME_OR_PASSWORD, "its token: " + bad.getMessage());
    } catch (NoKeysException e) {
      return new Authentication.Refused(
          ReasonCode.SERVER_UNAVAILABLE, String.valueOf(e.getMessage()));
    }
  }

  private @Nullable String token(Login login) {
    if (options.place() == JwtOptions.Place.USERNAME) {
      return login.userName();
    }
    Bytes password = login.password();
    return password == null ? null : password.text();
  }

  private SignedJWT parse(String token) throws BadTokenException {
    if (!COMPACT.matcher(token).matches()) {
      // The library reads over what is no base64, and one token would have many spellings.
      throw new BadTokenException("it is not made of three parts in base64url");
    }
    SignedJWT signed;
    try {
      signed = SignedJWT.parse(token);
    } catch (ParseException | IllegalArgumentException e) {
      // Its message quotes the token, which is a secret.
      throw new BadTokenException("it cannot be read as a signed one");
    }
    JWSAlgorithm algorithm = signed.getHeader().getAlgorithm();
    if (!options.algorithms().contains(algorithm.getName())) {
      throw new BadTokenException("its algorithm is not allowed");
    }
    return signed;
  }

  /** Whether the signature is right; null when nobody had time to look. */
  private @Nullable Boolean verify(SignedJWT signed) throws BadTokenException, NoKeysException {
    List<Key> candidates = candidates(signed.getHeader());
    if (JWSAlgorithm.Family.HMAC_SHA.contains(signed.getHeader().getAlgorithm())) {
      return isSignedBy(candidates, signed);
    }
    return pool.ask(() -> isSignedBy(candidates, signed));
  }

  private List<Key> candidates(JWSHeader header) throws BadTokenException, NoKeysException {
    NoKeysException unknown = null;
    for (TokenKeys source : sources) {
      try {
        List<Key> keys = source.get(header.getKeyID()).candidates(header);
        if (!keys.isEmpty()) {
          return keys;
        }
      } catch (NoKeysException e) {
        unknown = e;
      }
    }
    if (unknown != null) {
      throw unknown;
    }
    throw new BadTokenException("there is no key for it");
  }

  private boolean isSignedBy(List<Key> candidates, SignedJWT signed) {
    for (Key key : candidates) {
      try {
        if (signed.verify(verifiers.createJWSVerifier(signed.getHeader(), key))) {
          return true;
        }
      } catch (JOSEException e) {
        // A key that does not fit the algorithm, such as a secret that is too short for HS512.
      }
    }
    return false;
  }

  private Claims claims(SignedJWT signed, boolean right) throws BadTokenException {
    if (!right) {
      throw new BadTokenException("its signature is wrong");
    }
    try {
      JWTClaimsSet claims = signed.getJWTClaimsSet();
      period.verify(claims, null);
      // The library takes a claim that is null for one that is there.
      if (options.expires() && claims.getExpirationTime() == null) {
        throw new BadTokenException("it has no end (exp)");
      }
      return new Claims(claims.getClaims());
    } catch (ParseException e) {
      throw new BadTokenException("its claims cannot be read");
    } catch (BadJWTException e) {
      throw new BadTokenException(String.valueOf(e.getMessage()));
    }
  }

  private Authentication accept(Login login, Claims claims) throws BadTokenException {
    JwtOptions.Names names = options.names();
    String user = claims.text(names.user());
    if (user == null) {
      throw new BadTokenException("it has no claim " + names.user() + " with a text");
    }
    if (names.clientId() != null && !login.clientId().equals(claims.text(names.clientId()))) {
      throw new BadTokenException("it is for another client identifier");
    }
    Set<String> groups = groups(claims, names.groups());
    Client client = new Client(login.clientId(), user, groups, login.peer());
    return new Authentication.Accepted(user, groups, rights(claims, client), limits(claims));
  }

  /** With a group that is not understood the client would have the rights of another. */
  private static Set<String> groups(Claims claims, @Nullable String name) throws BadTokenException {
    Set<String> groups = name == null ? Set.of() : claims.texts(name);
    if (groups == null) {
      throw new BadTokenException(
          "its claim " + name + " is neither a list of texts nor a text: it names no groups");
    }
    return groups;
  }

  /** It is good for as long as it would let in. */
  private ClientLimits limits(Claims claims) {
    Object end = claims.find(JWTClaimNames.EXPIRATION_TIME);
    return options.disconnects() && end instanceof Date date
        ? ClientLimits.builder().until(date.toInstant().plus(options.leeway())).build()
        : ClientLimits.NONE;
  }

  private @Nullable ClientAuthorizer rights(Claims claims, Client client) throws BadTokenException {
    String name = options.names().acl();
    Object rules = name == null ? null : claims.find(name);
    if (rules == null) {
      return null;
    }
    try {
      return Permissions.of("token", rules, client);
    } catch (AclException e) {
      throw new BadTokenException("its claim " + name + " cannot be understood: " + e.getMessage());
    }
  }
}
