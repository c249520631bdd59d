package io.heddle.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All settings, in the order in which people read them. */
final class Table {

  /**
   * Settings whose keys begin alike.
   *
   * @param prefix what they begin with, without the dot
   * @param about what to know about them, in sentences; may be empty
   */
  record Group(String prefix, String title, String about, List<Setting<?>> settings) {}

  static final List<Group> GROUPS =
      List.of(
          group(
              "listener",
              "Listeners",
              "Where clients connect. Every listener has a NAME, made of lower-case letters, digits"
                  + " and hyphens. When nobody names one there is the listener tcp, on"
                  + " 127.0.0.1:1883; whoever names another and wants this one besides names it, too."),
          group(
              "auth",
              "Authentication",
              "Who may come in: with a password of a file (docs/passwords.md), by SCRAM (docs/enhanced-authentication.md), with a"
                  + " token (docs/jwt.md), or as a web server (docs/http-auth.md) or a directory (docs/ldap.md) says. Without any of"
                  + " them nobody has a name."),
          group(
              "acl",
              "Access control",
              "Who may do what; docs/access-control.md describes the rules, docs/http-auth.md the web server."),
          group("bans", "Bans", "Who may not come in, whatever he can prove."),
          group(
              "files",
              "Files that are read anew",
              "Those of certificates, keys, passwords, tokens, rules and bans. All of them are also read anew on SIGHUP."),
          group(
              "limits",
              "Limits",
              "What one client may ask for, use or send; docs/limits.md says more of rates."),
          group(
              "mqtt", "MQTT", "What is on offer. MQTT 5 clients are told in CONNACK what is not."),
          group("session", "Sessions", "What is kept of a client."),
          group(
              "queue",
              "Queues",
              "Messages that wait for a client. Every session has a queue, bounded in messages and in bytes."),
          group(
              "retained",
              "Retained messages",
              "At the limit, new topics are not retained, and this is counted."),
          group("subscribe", "Subscriptions", ""),
          group(
              "drops",
              "Drops",
              "Messages that somebody did not get, remembered so that one can ask why: docs/troubleshooting.md."),
          group("sys", "$SYS topics", ""),
          group("log", "Log", ""),
          group(
              "hooks",
              "Hooks",
              "Code that is asked and told what clients do; docs/hooks.md, docs/observers.md."),
          group(
              "delayed", "Delayed messages", "Messages that are published later: docs/delayed.md."),
          group(
              "rewrite",
              "Topic rewriting",
              "Rules that make another topic of the one that a client names: docs/rewrite.md. Every rule has a NAME, made of lower-case"
                  + " letters, digits and hyphens."),
          group(
              "auto-subscribe",
              "Automatic subscriptions",
              "What clients are subscribed to without asking: docs/auto-subscribe.md."),
          group("data", "Data", "What survives the end of the process: docs/durability.md."),
          group(
              "admin",
              "Administration",
              "The REST interface, for people and programs that look after the broker: docs/rest.md."),
          group("metrics", "Metrics", ""),
          group("trace", "Traces", "Clients and messages, followed step by step: docs/tracing.md."),
          group(
              "extensions",
              "Extensions",
              "What others have written and runs in the broker (docs/extensions.md). The settings of an extension itself are"
                  + " extension.NAME.KEY: NAME is its folder, KEY is what the extension knows. What ends with password, secret or token"
                  + " is not shown."));

  /** Rows that are there once for each name that somebody gives, those of listeners apart. */
  static final List<Section> SECTIONS =
      List.of(RewriteSettings.RULES, AutoSubscribeSettings.WISHES);

  /** Keys of what is off by default, and switched on in the file that the image comes with. */
  static final Set<String> SWITCHED_ON = Set.of("metrics.port");

  /** What comes between the name of a listener and the ID of a further certificate. */
  private static final String SNI = ".tls.sni.";

  private static final Map<String, Setting<?>> BY_KEY = byKey();

  private Table() {}

