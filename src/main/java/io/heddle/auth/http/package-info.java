/**
 * Asks a web server who may come in and what a client may do, and fetches what others publish. The
 * HTTP client is the JDK's, JSON is read and written with Jakarta JSON Processing, which of the
 * rooms below {@code config} this one alone knows.
 *
 * <p>It owns the client's connections and the memory of answers. Whoever asks is the thread of a
 * client's connection, and waits, for a bounded time and without a lock; whether a client may still
 * receive what it was granted is asked on threads for which nobody waits. The HTTP client has a
 * thread of its own beside the ones that it is given.
 */
@NullMarked
package io.heddle.auth.http;

import org.jspecify.annotations.NullMarked;
