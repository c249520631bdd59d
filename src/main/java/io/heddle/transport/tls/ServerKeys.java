package io.heddle.transport.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the server's certificate by the host that a client names. Immutable; an alias is the
 * index of an identity.
 *
 * <p>The engine asks for one kind of key after the other, in the client's order. So who is meant is
 * decided first, without the kind: or a client that likes RSA best would get the RSA certificate of
 * another host.
 */
final class ServerKeys extends X509ExtendedKeyManager {
  private final List<Identity> identities;

  ServerKeys(List<Identity> identities) {
    this.identities = List.copyOf(identities);
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
    String host = requestedHost(engine.getHandshakeSession());
    boolean known = host != null && identities.stream().anyMatch(each -> each.isFor(host));
    for (int i = 0; i < identities.size(); i++) {
      Identity identity = identities.get(i);
      boolean meant = known ? identity.isFor(String.valueOf(host)) : isDefault(identity);
      if (meant && identity.certificate().getPublicKey().getAlgorithm().equals(keyType)) {
        return Integer.toString(i);
      }
    }
    return null;
  }

  /** The first one; and those of another kind of key for the same hosts. */
  private boolean isDefault(Identity identity) {
    Identity first = identities.getFirst();
    return identity.equals(first)
        || !identity.names().isEmpty() && identity.names().equals(first.names());
  }

  /** The host that a client has named in its hello, or null. */
  static @Nullable String requestedHost(@Nullable SSLSession session) {
    if (session instanceof ExtendedSSLSession extended) {
      for (SNIServerName name : extended.getRequestedServerNames()) {
        if (name instanceof SNIHostName host) {
          return host.getAsciiName();
        }
      }
    }
    return null;
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return identities.get(Integer.parseInt(alias)).chain().toArray(X509Certificate[]::new);
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return identities.get(Integer.parseInt(alias)).key();
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  /** Only engines are served. */
  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, Socket socket) {
    return null;
  }

  /** This is no client. */
  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  /** This is no client. */
  @Override
  public @Nullable String chooseClientAlias(
      String[] keyType, Principal @Nullable [] issuers, Socket socket) {
    return null;
  }
}
