package io.heddle.auth.jwt;

import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import java.time.InstantSource;
import java.util.Date;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks when a token holds, who made it, and for whom, by a clock that is handed in. */
final class Period extends DefaultJWTClaimsVerifier<SecurityContext> {
  private static final String EXPIRY = "exp";

  private final InstantSource clock;

  Period(JwtOptions options, InstantSource clock) {
    super(
        options.audience(),
        issuer(options.issuer()),
        options.expires() ? Set.of(EXPIRY) : Set.of());
    setMaxClockSkew(Math.toIntExact(options.leeway().toSeconds()));
    this.clock = clock;
  }

  private static JWTClaimsSet issuer(@Nullable String issuer) {
    JWTClaimsSet.Builder exactly = new JWTClaimsSet.Builder();
    return issuer == null ? exactly.build() : exactly.issuer(issuer).build();
  }

  @Override
  protected Date currentTime() {
    return Date.from(clock.instant());
  }
}
