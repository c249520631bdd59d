/**
 * The rules between clients: who is who (registry), who gets what (router, share groups), what is
 * kept (retained messages), what comes later (wills, expiry), and what is counted.
 *
 * <p>The room decides and hands over; it knows no sockets and no packets on the wire. Its methods
 * run on the threads of the clients' connections and on the timer's.
 */
@NullMarked
package io.heddle.broker;

import org.jspecify.annotations.NullMarked;
