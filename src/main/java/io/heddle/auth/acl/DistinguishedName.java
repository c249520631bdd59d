package io.heddle.auth.acl;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.security.auth.x500.X500Principal;

/** The attributes of a certificate's subject, in the order of RFC 2253. */
public record DistinguishedName(List<Attribute> attributes) {
  /** The attributes that a rule can ask for; others have no name that everybody agrees on. */
  static final List<String> NAMES =
      List.of(
          "CN", "O", "OU", "C", "L", "ST", "STREET", "DC", "UID", "emailAddress", "serialNumber");

  /** Those of {@link #NAMES} that RFC 2253 has no keyword for. */
  private static final Map<String, String> MORE =
      Map.of("1.2.840.113549.1.9.1", "emailAddress", "2.5.4.5", "serialNumber");

  /** A name and a value. */
  public record Attribute(String name, String value) {}

  /** Those of a subject. */
  public static DistinguishedName of(X500Principal subject) {
    String text = subject.getName(X500Principal.RFC2253, MORE);
    List<Attribute> attributes = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int equals = text.indexOf('=', start);
      StringBuilder value = new StringBuilder();
      int end = equals + 1;
      // What separates attributes is escaped within a value: a value cannot pretend to be two.
      for (; end < text.length() && text.charAt(end) != ',' && text.charAt(end) != '+'; end++) {
        if (text.charAt(end) == '\\') {
          end++;
        }
        value.append(text.charAt(end));
      }
      attributes.add(new Attribute(text.substring(start, equals), value.toString()));
      start = end + 1;
    }
    return new DistinguishedName(List.copyOf(attributes));
  }

  /** The values of an attribute, which may come more than once. */
  public List<String> values(String name) {
    return attributes.stream()
        .filter(attribute -> attribute.name().equals(name))
        .map(Attribute::value)
        .toList();
  }
}
