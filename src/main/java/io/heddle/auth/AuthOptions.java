package io.heddle.auth;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How clients show who they are.
 *
 * @param passwordFile users and the hashes of their passwords; null when there is none
 * @param failures failed logins of an address in a minute with which its waiting begins; 0 when
 *     nobody waits
 * @param remember how long it is remembered that a password was right; zero when it is not
 */
public record AuthOptions(@Nullable Path passwordFile, int failures, Duration remember) {}
