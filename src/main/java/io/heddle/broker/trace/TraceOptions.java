package io.heddle.broker.trace;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where traces are kept.
 *
 * @param folder of their files; null for none
 * @param fileSize the most bytes of a file
 */
public record TraceOptions(@Nullable Path folder, long fileSize) {}
