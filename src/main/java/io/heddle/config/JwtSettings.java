package io.heddle.config;

import io.heddle.auth.http.HttpOptions;
import io.heddle.auth.jwt.JwtOptions;
import io.heddle.auth.jwt.KeySources;
import io.heddle.auth.jwt.UrlKeys;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The settings of JSON Web Tokens. */
final class JwtSettings {
  private static final Kind<String> CLAIM = new Kind.Text("the name of a claim");
  private static final String EVERY = "all";
  private static final Duration MOST = Duration.ofDays(30);

  /** How a secret is written. */
  enum Encoding {
    PLAIN,
    BASE64
  }

  static final Setting<String> KEY_FILE =
      Setting.optional(
          "auth.jwt.key-file",
          Outside.FILE,
          "/etc/heddle/jwt.pem",
          "A file with the public keys that tokens are checked with: public keys or certificates in PEM, or a JSON Web Key Set. It is read"
              + " anew when it changes. With it, auth.jwt.secret-file or auth.jwt.jwks-url clients may show a JSON Web Token (docs/jwt.md); all three may be given.");

  static final Setting<String> SECRET_FILE =
      Setting.optional(
          "auth.jwt.secret-file",
          Outside.FILE,
          "/etc/heddle/jwt.secret",
          "A file with the secret of at least 32 bytes that tokens of HS256, HS384 and HS512 are signed with. It is read anew when it"
              + " changes.");

  static final Setting<Encoding> SECRET_ENCODING =
      Setting.of(
          "auth.jwt.secret-encoding",
          new Kind.Choice<>(Encoding.class),
          "plain",
          "How the secret is written in its file: as it is, or in base64.");

  static final Setting<String> JWKS_URL =
      Setting.optional(
          "auth.jwt.jwks-url",
          new Address(
              "an address that begins with https://, or one of this machine with http://",
              JwtSettings::problem),
          "https://id.example/.well-known/jwks.json",
          "Where the JSON Web Key Set with the public keys is published.");

  static final Setting<Duration> JWKS_REFRESH =
      Setting.of(
          "auth.jwt.jwks-refresh",
          TimeSpan.seconds(Duration.ofSeconds(10), MOST),
          "1h",
          "After that time the keys are fetched again.");

  static final Setting<Duration> JWKS_PAUSE =
      Setting.of(
          "auth.jwt.jwks-pause",
          TimeSpan.seconds(Duration.ofSeconds(1), MOST),
          "10s",
          "The time between two fetches at least. A token with a key that is not known is a reason to fetch, too.");

  static final Setting<Duration> JWKS_KEEP =
      Setting.of(
          "auth.jwt.jwks-keep",
          TimeSpan.seconds(Duration.ofSeconds(10), MOST),
          "1d",
          "For how long keys are used that cannot be fetched again. After that clients with tokens are refused.");

  static final Setting<Duration> JWKS_TIMEOUT =
      Setting.of(
          "auth.jwt.jwks-timeout",
          TimeSpan.between(Duration.ofMillis(10), Duration.ofMinutes(1)),
          "3s",
          "How long a client waits for a fetch that it needs.");

  static final Setting<String> CA_FILE =
      Setting.optional(
          "auth.jwt.ca-file",
          Outside.FILE,
          "/etc/heddle/id-ca.pem",
          "Certificates in PEM, one of which has to have issued that of the server with the keys. Without it: those that Java trusts.");

  static final Setting<JwtOptions.Place> FROM =
      Setting.of(
          "auth.jwt.from",
          new Kind.Choice<>(JwtOptions.Place.class),
          "password",
          "Where a client puts its token: into the password or into the user name.");

  static final Setting<String> ALGORITHMS =
      Setting.of(
          "auth.jwt.algorithms",
          new Checked(
              "all, or some of "
                  + String.join(", ", new TreeSet<>(JwtOptions.ALGORITHMS))
                  + " with commas between them",
              text -> algorithmProblem(text)),
          EVERY,
          "How tokens may be signed. The key has to be of the type that belongs to it in any case.");

  static final Setting<String> ISSUER =
      Setting.optional(
          "auth.jwt.issuer",
          new Kind.Text("a text"),
          "https://id.example",
          "What the claim iss has to be. Without it: anything.");

  static final Setting<String> AUDIENCE =
      Setting.optional(
          "auth.jwt.audience",
          new Kind.Text("a text"),
          "mqtt",
          "What the claim aud has to be, or to have in its list. Without it: anything.");

  static final Setting<Duration> LEEWAY =
      Setting.of(
          "auth.jwt.leeway",
          TimeSpan.seconds(Duration.ZERO, Duration.ofHours(1)),
          "30s",
          "How far the clock of who made a token may differ from the broker's.");

