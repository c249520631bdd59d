package io.heddle.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A trace at one moment. Made by the broker alone: its constructor grows with it.
 *
 * @param endedAt null while it goes on
 * @param words why it has ended; empty while it goes on
 * @param entries that were written
 * @param missed entries that were not, because they came faster than they could be
 * @param bytes that were written
 * @param file whether they are in a file; otherwise they can be had live alone
 */
public record TraceInfo(
    String id,
    TraceRequest request,
    Instant startedAt,
    @Nullable Instant endedAt,
    String words,
    long entries,
    long missed,
    long bytes,
    boolean file) {}
