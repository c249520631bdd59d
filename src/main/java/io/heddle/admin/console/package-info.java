/**
 * The pages for people: files in our jar, sent as they are. They know the broker through the REST
 * interface alone, and speak MQTT at the same port.
 *
 * <p>Everything is immutable, or guarded as it says; a request is answered on the thread of its
 * connection.
 */
@NullMarked
package io.heddle.admin.console;

import org.jspecify.annotations.NullMarked;
