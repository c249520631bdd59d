package io.heddle.transport.tls;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/** What of a client's certificate is its user name. Safe for use by any thread. */
public enum CertificateName {
  /** The common name of the subject; of several the most specific, which stands last. */
  COMMON_NAME,
  /** The whole subject as RFC 2253 writes it, such as {@code CN=pump,O=Works}. */
  SUBJECT,
  /** The first DNS name among the alternative names. */
  DNS,
  /** The first e-mail address among the alternative names. */
  EMAIL,
  /** The first URI among the alternative names. */
  URI;

  private static final byte[] COMMON_NAME_ID = HexFormat.of().parseHex("550403");

  /**
   * The user name; empty when the certificate has no such name, or one with control characters,
   * which no user name has.
   */
  public Optional<String> of(X509Certificate certificate) {
    Optional<String> name =
        switch (this) {
          case COMMON_NAME -> commonName(certificate.getSubjectX500Principal());
          case SUBJECT ->
              Optional.of(certificate.getSubjectX500Principal().getName(X500Principal.RFC2253));
          case DNS -> alternative(certificate, 2);
          case EMAIL -> alternative(certificate, 1);
          case URI -> alternative(certificate, 6);
        };
    return name.filter(n -> !n.isEmpty() && n.chars().noneMatch(Character::isISOControl));
  }

  private static Optional<String> alternative(X509Certificate certificate, int kind) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      return names == null
          ? Optional.empty()
          : names.stream()
              .filter(name -> name.get(0).equals(kind))
              .map(name -> (String) name.get(1))
              .findFirst();
    } catch (CertificateParsingException e) {
      return Optional.empty();
    }
  }

  /**
   * Read from the bytes and not from the subject's text, in which a name with a comma could look
   * like two.
   */
  private static Optional<String> commonName(X500Principal subject) {
    Optional<String> found = Optional.empty();
    Der sets = Der.of(subject.getEncoded()).enter(Der.SEQUENCE);
    while (sets.hasNext()) {
      Der set = sets.enter(Der.SET);
      while (set.hasNext()) {
        Der attribute = set.enter(Der.SEQUENCE);
        byte[] id = attribute.enter(Der.OBJECT_IDENTIFIER).rest();
        if (Arrays.equals(id, COMMON_NAME_ID)) {
          int tag = attribute.tag();
          found = Optional.of(new String(attribute.enter(tag).rest(), charset(tag)));
        }
      }
    }
    return found;
  }

  /** The characters of the string types that names may have. */
  private static Charset charset(int tag) {
    return switch (tag) {
      case 0x14 -> StandardCharsets.ISO_8859_1; // TeletexString, as everybody uses it
      case 0x1c -> StandardCharsets.UTF_32BE; // UniversalString
      case 0x1e -> StandardCharsets.UTF_16BE; // BMPString
      default -> StandardCharsets.UTF_8;
    };
  }
}
