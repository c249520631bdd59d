package io.heddle.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one client at one moment. Made by the broker alone: its constructor grows with it.
 *
 * @param messages in its queue
 * @param bytes what those weigh, as {@code queue.bytes} counts
 * @param oldest when the first of them came, give or take half of the time since; null when none
 *     waits, or all of them are from before the broker started
 * @param outboxBytes bytes that were put on their way to it and that its socket has not taken
 */
public record Backlog(int messages, long bytes, @Nullable Instant oldest, long outboxBytes) {}
