/**
 * The specs' server without sockets: the rooms from {@code connection} down, in this JVM, with
 * links made of memory.
 *
 * <p>{@link io.heddle.memory.MemoryServers} is what the specs find when they run here; each client
 * has a virtual thread, as it has with a socket.
 */
@NullMarked
package io.heddle.memory;

import org.jspecify.annotations.NullMarked;