  /** All rows, those of listeners with NAME in their keys. */
  static List<Setting<?>> all() {
    List<Setting<?>> all = new ArrayList<>(ListenerSettings.ALL);
    all.addAll(SecuritySettings.ALL);
    all.addAll(Outside.all());
    all.addAll(ConnectionSettings.ALL);
    all.addAll(RateSettings.ALL);
    all.addAll(SessionSettings.ALL);
    all.addAll(BrokerSettings.ALL);
    all.addAll(LogSettings.ALL);
    all.addAll(HookSettings.ALL);
    all.addAll(DelayedSettings.ALL);
    all.addAll(RewriteSettings.ALL);
    all.addAll(AutoSubscribeSettings.ALL);
    all.addAll(DataSettings.ALL);
    all.addAll(AdminSettings.ALL);
    all.addAll(MetricsSettings.ALL);
    all.addAll(TraceSettings.ALL);
    all.addAll(ExtensionSettings.ALL);
    return all;
  }

  /** The setting with a key, or null. */
  static @Nullable Setting<?> find(String key) {
    Section section = Section.of(key);
    if (section != null) {
      return section.find(key);
    }
    String name = listenerName(key);
    if (name == null) {
      Setting<?> row = BY_KEY.get(key);
      return row == null ? ExtensionSettings.find(key) : row;
    }
    if (!ListenerSettings.isListener(name)) {
      return null;
    }
    String rest = key.substring(ListenerSettings.PREFIX.length() + name.length());
    boolean further = rest.startsWith(SNI) && rest.lastIndexOf('.') > SNI.length();
    String id = further ? rest.substring(SNI.length(), rest.lastIndexOf('.')) : "";
    if (ListenerSettings.isName(id)) {
      rest = SNI + "ID" + rest.substring(SNI.length() + id.length());
    }
    Setting<?> row = BY_KEY.get(ListenerSettings.PREFIX + "NAME" + rest);
    return row == null ? null : row.of(name, id);
  }

  /** The key most like one that does not exist. */
  static String nearest(String unknown) {
    String written = unknown.replace('_', '-');
    Section section = Section.of(written);
    String name = section == null ? listenerName(written) : section.name(written);
    String listener =
        name != null && ListenerSettings.isListener(name) ? name : ListenerSettings.DEFAULT_NAME;
    String best = "";
    int least = Integer.MAX_VALUE;
    for (Setting<?> row : BY_KEY.values()) {
      String key = row.of(listener).key();
      int distance = EditDistance.between(written, key);
      boolean alike = distance == least && common(written, key) > common(written, best);
      if (distance < least || alike) {
        least = distance;
        best = key;
      }
    }
    return best;
  }

  /** How many characters both begin with. */
  private static int common(String a, String b) {
    int i = 0;
    while (i < a.length() && i < b.length() && a.charAt(i) == b.charAt(i)) {
      i++;
    }
    return i;
  }

  /**
   * What stands between {@code listener.} and the next dot, or null when the key is no listener's.
   */
  static @Nullable String listenerName(String key) {
    int start = ListenerSettings.PREFIX.length();
    int end = key.indexOf('.', start);
    return key.startsWith(ListenerSettings.PREFIX) && end > start
        ? key.substring(start, end)
        : null;
  }

  private static Map<String, Setting<?>> byKey() {
    Map<String, Setting<?>> map = new LinkedHashMap<>();
    for (Group group : GROUPS) {
      for (Setting<?> setting : group.settings) {
        map.put(setting.key(), setting);
      }
    }
    return map;
  }

  private static Group group(String prefix, String title, String about) {
    List<Setting<?>> own = new ArrayList<>();
    for (Setting<?> setting : all()) {
      String whose = setting.equals(SecuritySettings.ANONYMOUS) ? "auth." : setting.key();
      if (whose.startsWith(prefix + ".")) {
        own.add(setting);
      }
    }
    return new Group(prefix, title, about, List.copyOf(own));
  }
}
