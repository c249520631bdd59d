/**
 * The standard's vocabulary, valid by construction: quality of service, reason codes, properties,
 * topic names and filters, messages, wills.
 *
 * <p>Owns no state and starts no thread. Every value is immutable, so any thread may use it.
 */
@NullMarked
package io.heddle.mqtt;

import org.jspecify.annotations.NullMarked;
