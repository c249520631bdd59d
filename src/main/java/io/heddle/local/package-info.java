/**
 * Clients that are a part of the program that embeds the broker: sessions like those of others,
 * with a mailbox in the place of a socket. What they do runs on the threads of that program, and
 * what they are called back with on a virtual thread of each.
 */
@NullMarked
package io.heddle.local;

import org.jspecify.annotations.NullMarked;
