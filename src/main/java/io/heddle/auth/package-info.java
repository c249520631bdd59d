/**
 * Who may come in with a password, and files of access control that are read anew when they change.
 *
 * <p>It owns the password file, the threads' work of checking passwords, and the memory of logins
 * that failed. Its methods run on the threads of the clients' connections, which wait meanwhile;
 * slow hashes are computed on a bounded number of platform threads, which whoever builds the broker
 * hands in, and files are looked at on a thread of the timer.
 */
@NullMarked
package io.heddle.auth;

import org.jspecify.annotations.NullMarked;
