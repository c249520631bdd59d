/**
 * The PROXY protocol, versions 1 and 2: a proxy in front tells in a header who its client is.
 *
 * <p>Owns the reading of that header ({@code ProxyHeaders}) and the link that takes it off ({@code
 * ProxyLink}). It knows the port {@code connection.Link}, no sockets, and has no threads: a header
 * is read by the thread of its client.
 */
@NullMarked
package io.heddle.transport.proxy;

import org.jspecify.annotations.NullMarked;
