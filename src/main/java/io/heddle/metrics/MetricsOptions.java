package io.heddle.metrics;

/**
 * Where the metrics can be read.
 *
 * @param address the local address
 * @param port 0 to 65,535; 0 picks a free one
 */
public record MetricsOptions(String address, int port) {}
