/**
 * The settings: one table of them, and everything that comes from it.
 *
 * <p>A row of the table is a {@code Setting}: key, kind, bounds, default, help. The rows lie in one
 * file for each room that they are for ({@code ListenerSettings}, {@code ConnectionSettings},
 * {@code SessionSettings}, {@code BrokerSettings}), which also turns the values into that room's
 * option record. From the table come the parser and its errors, {@code print-config}, {@code
 * conf/heddle.properties} and {@code docs/settings.md} (the last two by {@code Reference}). The
 * door is {@link io.heddle.config.Configuration}.
 *
 * <p>The room keeps nothing, writes no log and starts no thread: it runs on the thread that starts
 * the broker, once. A {@code Configuration} is immutable and may be shared.
 */
@NullMarked
package io.heddle.config;

import org.jspecify.annotations.NullMarked;
