package io.heddle.auth.jwt;

import io.heddle.api.Authentication;
import io.heddle.api.Login;
import io.heddle.api.Peer;
import io.heddle.auth.HashPool;
import io.heddle.mqtt.Bytes;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** An authenticator by tokens at a time that stands still, and what is said to it. */
final class Tokens {
  static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
  static final long SECONDS = NOW.getEpochSecond();
  static final JwtOptions.Names SUBJECT = new JwtOptions.Names("sub", null, null, null);
  static final Peer PEER =
      new Peer("tcp", new InetSocketAddress(InetAddress.ofLiteral("203.0.113.1"), 1), List.of());

  private Tokens() {}

  static JwtOptions options(JwtOptions.Names names) {
    return new JwtOptions(
        JwtOptions.Place.PASSWORD,
        JwtOptions.ALGORITHMS,
        null,
        null,
        Duration.ofSeconds(30),
        true,
        false,
        names);
  }

  static Jwt jwt(KeyRing keys, JwtOptions options) {
    return jwt(new FileKeys(() -> keys), options);
  }

  static Jwt jwt(TokenKeys keys, JwtOptions options) {
    HashPool pool = new HashPool(Runnable::run, 1, 1000, Duration.ofSeconds(10));
    return new Jwt(List.of(keys), options, pool, () -> NOW);
  }

  static Login login(String token) {
    return new Login(PEER, "c1", "whoever", token == null ? null : Bytes.utf8(token));
  }

  /** Claims of somebody, valid for a minute, and more of them. */
  static String claims(String more) {
    return "{\"sub\":\"alice\",\"exp\":" + (SECONDS + 60) + more + "}";
  }

  static Authentication accepted(String user) {
    return new Authentication.Accepted(user, Set.of());
  }
}
