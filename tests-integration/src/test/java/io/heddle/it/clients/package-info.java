/**
 * Clients that others have written, against the image: what all of them can is said once, in {@link
 * io.heddle.it.clients.ClientContract}; what is special to MQTT 5 is tested with each library's own
 * words.
 */
@NullMarked
package io.heddle.it.clients;

import org.jspecify.annotations.NullMarked;
