package io.heddle.config;

import io.heddle.auth.ldap.DnTemplate;
import io.heddle.auth.ldap.FilterTemplate;
import io.heddle.auth.ldap.LdapOptions;
import io.heddle.auth.ldap.LdapSetup;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The settings of a directory that is asked who clients are. */
final class LdapSettings {
  private static final Kind<String> DN = new Kind.Text("a distinguished name");
  private static final Kind<String> FILTER =
      new Checked("a filter of LDAP such as (uid=%u)", text -> problem(text, FilterTemplate::of));

  /** Who spells user names. */
  enum Spelling {
    DIRECTORY,
    CLIENT
  }

  static final Setting<String> URL =
      Setting.optional(
          "auth.ldap.url",
          new Address(
              "ldap://HOST, ldaps://HOST, or one of them with a port", LdapOptions::problem),
          "ldaps://directory.example",
          "The directory whose users may come in, each with the password that the directory knows (docs/ldap.md). When it does not answer"
              + " clients are refused.");

  static final Setting<Boolean> STARTTLS =
      Setting.of(
          "auth.ldap.starttls",
          new Kind.Flag(),
          "false",
          "Whether a connection to ldap:// is secured before anything is said.");

  static final Setting<String> CA_FILE =
      Setting.optional(
          "auth.ldap.ca-file",
          Outside.FILE,
          "/etc/heddle/ldap-ca.pem",
          "Certificates in PEM, one of which has to have issued that of the directory. Without it: those that Java trusts.");

  static final Setting<Duration> TIMEOUT =
      Setting.of(
          "auth.ldap.timeout",
          TimeSpan.between(Duration.ofMillis(10), Duration.ofMinutes(1)),
          "2s",
          "How long connecting may take, and each answer. A client waits for limits.connect-timeout at most.");

  static final Setting<Integer> CONNECTIONS =
      Setting.of(
          "auth.ldap.connections",
          new Kind.Whole(1, 1000),
          "16",
          "Connections to the directory at a time, one for each login. Each has two threads. Other clients wait for their turn.");

  static final Setting<String> USER_DN =
      Setting.optional(
          "auth.ldap.user-dn",
          new Checked(
              "a distinguished name with %u, such as uid=%u,ou=people",
              text -> problem(text, DnTemplate::of)),
          "uid=%u,ou=people,dc=example,dc=org",
          "How the entry of a user is called; %u stands for the user name. Without it the entry is searched.");

  static final Setting<String> USER_BASE =
      Setting.optional(
          "auth.ldap.user-base",
          DN,
          "ou=people,dc=example,dc=org",
          "Below which entry users are searched.");

  static final Setting<String> USER_FILTER =
      Setting.of(
          "auth.ldap.user-filter",
          FILTER,
          "(uid=%u)",
          "Which entry is that of a user; %u stands for the user name. For Active Directory: (sAMAccountName=%u).");

  static final Setting<String> BIND_DN =
      Setting.optional(
          "auth.ldap.bind-dn",
          DN,
          "cn=heddle,dc=example,dc=org",
          "The account that searches. Without it the broker searches as nobody.");

  static final Setting<String> BIND_PASSWORD_FILE =
      Setting.optional(
          "auth.ldap.bind-password-file",
          Outside.FILE,
          "/etc/heddle/ldap-password",
          "The file with the password of that account. It is read anew when it changes.");

  static final Setting<Spelling> USER_NAME =
      Setting.of(
          "auth.ldap.user-name",
          new Kind.Choice<>(Spelling.class),
          "directory",
          "Whether users are called as the directory spells them or as the client does. Directories take Alice for alice; rules of access do"
              + " not, and a rule against alice would not hold Alice.");

  static final Setting<String> GROUP_BASE =
      Setting.optional(
          "auth.ldap.group-base",
          DN,
          "ou=groups,dc=example,dc=org",
          "Below which entry the groups of a user are searched, for rules of access. Without it nobody has groups.");

  static final Setting<String> GROUP_FILTER =
      Setting.of(
          "auth.ldap.group-filter",
          FILTER,
          "(member=%d)",
          "Which entries are groups of a user; %d stands for the distinguished name of its entry, %u for the user name.");

  static final Setting<String> GROUP_ATTRIBUTE =
      Setting.of(
          "auth.ldap.group-attribute",
          new Kind.Text("the name of an attribute"),
          "cn",
          "The attribute with the name of a group.");

  static final List<Setting<?>> ALL =
      List.of(
          URL,
          STARTTLS,
          CA_FILE,
          TIMEOUT,
          CONNECTIONS,
          USER_DN,
          USER_BASE,
          USER_FILTER,
          BIND_DN,
          BIND_PASSWORD_FILE,
          USER_NAME,
          GROUP_BASE,
          GROUP_FILTER,
          GROUP_ATTRIBUTE);

  private LdapSettings() {}

  private static String problem(String text, Consumer<String> reader) {
    try {
      reader.accept(text);
      return "";
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
  }

  static List<String> problems(Values values) {
    String url = Outside.text(values, URL);
    if (url == null) {
      return List.of();
    }
    List<String> problems = new ArrayList<>();
    boolean named = Outside.text(values, USER_DN) != null;
    if (!named && Outside.text(values, USER_BASE) == null) {
      problems.add(
          Outside.error(values, URL, "needs auth.ldap.user-dn or auth.ldap.user-base beside it"));
    }
    if (values.get(STARTTLS) && url.toLowerCase(Locale.ROOT).startsWith("ldaps:")) {
      problems.add(Outside.error(values, STARTTLS, "ldaps is secured already"));
    }
    if ((Outside.text(values, BIND_DN) == null)
        != (Outside.path(values, BIND_PASSWORD_FILE) == null)) {
      problems.add(
          "auth.ldap.bind-dn and auth.ldap.bind-password-file belong together; one is missing");
    }
    if (!named
        && values.get(USER_NAME) == Spelling.DIRECTORY
        && FilterTemplate.of(values.get(USER_FILTER)).attribute().isEmpty()) {
      problems.add(
          Outside.error(
              values,
              USER_FILTER,
              "needs a part (ATTRIBUTE=%u), which says where user names are, or auth.ldap.user-name = client"));
    }
    return problems;
  }

  static @Nullable LdapSetup setup(Values values) {
    String url = Outside.text(values, URL);
    if (url == null) {
      return null;
    }
    String base = Outside.text(values, USER_BASE);
    String groups = Outside.text(values, GROUP_BASE);
    return new LdapSetup(
        URI.create(url),
        values.get(STARTTLS),
        Outside.path(values, CA_FILE),
        values.get(TIMEOUT),
        values.get(CONNECTIONS),
        account(values),
        Outside.text(values, USER_DN),
        base == null ? null : new LdapSetup.Search(base, values.get(USER_FILTER), ""),
        values.get(USER_NAME) == Spelling.DIRECTORY,
        groups == null
            ? null
            : new LdapSetup.Search(groups, values.get(GROUP_FILTER), values.get(GROUP_ATTRIBUTE)));
  }

  private static LdapSetup.@Nullable Account account(Values values) {
    String dn = Outside.text(values, BIND_DN);
    Path file = Outside.path(values, BIND_PASSWORD_FILE);
    return dn == null || file == null ? null : new LdapSetup.Account(dn, file);
  }
}
