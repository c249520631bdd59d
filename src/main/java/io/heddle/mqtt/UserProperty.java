package io.heddle.mqtt;

/**
 * A name and a value that the standard gives no meaning; a name may come more than once, and the
 * order is kept.
 */
public record UserProperty(String name, String value) {}
