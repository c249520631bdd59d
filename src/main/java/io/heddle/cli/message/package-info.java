/**
 * {@code pub}, {@code sub} and {@code rr}: the commands that users of Mosquitto's clients know,
 * with their options.
 *
 * <p>Each runs on the main thread, which reads what the broker sends; {@code pub} reads its input
 * there, and the broker on a virtual thread.
 */
@NullMarked
package io.heddle.cli.message;

import org.jspecify.annotations.NullMarked;
