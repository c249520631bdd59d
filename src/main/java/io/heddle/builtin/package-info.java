/**
 * Features that the broker brings as hooks on its own public API: delayed messages, rewritten
 * topics and automatic subscriptions. Each is there only when the configuration wants it, and shows
 * what a hook of somebody else's can do, too: this room knows the API and the standard's
 * vocabulary, and nothing else of the broker.
 *
 * <p>Hooks run on the client's own thread and hold no lock while they ask the broker. Delayed
 * messages are published on a thread of the timer's, one at a time.
 */
@NullMarked
package io.heddle.builtin;

import org.jspecify.annotations.NullMarked;
