package io.heddle.admin.rest;

import io.heddle.admin.web.Asked;
import io.heddle.api.Authentication;
import io.heddle.api.Authenticator;
import io.heddle.api.Login;
import io.heddle.api.Peer;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.ReasonCode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask. With users everybody has to say who he is; without, whoever is on this machine may
 * do everything, and others nothing. Safe for use by many threads at a time.
 *
 * @param users asked who somebody is; null when nobody has a name
 * @param roles what users may do who may more than read
 * @param signIns those who have signed in with a page
 */
record Gate(@Nullable Authenticator users, Map<String, Role> roles, SignIns signIns) {
  /** The name of the listener that logins are said to come from. */
  private static final String LISTENER = "admin";

  private static final String CHALLENGE = "Basic realm=\"Heddle\", charset=\"UTF-8\"";

  /** Our own pages send it, and pages of others cannot. */
  private static final String CONSOLE = "Heddle-Console";

  /** What pages are challenged with: a browser does not know it, and leaves asking to them. */
  private static final String SIGN_IN = "Heddle-Console realm=\"Heddle\"";

  /** Each tells that there is a proxy, which is on this machine where its clients may not be. */
  private static final List<String> PROXIES =
      List.of("X-Forwarded-For", "Forwarded", "Via", "X-Real-IP", "X-Forwarded-Host");

  /** An address, which no page can make point elsewhere, or the name of this machine itself. */
  private static final Pattern HERE =
      Pattern.compile("(localhost|[0-9.]+|\\[[0-9a-fA-F:.]+])(:[0-9]+)?");

  /** Copies the map. */
  Gate {
    roles = Map.copyOf(roles);
  }

  /**
   * Who makes a request.
   *
   * @throws Problem when he may not
   */
  Caller admit(Asked asked) throws Problem {
    mustComeFromHere(asked);
    return users == null ? whoIsHere(asked) : named(asked, users);
  }

  /** A page of somebody else may make its visitor's browser ask, but it cannot hide whose it is. */
  private static void mustComeFromHere(Asked asked) throws Problem {
    String origin = asked.header("Origin").orElse("");
    String host = asked.header("Host").orElse("");
    boolean same =
        origin.isEmpty() || origin.equals("http://" + host) || origin.equals("https://" + host);
    boolean foreign =
        asked.header("Sec-Fetch-Site").filter(Set.of("cross-site")::contains).isPresent();
    if (!same || foreign) {
      throw new Problem(403, "pages of another origin may not ask");
    }
  }

  private static Caller whoIsHere(Asked asked) throws Problem {
    InetAddress address = asked.peer().getAddress();
    boolean forwarded = PROXIES.stream().anyMatch(name -> asked.header(name).isPresent());
    if (!address.isLoopbackAddress() || forwarded) {
      throw new Problem(
          403, "without admin.password-file only programs on this machine may ask, and no proxy");
    }
    if (!HERE.matcher(asked.header("Host").orElse("")).matches()) {
      // A name that somebody else owns may point to this machine: then his page is of our origin.
      throw new Problem(
          421, "without admin.password-file this is asked by address or as localhost");
    }
    return new Caller("a program on this machine", Role.ADMIN);
  }

  private Caller named(Asked asked, Authenticator known) throws Problem {
    String ticket = asked.header("Authorization").isPresent() ? null : ticket(asked);
    String kept = ticket == null ? null : signIns.find(ticket);
    String header = kept == null ? asked.header("Authorization").orElse("") : kept;
    try {
      boolean encrypted = asked.header("Origin").orElse("").startsWith("https:");
      return named(asked, known, new Caller.Proof(header, kept == null ? null : ticket, encrypted));
    } catch (Problem problem) {
      if (problem.status() == 401 && ticket != null && kept != null) {
        // It was right once. Asked again and again it would count as guessing.
        signIns.close(ticket);
      }
      throw problem.status() == 401 && asked.header(CONSOLE).isPresent()
          ? new Problem(
              401, String.valueOf(problem.getMessage()), Map.of("WWW-Authenticate", SIGN_IN))
          : problem;
    }
  }

  /**
   * The ticket that a browser sends; null when there is none, or it may be the work of a page of
   * somebody else: neither can that send our header, nor hide its origin when it asks for a
   * WebSocket.
   */
  private static @Nullable String ticket(Asked asked) {
    boolean socket = asked.header("Upgrade").isPresent() && asked.header("Origin").isPresent();
    if (!socket && asked.header(CONSOLE).isEmpty()) {
      return null;
    }
    String begin = SignInRoutes.COOKIE + "=";
    return Arrays.stream(asked.header("Cookie").orElse("").split("[;,]", -1))
        .map(String::strip)
        .filter(each -> each.startsWith(begin))
        .map(each -> each.substring(begin.length()))
        .findFirst()
        .orElse(null);
  }

  private Caller named(Asked asked, Authenticator known, Caller.Proof proof) throws Problem {
    String header = proof.authorization();
    String[] given = credentials(header);
    if (given == null) {
      throw unauthorized(
          header.isEmpty() ? "a name and a password are needed" : "Authorization cannot be read");
    }
    Peer peer = new Peer(LISTENER, asked.peer(), List.of());
    Login login = new Login(peer, "", given[0], Bytes.utf8(given[1]));
    return switch (known.authenticate(login)) {
      case Authentication.Accepted accepted ->
          new Caller(given[0], roles.getOrDefault(given[0], Role.READ), proof);
      case Authentication.Refused refused -> throw refusal(refused.reason());
      case Authentication.Unknown unknown -> throw refusal(ReasonCode.NOT_AUTHORIZED);
    };
  }

  private static Problem refusal(ReasonCode reason) {
    return switch (reason) {
      case CONNECTION_RATE_EXCEEDED ->
          new Problem(
              429,
              "too many logins from this address have failed; it has to wait",
              Map.of("Retry-After", "10"));
      case SERVER_BUSY ->
          new Problem(503, "too many passwords wait to be checked", Map.of("Retry-After", "1"));
      default -> unauthorized("no such user, or the password is wrong");
    };
  }

  private static Problem unauthorized(String words) {
    return new Problem(401, words, Map.of("WWW-Authenticate", CHALLENGE));
  }

  /** Name and password; null when there are none. */
  private static String @Nullable [] credentials(String header) {
    int space = header.indexOf(' ');
    String scheme = space < 0 ? "" : header.substring(0, space);
    String rest = header.substring(space + 1).strip();
    if (scheme.equalsIgnoreCase("Basic")) {
      return parts(decoded(rest), ':', false);
    }
    // A token is a name and a secret without a dot.
    return scheme.equalsIgnoreCase("Bearer") ? parts(rest, '.', true) : null;
  }

  private static String decoded(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static String @Nullable [] parts(String text, char mark, boolean last) {
    int at = last ? text.lastIndexOf(mark) : text.indexOf(mark);
    return at <= 0 ? null : new String[] {text.substring(0, at), text.substring(at + 1)};
  }

  /** An address as people write it. */
  static String shown(InetSocketAddress peer) {
    return peer.getAddress().getHostAddress() + ":" + peer.getPort();
  }
}
