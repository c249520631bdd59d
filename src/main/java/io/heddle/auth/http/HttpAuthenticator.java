package io.heddle.auth.http;

import io.heddle.api.Authentication;
import io.heddle.api.Authenticator;
import io.heddle.api.Client;
import io.heddle.api.ClientAuthorizer;
import io.heddle.api.ClientLimits;
import io.heddle.api.Login;
import io.heddle.auth.Complaints;
import io.heddle.auth.LoginDigest;
import io.heddle.auth.Recent;
import io.heddle.auth.acl.AclException;
import io.heddle.auth.acl.Permissions;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.ReasonCode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates by asking a web server. A client that shows nothing, neither a name nor a password
 * nor a certificate, is unknown here. When there is no answer it is refused. Safe for use by any
 * thread, which waits for the answer.
 */
public final class HttpAuthenticator implements Authenticator {
  private static final Authentication UNKNOWN = new Authentication.Unknown();
  private static final Authentication DENIED =
      new Authentication.Refused(
          ReasonCode.BAD_USER_NAME_OR_PASSWORD, "the authentication server said no");
  private static final Authentication NO_TEXT =
      new Authentication.Refused(
          ReasonCode.BAD_USER_NAME_OR_PASSWORD, "its password is no text in UTF-8");

  private final Json json = new Json();
  private final Oracle oracle;
  private final LoginDigest digests;

  /** By digest: neither passwords nor what they were asked with are kept. */
  private final Recent<Bytes, Authentication> recent;

  /**
   * An authenticator that asks.
   *
   * @param recent answers; it may be shared with nobody
   */
  public HttpAuthenticator(
      Web web, LoginDigest digests, Recent<Bytes, Authentication> recent, Complaints complaints) {
    this.oracle = new Oracle(web, json, complaints);
    this.digests = digests;
    this.recent = recent;
  }

  @Override
  public Authentication authenticate(Login login) {
    if (login.userName() == null
        && login.password() == null
        && login.peer().certificates().isEmpty()) {
      return UNKNOWN;
    }
    String question;
    try {
      question = question(login);
    } catch (CharacterCodingException e) {
      return NO_TEXT;
    }
    Bytes digest = digests.of(question);
    Authentication known = recent.find(digest);
    return known == null ? ask(login, question, digest) : known;
  }

  private String question(Login login) throws CharacterCodingException {
    Map<String, @Nullable Object> about =
        Oracle.about(login.userName(), login.clientId(), login.peer());
    about.put("password", text(login.password()));
    return json.write(about);
  }

  private static @Nullable String text(@Nullable Bytes password) throws CharacterCodingException {
    return password == null
        ? null
        : StandardCharsets.UTF_8
            .newDecoder()
            .decode(ByteBuffer.wrap(password.toArray()))
            .toString();
  }

  private Authentication ask(Login login, String question, Bytes digest) {
    Authentication answer;
    try {
      answer = answer(login, oracle.ask(question));
    } catch (NoAnswerException e) {
      return new Authentication.Refused(
          e.isBusy() ? ReasonCode.SERVER_BUSY : ReasonCode.SERVER_UNAVAILABLE, e.words());
    }
    if (!ends(answer)) {
      recent.add(digest, answer);
    }
    return answer;
  }

  /** What ends is asked for each time: it may have been renewed. */
  private static boolean ends(Authentication answer) {
    return answer instanceof Authentication.Accepted accepted
        && !accepted.limits().until().equals(Instant.MAX);
  }

  private Authentication answer(Login login, Verdict verdict) throws NoAnswerException {
    return switch (verdict.result()) {
      case DENY -> DENIED;
      case IGNORE -> UNKNOWN;
      case ALLOW -> accepted(login, verdict.more());
    };
  }

  private Authentication accepted(Login login, Map<String, Object> more) throws NoAnswerException {
    String user = user(more.get("user"), login);
    Set<String> groups = groups(more.get("groups"));
    ClientLimits limits = limits(more);
    // Its rights are about the Client Identifier that it has from now on.
    String assigned = limits.assignedClientId();
    String clientId = assigned == null ? login.clientId() : assigned;
    Client client = new Client(clientId, user, groups, login.peer());
    return new Authentication.Accepted(user, groups, rights(more.get("acl"), client), limits);
  }

  /** What is no name shall not leave the client with the one that it gave itself. */
  private @Nullable String user(@Nullable Object named, Login login) throws NoAnswerException {
    Object given = named == null ? login.userName() : named;
    if (given == null) {
      return null;
    }
    if (!(given instanceof String user) || user.isEmpty() || user.indexOf('\0') >= 0) {
      throw wrong("user");
    }
    return user;
  }

  private Set<String> groups(@Nullable Object named) throws NoAnswerException {
    Set<String> groups = new LinkedHashSet<>();
    if (named == null) {
      return groups;
    }
    if (!(named instanceof List<?> list)) {
      throw wrong("groups");
    }
    for (Object group : list) {
      if (!(group instanceof String name)) {
        throw wrong("groups");
      }
      groups.add(name);
    }
    return groups;
  }

  private ClientLimits limits(Map<String, Object> more) throws NoAnswerException {
    try {
      return NamedLimits.of(more);
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private @Nullable ClientAuthorizer rights(@Nullable Object acl, Client client)
      throws NoAnswerException {
    if (acl == null) {
      return null;
    }
    try {
      return Permissions.of("auth.http", acl, client);
    } catch (AclException e) {
      oracle.complaints().tell(String.valueOf(e.getMessage()));
      throw wrong("acl");
    }
  }

  private NoAnswerException wrong(String part) {
    return new NoAnswerException(
        oracle.web().name() + ": answers with " + part + " that cannot be understood");
  }
}
