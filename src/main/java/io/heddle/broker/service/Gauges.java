package io.heddle.broker.service;

import io.heddle.api.Statistics;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What is read of rooms that this one does not know. Safe for use by any thread.
 *
 * @param carriers of the threads of clients
 * @param delayed messages; empty when there can be none
 * @param requests to the REST interface
 */
public record Gauges(
    Supplier<Statistics.Carriers> carriers,
    Supplier<Optional<Statistics.DelayedMessages>> delayed,
    Supplier<List<Statistics.AdminRequests>> requests) {}
