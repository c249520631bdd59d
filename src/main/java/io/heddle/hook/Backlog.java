package io.heddle.hook;

/**
 * How much may wait for one observer.
 *
 * @param events at least 1
 * @param bytes of the messages that they are about, at least 1; one that is told of alone may be
 *     larger
 */
public record Backlog(int events, long bytes) {}
