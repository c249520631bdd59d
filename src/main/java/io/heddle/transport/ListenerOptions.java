package io.heddle.transport;

/**
 * One listener of the properties file.
 *
 * @param name the NAME of {@code listener.NAME.*}
 * @param transport how bytes travel
 * @param connectionsMax the most connections at a time
 */
public record ListenerOptions(String name, Transport transport, int connectionsMax) {}
