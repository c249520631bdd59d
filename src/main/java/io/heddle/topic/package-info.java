/**
 * Topics as structures: who subscribes to what ({@link io.heddle.topic.SubscriptionTrie}) and which
 * messages are retained ({@link io.heddle.topic.RetainedTree}).
 *
 * <p>The room knows neither sessions nor connections: a subscriber is a type parameter, compared by
 * identity. Everything may be called from any thread; only a {@link io.heddle.topic.Matches} and a
 * {@link io.heddle.topic.RetainedTree.Cursor} belong to one thread at a time. Reading takes no
 * lock; the locks of writers are leaves: nothing outside the room is called while one is held.
 */
@NullMarked
package io.heddle.topic;

import org.jspecify.annotations.NullMarked;
