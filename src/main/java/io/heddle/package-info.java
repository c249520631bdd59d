/**
 * The way in: {@link io.heddle.Heddle#start} builds a {@link io.heddle.Broker} out of its rooms,
 * with {@code new} and in the order of their dependencies.
 *
 * <p>This is the one room that knows all others; nothing imports it but the command line. Starting
 * and stopping run on the caller's thread.
 */
@NullMarked
package io.heddle;

import org.jspecify.annotations.NullMarked;
