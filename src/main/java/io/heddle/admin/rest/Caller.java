package io.heddle.admin.rest;

import org.jspecify.annotations.Nullable;

/**
 * Who makes a request.
 *
 * @param name for the log
 * @param role what he may do
 * @param proof how he has shown who he is; null where nobody has to
 */
record Caller(String name, Role role, @Nullable Proof proof) {
  Caller(String name, Role role) {
    this(name, role, null);
  }

  /**
   * How somebody has shown who he is.
   *
   * @param authorization the header, his own or the one that he has signed in with
   * @param ticket that he has signed in with; null when he has shown the header
   * @param encrypted whether his browser speaks TLS, to a proxy in front
   */
  record Proof(String authorization, @Nullable String ticket, boolean encrypted) {
    /** Without what is secret. */
    @Override
    public String toString() {
      return "Proof";
    }
  }
}
