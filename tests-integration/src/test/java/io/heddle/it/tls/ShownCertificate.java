package io.heddle.it.tls;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * The only certificate of a store, which a client shows whomever the server says that it trusts:
 * the key managers of the JDK would show none that must be refused.
 */
final class ShownCertificate extends X509ExtendedKeyManager {
  private final String alias;
  private final X509Certificate certificate;
  private final PrivateKey key;

  ShownCertificate(KeyStore store, char[] password) throws GeneralSecurityException {
    alias = store.aliases().nextElement();
    certificate = (X509Certificate) store.getCertificate(alias);
    key = (PrivateKey) store.getKey(alias, password);
  }

  @Override
  public String chooseClientAlias(
      String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return alias;
  }

  @Override
  public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return new String[] {alias};
  }

  @Override
  public X509Certificate[] getCertificateChain(String asked) {
    return new X509Certificate[] {certificate};
  }

  @Override
  public PrivateKey getPrivateKey(String asked) {
    return key;
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null;
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }
}
