package io.heddle.builtin;

/**
 * How much may wait to be published later.
 *
 * @param messages the most of them
 * @param bytes the most that they weigh
 * @param checkPayloadFormat whether a payload that says that it is UTF-8 has to be
 */
public record DelayedOptions(int messages, long bytes, boolean checkPayloadFormat) {}
