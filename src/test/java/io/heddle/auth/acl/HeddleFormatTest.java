package io.heddle.auth.acl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with lines of Heddle's format: the word, and what is allowed. */
class HeddleFormatTest {
  private static final String WHO = "all, anonymous, user, client, group, address, certificate";

  @Test
  void allErrorsAreToldAtOnce() {
    assertEquals(
        List.of(
            "acl:2: alow: no such rule; the nearest is allow; allowed are allow, deny",
            "acl:4: publsh: no such action or condition; the nearest is publish; allowed are"
                + " connect, publish, subscribe, anonymous, user, client, group, address,"
                + " certificate",
            "acl:5: usr: no such client; the nearest is user; allowed are " + WHO,
            "acl:6: subscibe: no such action; the nearest is subscribe; allowed are connect,"
                + " publish, subscribe"),
        Asked.errors(
            "allow all",
            "alow all",
            "# fine",
            "allow all publsh a",
            "deny usr bob",
            "deny all publish,subscibe a",
            "deny all"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          deny                               | it is not said who; allowed are all, anonymous, user, client, group, address, certificate
          deny xyzzyx                        | xyzzyx: no such client; allowed are all, anonymous, user, client, group, address, certificate
          allow user                         | user: the value is missing
          allow user a,,b                    | a,,b: nothing stands before or behind a comma
          allow user a,                      | a,: nothing stands before or behind a comma
          allow user 'a b'                   | 'a: quotes are double here; a name that begins with ' is "'…"
          allow user "a                      | "a: the quote is not closed
          allow user "a\\                    | "a\\: the quote is not closed
          allow user "a\\x"                  | \\x: between quotes a backslash stands before " or \\ only
          allow user a user b                | user: comes twice, and never both hold; several values are joined by commas
          allow client a client b            | client: comes twice, and never both hold; several values are joined by commas
          allow all user a                   | user: all stands alone
          allow user a all                   | all: all stands alone
          allow all all                      | all: all stands alone
          allow anonymous user a             | user: who is anonymous has no user name
          allow user a anonymous             | anonymous: who is anonymous has no user name
          allow address here publish a       | here: no such address; allowed is an address, such as 192.168.1.7 or fd00::7, or a range, such as 10.0.0.0/8
          allow certificate Acme publish a   | Acme: allowed is ATTRIBUTE="VALUE", such as O="Acme"
          allow certificate cn=x             | cn: no such attribute of a subject; the nearest is CN; allowed are CN, O, OU, C, L, ST, STREET, DC, UID, emailAddress, serialNumber
          allow all connect a/b              | connect: has no topic; give it a rule of its own
          allow all connect,publish a/b      | connect: has no topic; give it a rule of its own
          allow all connect max-qos 1        | max-qos: is about publish and subscribe
          allow all publish a/#/b            | a/#/b: no topic filter: # is the last level: a/#/b
          allow all publish a+               | a+: no topic filter: a wildcard stands alone in its level: a+
          allow all publish ""               | : no topic filter: a topic has at least one character
          allow all publish =a/#b            | a/#b: no topic filter: a wildcard stands alone in its level: a/#b
          allow all subscribe $share/g/a     | $share/g/a: a rule is about the filter without $share/NAME/: a
          allow all publish a,b              | a,b: blanks separate topics; one with a comma is "a,b"
          allow all publish a/# # all of a   | #: stands alone or in quotes, "#"; a comment has a line of its own
          allow all publish # here           | #: stands alone or in quotes, "#"; a comment has a line of its own
          allow all # here                   | #: no such action or condition; allowed are connect, publish, subscribe, anonymous, user, client, group, address, certificate
          allow all publish a no-retian      | no-retian: the nearest is no-retain; a topic of that name is "no-retian"
          allow all publish a maxqos 1       | maxqos: the nearest is max-qos; a topic of that name is "maxqos"
          allow all publish a max-qos        | max-qos : allowed is 0, 1 or 2
          allow all publish a max-qos 3      | max-qos 3: allowed is 0, 1 or 2
          allow all publish a max-qos 1 b    | b: no such option; allowed are max-qos, retain, no-retain
          allow all publish retain max-qos 1 retain | retain: comes twice
          allow all publish retain no-retain | no-retain: retain and no-retain together fit no message
          allow all subscribe a retain       | retain: is about publish alone
          deny all publish a max-qos 1       | max-qos: limits what a rule allows; a rule that denies has none
          allow all publish a/x%u            | a/x%u: x%u: placeholders are %u (user name) and %c (client identifier), alone in their level; the text itself is matched by a filter that begins with =
          allow all publish %c-%u/a          | %c-%u/a: %c-%u: placeholders are %u (user name) and %c (client identifier), alone in their level; the text itself is matched by a filter that begins with =
          allow all publish a/${username}    | a/${username}: ${username}: placeholders are %u (user name) and %c (client identifier), alone in their level; the text itself is matched by a filter that begins with =
          ALLOW all                          | ALLOW: no such rule; the nearest is allow; allowed are allow, deny
          {allow, all}.                      | {allow,: no such rule; the nearest is allow; allowed are allow, deny
          allow all "publish" a              | "publish": no such action or condition; the nearest is publish; allowed are connect, publish, subscribe, anonymous, user, client, group, address, certificate
          """)
  void wrongLines(String line, String error) {
    assertEquals(List.of("acl:1: " + error), Asked.errors(line));
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8,",
    "192.168.1.7,",
    "::1,",
    "fd00::/8,",
    "0.0.0.0/0,",
    "10.1.2.3/8, the address has more than 8 bits; the range is 10.0.0.0/8",
    "10.0.0.0/33, behind the slash is a number from 0 to 32",
    "10.0.0.0/-1, behind the slash is a number from 0 to 32",
    "10.0.0.0/, behind the slash is a number from 0 to 32",
    "fd00::/129, behind the slash is a number from 0 to 128",
    "10.0.0, no such address",
    "010.0.0.1, no such address",
    "256.0.0.1, no such address",
    "localhost, no such address",
    "fe80::1%eth0, no such address",
    "1::2::3, no such address"
  })
  void addresses(String text, String error) {
    List<String> errors = Asked.errors("allow address " + text + " publish a");
    String start = error == null ? "" : "acl:1: " + text + ": " + error;
    assertEquals(error == null ? 0 : 1, errors.size(), errors::toString);
    assertEquals(start, errors.isEmpty() ? "" : errors.getFirst().substring(0, start.length()));
  }
}
