/**
 * The standard's vocabulary: quality of service, reason codes, properties, topic names and filters,
 * subscriptions, messages, wills.
 *
 * <p>Every value is immutable and valid by construction: who holds a {@link
 * io.heddle.mqtt.TopicName} need not ask whether it contains a wildcard. The room knows nothing of
 * bytes on a wire, sessions, clients or threads, and imports no other room. All types are safe for
 * use by any number of threads.
 */
@NullMarked
package io.heddle.mqtt;

import org.jspecify.annotations.NullMarked;
