/**
 * {@code bench}: many clients at once, with the words of emqtt-bench.
 *
 * <p>Each client has a virtual thread, which reads its connection, and one that publishes has
 * another for that. They meet in {@code Tally}, which any thread may use; the main thread starts
 * them and says each second how far they are.
 */
@NullMarked
package io.heddle.cli.bench;

import org.jspecify.annotations.NullMarked;
