/**
 * Sessions, share groups and retained messages on disk: what stands behind {@code
 * session.SessionStore}.
 *
 * <p>Everything that happens is an entry of the log ({@link io.heddle.store.log}): a message is
 * kept once, as a body, and whoever has it waiting or in flight refers to it by its place. What is
 * said twice counts once, so from time to time everything that is still so is said again, without
 * anybody being stopped, and what was said before is no longer needed: then the start reads little,
 * and segments without messages are dropped. The few messages of an old segment are copied to the
 * end first.
 *
 * <p>A store that nobody uses can be looked at, made short and copied: {@code Inspection}, {@code
 * Compaction} and {@code Copies} are for the one thread of a tool. {@code Backups} copies one that
 * is in use.
 *
 * <p>Entries are appended by the threads of clients, under the locks of their sessions; no method
 * that they call blocks. One platform thread writes, another one keeps the house, and each backup
 * has one for itself. The room knows neither sockets nor the topic trie.
 */
@NullMarked
package io.heddle.store;

import org.jspecify.annotations.NullMarked;
