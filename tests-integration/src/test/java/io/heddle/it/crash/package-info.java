/**
 * What was acknowledged survives {@code kill -9}: a load of publishers, subscribers, share groups,
 * retained messages and Wills, a broker that is killed at any instant and started again on the same
 * data, and a ledger that knows what was promised to whom.
 *
 * <p>Each client is an {@link io.heddle.it.crash.Actor} with a virtual thread of its own; what
 * several threads use says what guards it. A round is one life of the broker.
 */
@NullMarked
package io.heddle.it.crash;

import org.jspecify.annotations.NullMarked;
