/**
 * The image behind TLS, and behind proxies: real clients, certificates that openssl makes here, and
 * HAProxy and nginx as child processes.
 */
@NullMarked
package io.heddle.it.tls;

import org.jspecify.annotations.NullMarked;
