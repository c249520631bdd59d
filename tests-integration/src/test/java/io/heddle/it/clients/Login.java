package io.heddle.it.clients;

import org.jspecify.annotations.Nullable;

/**
 * How a client connects.
 *
 * @param clean whether its session begins anew and ends with the connection; otherwise it is kept
 *     for an hour, or for ever where the version knows no expiry
 */
record Login(String clientId, boolean clean, @Nullable Post will) {
  static final int HOUR = 3600;

  static Login clean(String clientId) {
    return new Login(clientId, true, null);
  }

  static Login kept(String clientId) {
    return new Login(clientId, false, null);
  }

  Login with(Post last) {
    return new Login(clientId, clean, last);
  }
}
