/**
 * The image under stress: clients that are slow, many, rude or endless, and beside each a {@link
 * io.heddle.it.stress.Canary} whose messages must never be late. The brokers run with a small heap,
 * and a JVM that runs out of it ends: surviving proves the bounds. The long forms are in {@code
 * tests-integration/soak}.
 */
@NullMarked
package io.heddle.it.stress;

import org.jspecify.annotations.NullMarked;
