/**
 * Traces: clients and messages followed step by step, for people who ask why. {@code TraceService}
 * starts and ends them; a {@code Trace} picks the steps that it wants out of those that {@link
 * io.heddle.broker.Tracing} is told.
 *
 * <p>Steps are told on the threads of clients, under any lock: they are put in a bounded queue.
 * Each trace has one platform thread, which makes lines of them, writes these to its file and hands
 * them to those who read along.
 */
@NullMarked
package io.heddle.broker.trace;

import org.jspecify.annotations.NullMarked;
