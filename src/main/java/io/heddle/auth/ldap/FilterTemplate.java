package io.heddle.auth.ldap;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A filter of LDAP with {@code %u} for the user name and {@code %d} for the distinguished name of
 * its entry. JNDI puts the values in, and escapes them. Immutable.
 */
public final class FilterTemplate {
  private static final Pattern ATTRIBUTE = Pattern.compile("\\(([A-Za-z][A-Za-z0-9-]*)=%u\\)");

  private final String text;
  private final String jndi;

  private FilterTemplate(String text, String jndi) {
    this.text = text;
    this.jndi = jndi;
  }

  /**
   * A template.
   *
   * @throws IllegalArgumentException when it is no filter
   */
  public static FilterTemplate of(String text) {
    if (text.indexOf('{') >= 0 || text.indexOf('}') >= 0) {
      throw new IllegalArgumentException("a brace is written \\7b or \\7d in a filter");
    }
    if (!text.startsWith("(") || !isBalanced(text)) {
      throw new IllegalArgumentException("a filter stands in brackets, as (uid=%u)");
    }
    return new FilterTemplate(text, text.replace("%u", "{0}").replace("%d", "{1}"));
  }

  /** Within values brackets are written in hexadecimal. */
  private static boolean isBalanced(String text) {
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      depth += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
      if (depth < 0 || depth == 0 && i < text.length() - 1) {
        return false;
      }
    }
    return depth == 0;
  }

  /** With the numbers of {@link #values} in braces. */
  String jndi() {
    return jndi;
  }

  static Object[] values(String user, String dn) {
    return new Object[] {user, dn};
  }

  /** The attribute that is compared with the user name; empty when there is none. */
  public String attribute() {
    Matcher found = ATTRIBUTE.matcher(text);
    return found.find() ? found.group(1) : "";
  }

  @Override
  public String toString() {
    return text;
  }
}
