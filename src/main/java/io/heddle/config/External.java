package io.heddle.config;

import io.heddle.auth.http.HttpOptions;
import io.heddle.auth.jwt.JwtOptions;
import io.heddle.auth.jwt.KeySources;
import io.heddle.auth.ldap.LdapSetup;
import org.jspecify.annotations.Nullable;

/**
 * Who outside the broker is asked about clients; null for those who are not.
 *
 * @param jwt what tokens have to be, and where the keys are
 * @param http asked who a client is
 * @param ldap asked who a client is
 * @param acl asked what a client may do
 */
public record External(
    @Nullable Jwt jwt,
    @Nullable HttpOptions http,
    @Nullable LdapSetup ldap,
    @Nullable HttpOptions acl) {

  /** Tokens. */
  public record Jwt(JwtOptions options, KeySources keys) {}
}
