/**
 * Who may come in with a JSON Web Token: the keys that tokens are signed with, from files or from a
 * JWKS URL, and what the claims of a token make of its client. Signatures and formats are the
 * business of the library Nimbus JOSE + JWT, which this room alone knows.
 *
 * <p>It owns the keys. Its methods run on the threads of the clients' connections; a fetch of keys
 * delays the client that needs them, and signatures that are slow to check are checked on the
 * bounded platform threads of a {@code HashPool}.
 */
@NullMarked
package io.heddle.auth.jwt;

import org.jspecify.annotations.NullMarked;
