/**
 * Who may come in with the password of a directory: a simple bind over LDAP, through the JNDI of
 * the JDK.
 *
 * <p>It keeps no connections: each login has its own. What is computed and waited for runs on the
 * bounded platform threads of a {@code HashPool}, while the thread of the client's connection
 * waits, because JNDI looks up names and computes handshakes where it is called, and reads answers
 * on a platform thread per connection in any case.
 */
@NullMarked
package io.heddle.auth.ldap;

import org.jspecify.annotations.NullMarked;
