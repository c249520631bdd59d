package io.heddle.auth.ldap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import org.junit.jupiter.api.Test;

/** Names and filters with a place for what a client says. */
class TemplatesTest {
  @Test
  void names() {
    DnTemplate template = DnTemplate.of("uid=%u,ou=people,dc=example");
    assertEquals("uid=alice,ou=people,dc=example", template.fill("alice"));
    assertEquals("uid=a\\,ou\\=x\\+y,ou=people,dc=example", template.fill("a,ou=x+y"));
    assertEquals("uid", template.attribute());
    for (String wrong :
        new String[] {
          "", "%u", "uid=alice", "uid=a%u,dc=x", "uid=%u,cn=%u", "uid=%u,dc", "%u@corp"
        }) {
      assertThrows(IllegalArgumentException.class, () -> DnTemplate.of(wrong), wrong);
    }
  }

  @Test
  void filters() {
    assertEquals("(&(a=b)(uid={0}))", FilterTemplate.of("(&(a=b)(uid=%u))").jndi());
    assertEquals("uid", FilterTemplate.of("(&(a=b)(uid=%u))").attribute());
    assertEquals("(member={1})", FilterTemplate.of("(member=%d)").jndi());
    assertEquals("", FilterTemplate.of("(member=%d)").attribute());
    for (String wrong :
        new String[] {"", "uid=%u", "(uid=%u", "(uid=%u))", "(a=b)(c=d)", "(uid={0})"}) {
      assertThrows(IllegalArgumentException.class, () -> FilterTemplate.of(wrong), wrong);
    }
  }

  @Test
  void addresses() {
    for (String right : new String[] {"ldap://a", "ldaps://a.example:636", "ldap://[::1]:389/"}) {
      assertEquals("", LdapOptions.problem(URI.create(right)));
    }
    for (String wrong :
        new String[] {"http://a", "ldap:///", "ldap://u@a", "ldap://a/dc=x", "ldap://a?x", "a"}) {
      assertFalse(LdapOptions.problem(URI.create(wrong)).isEmpty(), wrong);
    }
  }
}
