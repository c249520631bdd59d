/**
 * The way in: {@link io.heddle.Heddle#start} builds a {@link io.heddle.Broker} out of its rooms,
 * with {@code new} and in the order of their dependencies.
 *
 * <p>This is the one room that knows all others; nothing imports it but the command line. Starting
 * and stopping run on the caller's thread.
 *
 * <p>Its classes, in the order in which a broker is built of them:
 *
 * <ul>
 *   <li>{@code Heddle} and its builder: settings, and {@code Deciders}, the code that an embedder
 *       brings
 *   <li>{@code Assembly}: builds all that follows, with {@code Steps}, what is to be undone when a
 *       part fails
 *   <li>{@code Ground}: clock, threads and the lists of hooks, which need nothing else
 *   <li>{@code Gatekeeping}: passwords, rules and bans of files, read anew when they change; {@code
 *       Remotes}: tokens, web servers and directories that are asked; {@code Library}: says which
 *       optional library is missing
 *   <li>{@code LiveAsked}: whom connections ask about clients, as extensions come and go
 *   <li>{@code BrokerOperations}: bans, listeners, status and reload, as the services have them
 *   <li>{@code Facilities}: the services with {@code EffectiveSettings}, the extensions, which see
 *       the broker as {@code ExtensionHost}, and {@code Features}, hooks that the configuration
 *       wants, such as delayed messages
 *   <li>{@code AdminPort}: the REST interface and the console, if the configuration has them; open
 *       before the store is recovered, so that it can tell. {@code PageMqtt}: MQTT for its pages,
 *       over a {@code PageLink}, with the rights that {@code PagesOnly} knows
 *   <li>{@code MetricsPort}: where Prometheus reads, if it may
 *   <li>{@code Broker}: what the caller gets, and closes
 * </ul>
 */
@NullMarked
package io.heddle;

import org.jspecify.annotations.NullMarked;
