/**
 * The metrics, as Prometheus reads them. It knows the API alone, and Prometheus's library: what it
 * shows, an embedder can show too. It owns the HTTP server of {@code metrics.port} and nothing
 * else; all numbers are read from the API when somebody asks, nothing is counted twice.
 *
 * <p>Runs on the threads of that server: one that waits for connections, two that watch the time,
 * and two at most that answer, from the broker's own; all are platform threads that do not keep the
 * JVM alive.
 */
@NullMarked
package io.heddle.metrics;

import org.jspecify.annotations.NullMarked;
