/**
 * Clients that are a part of the program that embeds the broker: sessions like those of others,
 * with a mailbox in the place of a socket.
 */
@NullMarked
package io.heddle.local;

import org.jspecify.annotations.NullMarked;
