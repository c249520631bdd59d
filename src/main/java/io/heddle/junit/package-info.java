/**
 * A broker for other people's tests: {@link io.heddle.junit.HeddleBroker} on a test class or method
 * starts one and hands it over as a parameter.
 *
 * <p>The package needs {@code org.junit.jupiter.api}, which whoever tests has; nothing else of the
 * module knows it. It uses {@code io.heddle} alone, as any embedder does. Brokers are started and
 * closed on the thread that JUnit runs the test on; tests may run in parallel.
 */
@NullMarked
package io.heddle.junit;

import org.jspecify.annotations.NullMarked;