  static final Setting<Boolean> REQUIRE_EXPIRY =
      Setting.of(
          "auth.jwt.require-expiry",
          new Kind.Flag(),
          "true",
          "Whether a token without an end (exp) is refused. Such a token lets in whoever finds it, for ever.");

  static final Setting<Boolean> DISCONNECT_EXPIRED =
      Setting.of(
          "auth.jwt.disconnect-expired",
          new Kind.Flag(),
          "true",
          "Whether a client is disconnected when its token ends (exp and auth.jwt.leeway). It may come again with another.");

  static final Setting<String> USER_CLAIM =
      Setting.of(
          "auth.jwt.user-claim",
          CLAIM,
          "sub",
          "The claim that becomes the user name. In names of claims dots lead into objects: realm_access.roles.");

  static final Setting<String> CLIENT_ID_CLAIM =
      Setting.optional(
          "auth.jwt.client-id-claim",
          CLAIM,
          "client_id",
          "A claim that has to be the client identifier. Without it a token is good for any.");

  static final Setting<String> GROUPS_CLAIM =
      Setting.optional(
          "auth.jwt.groups-claim",
          CLAIM,
          "groups",
          "A claim with the groups of the user, for rules of access: a list, or a text with blanks between them.");

  static final Setting<String> ACL_CLAIM =
      Setting.optional(
          "auth.jwt.acl-claim",
          CLAIM,
          "acl",
          "A claim with rules of access, in one of EMQX's two forms (docs/jwt.md). Without it such a claim is not looked at.");

  static final List<Setting<?>> ALL =
      List.of(
          KEY_FILE,
          SECRET_FILE,
          SECRET_ENCODING,
          JWKS_URL,
          JWKS_REFRESH,
          JWKS_PAUSE,
          JWKS_KEEP,
          JWKS_TIMEOUT,
          CA_FILE,
          FROM,
          ALGORITHMS,
          ISSUER,
          AUDIENCE,
          LEEWAY,
          REQUIRE_EXPIRY,
          DISCONNECT_EXPIRED,
          USER_CLAIM,
          CLIENT_ID_CLAIM,
          GROUPS_CLAIM,
          ACL_CLAIM);

  private JwtSettings() {}

  private static Set<String> algorithms(String text) {
    if (text.equals(EVERY)) {
      return JwtOptions.ALGORITHMS;
    }
    Set<String> names = new LinkedHashSet<>();
    for (String name : text.split(",", -1)) {
      names.add(name.strip());
    }
    return names;
  }

  private static String algorithmProblem(String text) {
    for (String name : algorithms(text)) {
      if (!JwtOptions.ALGORITHMS.contains(name)) {
        return name.isEmpty() ? "nothing between two commas" : name + " is none";
      }
    }
    return "";
  }

  /** Whoever can change keys on their way lets in whom he wants. */
  private static String problem(URI url) {
    String problem = HttpOptions.problem(url);
    if (!problem.isEmpty() || url.getScheme().equalsIgnoreCase("https")) {
      return problem;
    }
    Set<String> here = Set.of("localhost", "127.0.0.1", "[::1]");
    return here.contains(url.getHost()) ? "" : "keys from another machine need https";
  }

  static External.@Nullable Jwt options(Values values) {
    KeySources keys = keys(values);
    if (keys.keyFile() == null && keys.secretFile() == null && keys.url() == null) {
      return null;
    }
    JwtOptions options =
        new JwtOptions(
            values.get(FROM),
            algorithms(values.get(ALGORITHMS)),
            Outside.text(values, ISSUER),
            Outside.text(values, AUDIENCE),
            values.get(LEEWAY),
            values.get(REQUIRE_EXPIRY),
            values.get(DISCONNECT_EXPIRED),
            new JwtOptions.Names(
                values.get(USER_CLAIM),
                Outside.text(values, CLIENT_ID_CLAIM),
                Outside.text(values, GROUPS_CLAIM),
                Outside.text(values, ACL_CLAIM)));
    return new External.Jwt(options, keys);
  }

  private static KeySources keys(Values values) {
    String url = Outside.text(values, JWKS_URL);
    return new KeySources(
        Outside.path(values, KEY_FILE),
        Outside.path(values, SECRET_FILE),
        values.get(SECRET_ENCODING) == Encoding.BASE64,
        url == null ? null : URI.create(url),
        Outside.path(values, CA_FILE),
        new UrlKeys.Times(
            values.get(JWKS_REFRESH),
            values.get(JWKS_PAUSE),
            values.get(JWKS_KEEP),
            values.get(JWKS_TIMEOUT)));
  }
}
