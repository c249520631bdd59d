/**
 * TLS over any link: keys and certificates from files, the handshake, and the records that carry a
 * client's bytes.
 *
 * <p>Owns the key material of a listener ({@code TlsContext}, which can be loaded again while
 * clients are connected) and what one client's TLS needs ({@code TlsLink}). It knows the port
 * {@code connection.Link} and the JDK, neither sockets nor MQTT.
 *
 * <p>It has no thread of its own but those of the {@code HandshakePool}, platform threads that sign
 * and exchange keys. Everything else runs on the threads of the connections; {@code TlsLink} says
 * which lock guards what.
 */
@NullMarked
package io.heddle.transport.tls;

import org.jspecify.annotations.NullMarked;
