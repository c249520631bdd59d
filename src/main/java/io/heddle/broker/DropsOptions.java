package io.heddle.broker;

/**
 * How many dropped messages are remembered.
 *
 * @param perClient of one client, the newest; 0 for none
 * @param clients of how many clients
 */
public record DropsOptions(int perClient, int clients) {}
