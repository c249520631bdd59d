/**
 * SCRAM (RFC 5802, RFC 7677) as methods of enhanced authentication: a client proves that it knows a
 * password without showing it, and the server that it knew it before.
 *
 * <p>It reads the keys from a password file and knows nothing of connections. Its methods run on
 * the threads of the clients' connections; they compute a few HMACs, because the slow hash is the
 * client's work.
 */
@NullMarked
package io.heddle.auth.scram;

import org.jspecify.annotations.NullMarked;
