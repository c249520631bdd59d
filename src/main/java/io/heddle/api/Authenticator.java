package io.heddle.api;

/**
 * Decides who a client is. Called on the client's own thread after CONNECT was checked and before
 * its session is looked for; it may block and then delays this client only. Work that computes for
 * long belongs on a thread of its own. Safe for use by many threads at a time.
 */
@FunctionalInterface
public interface Authenticator {
  /** Decides; an exception refuses the client. */
  Authentication authenticate(Login login);
}
