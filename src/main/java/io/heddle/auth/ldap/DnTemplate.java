package io.heddle.auth.ldap;

import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/**
 * A distinguished name with {@code %u} for the user name, such as {@code uid=%u,ou=people}. What a
 * client calls itself stays one value in it. Immutable.
 */
public final class DnTemplate {
  private static final String MARK = "%u";

  private final String text;
  private final String attribute;

  private DnTemplate(String text, String attribute) {
    this.text = text;
    this.attribute = attribute;
  }

  /**
   * A template.
   *
   * @throws IllegalArgumentException when it is no distinguished name, or the mark is not the whole
   *     value of one attribute
   */
  public static DnTemplate of(String text) {
    try {
      String attribute = "";
      for (Rdn rdn : new LdapName(text).getRdns()) {
        if (MARK.equals(rdn.getValue())) {
          attribute = rdn.getType();
        }
      }
      if (attribute.isEmpty() || text.indexOf(MARK) != text.lastIndexOf(MARK)) {
        throw new IllegalArgumentException(
            "%u, for the user name, has to be the value of one attribute, as in uid=%u,ou=people");
      }
      return new DnTemplate(text, attribute);
    } catch (InvalidNameException e) {
      throw new IllegalArgumentException("no distinguished name", e);
    }
  }

  String fill(String user) {
    return text.replace(MARK, Rdn.escapeValue(user));
  }

  String attribute() {
    return attribute;
  }

  @Override
  public String toString() {
    return text;
  }
}
