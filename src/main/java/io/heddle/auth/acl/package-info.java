/**
 * Rules of access from a file: Heddle's own format, and Mosquitto's {@code acl_file}.
 *
 * <p>{@link io.heddle.auth.acl.Acl} is a set of rules that never changes: a new file makes a new
 * one, and whoever holds the old one replaces it. {@link io.heddle.auth.acl.ClientRules} is what of
 * it concerns one client, with that client's names put in. Both may be asked by any number of
 * threads at a time, take no lock and do no IO; a file is read on the thread that asks for it.
 */
@NullMarked
package io.heddle.auth.acl;

import org.jspecify.annotations.NullMarked;
