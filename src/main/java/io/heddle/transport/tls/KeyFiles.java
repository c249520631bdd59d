package io.heddle.transport.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A private key with its certificates, from PEM files or a PKCS#12 file. */
final class KeyFiles {
  /** Every DER file of a kind that is read here is one sequence. */
  private static final int DER = 0x30;

  private KeyFiles() {}

  /** Reads them; the first certificate is that of the key. */
  static Identity read(TlsOptions.Certificate files) throws TlsSetupException {
    Path file = files.chain();
    byte[] content = Pem.file(file);
    List<Pem> blocks = Pem.blocks(file, content);
    if (blocks.isEmpty() && content.length > 0 && content[0] == DER) {
      return pkcs12(files, content);
    }
    List<X509Certificate> chain = Certificates.in(file, blocks);
    if (chain.isEmpty()) {
      throw new TlsSetupException(
          file
              + ": it holds "
              + Pem.found(blocks)
              + "; a certificate in PEM, or a PKCS#12 file is needed");
    }
    Path keyFile = files.key();
    PrivateKey key =
        keyFile == null
            ? key(file, blocks, files.password())
            : key(keyFile, Pem.blocks(keyFile, Pem.file(keyFile)), files.password());
    return matching(keyFile == null ? file : keyFile, file, key, chain);
  }

  private static PrivateKey key(Path file, List<Pem> blocks, @Nullable String password)
      throws TlsSetupException {
    List<Pem> keys = blocks.stream().filter(Pem::isPrivateKey).toList();
    if (keys.size() != 1) {
      throw new TlsSetupException(
          file
              + ": it holds "
              + (keys.size() > 1 ? keys.size() + " private keys" : Pem.found(blocks))
              + "; one private key in PEM is needed");
    }
    return PrivateKeys.of(file, keys.getFirst(), password);
  }

  private static Identity pkcs12(TlsOptions.Certificate files, byte[] content)
      throws TlsSetupException {
    Path file = files.chain();
    if (files.key() != null) {
      throw new TlsSetupException(
          file + ": it is a PKCS#12 file, which holds the key too; leave the key file out");
    }
    String given = files.password();
    // Such a file always has a password, be it an empty one.
    char[] password = given == null ? new char[0] : given.toCharArray();
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(new ByteArrayInputStream(content), password);
      List<String> aliases = Collections.list(store.aliases());
      List<String> keys = new ArrayList<>();
      for (String alias : aliases) {
        if (store.isKeyEntry(alias)) {
          keys.add(alias);
        }
      }
      if (keys.size() != 1) {
        throw new TlsSetupException(
            file + ": it holds " + keys.size() + " private keys; one is needed");
      }
      PrivateKey key = (PrivateKey) store.getKey(keys.getFirst(), password);
      List<X509Certificate> chain =
          Stream.of(store.getCertificateChain(keys.getFirst()))
              .map(X509Certificate.class::cast)
              .toList();
      return matching(file, file, key, chain);
    } catch (IOException | GeneralSecurityException e) {
      throw new TlsSetupException(notOpened(file, given != null, e), e);
    }
  }

  private static String notOpened(Path file, boolean hasPassword, Exception reason) {
    if (reason.getCause() instanceof UnrecoverableKeyException) {
      return file + ": the password of this PKCS#12 file is " + (hasPassword ? "wrong" : "missing");
    }
    return file + ": it is neither PEM nor PKCS#12: " + reason.getMessage();
  }

  private static Identity matching(
      Path keyFile, Path file, PrivateKey key, List<X509Certificate> chain)
      throws TlsSetupException {
    X509Certificate certificate = chain.getFirst();
    if (!match(key, certificate)) {
      boolean later = chain.stream().skip(1).anyMatch(other -> match(key, other));
      throw new TlsSetupException(
          keyFile
              + ": the key ("
              + key.getAlgorithm()
              + ") does not belong to the first certificate of "
              + file
              + " ("
              + certificate.getPublicKey().getAlgorithm()
              + ", "
              + certificate.getSubjectX500Principal()
              + ")"
              + (later ? ", but to a later one, which must stand first" : ""));
    }
    return Identity.of(key, chain);
  }

  /** Whether the certificate's public key verifies what the private key has signed. */
  private static boolean match(PrivateKey key, X509Certificate certificate) {
    if (key instanceof RSAKey mine && certificate.getPublicKey() instanceof RSAKey its) {
      return mine.getModulus().equals(its.getModulus());
    }
    try {
      String algorithm = key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "EdDSA";
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      byte[] signed = signature.sign();
      signature.initVerify(certificate.getPublicKey());
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
