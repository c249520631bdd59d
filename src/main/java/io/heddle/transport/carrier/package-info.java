/**
 * Carriers of our own for the threads of clients: platform threads that run virtual threads and,
 * when none is ready, wait themselves for the sockets of those that read.
 *
 * <p>The JDK's scheduler leaves the waiting to another thread, which then wakes a carrier, which
 * wakes a second one: at low rates nearly all the time of a message goes into those wake-ups. Here
 * a carrier wakes up from its {@code Selector} and runs the reader at once. A client's code is the
 * same in both: a virtual thread that blocks.
 *
 * <p>A carrier's own loop runs on its platform thread; everything public may be called by any
 * thread. The one way into the JDK is {@link io.heddle.transport.carrier.VirtualThreads}; where it
 * is closed there are no carriers, and the JDK's scheduler does the work. It knows no other room.
 */
@NullMarked
package io.heddle.transport.carrier;

import org.jspecify.annotations.NullMarked;
