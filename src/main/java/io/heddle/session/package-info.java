/**
 * What the server remembers of a client: subscriptions, queue, in-flight window, packet
 * identifiers, and the connection that visits.
 *
 * <p>A {@link io.heddle.session.Session} owns its state behind one lock. A connection attaches to
 * it through the port {@code Outlet}; offline is the absence of an outlet. The room knows neither
 * sockets nor the topic trie nor other sessions. Its methods run on the threads of publishers, of
 * the owning client and of the timer.
 */
@NullMarked
package io.heddle.session;

import org.jspecify.annotations.NullMarked;
