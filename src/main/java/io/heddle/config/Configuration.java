package io.heddle.config;

import io.heddle.admin.rest.RestOptions;
import io.heddle.auth.AuthOptions;
import io.heddle.broker.BrokerOptions;
import io.heddle.broker.trace.TraceOptions;
import io.heddle.builtin.AutoSubscription;
import io.heddle.builtin.DelayedOptions;
import io.heddle.builtin.RewriteRule;
import io.heddle.connection.AccessOptions;
import io.heddle.connection.ConnectionOptions;
import io.heddle.connection.RateOptions;
import io.heddle.extension.ExtensionOptions;
import io.heddle.hook.Backlog;
import io.heddle.hook.HookOptions;
import io.heddle.metrics.MetricsOptions;
import io.heddle.store.StoreOptions;
import io.heddle.transport.ListenerOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A valid configuration: the options of every room, and where each value came from. */
public final class Configuration {
  private final Values values;

  private Configuration(Values values) {
    this.values = values;
  }

  /**
   * The configuration of an embedder: keys as in the file; neither a file nor the environment is
   * looked at.
   *
   * @throws ConfigurationException with all errors, when there are any
   */
  public static Configuration of(Map<String, String> settings) throws ConfigurationException {
    return of(null, settings);
  }

  /**
   * The same with a file, which is weaker than the settings.
   *
   * @throws ConfigurationException with all errors, when there are any
   */
  public static Configuration of(@Nullable Path file, Map<String, String> settings)
      throws ConfigurationException {
    Gathering gathering = new Gathering();
    if (file != null) {
      gathering.file(file);
    }
    gathering.map(settings);
    return new Configuration(gathering.values());
  }

  /**
   * The configuration from a file, the environment and the command line, each stronger than the one
   * before.
   *
   * @throws ConfigurationException with all errors, when there are any
   */
  public static Configuration load(Sources sources) throws ConfigurationException {
    Gathering gathering = new Gathering();
    if (sources.home() != null) {
      gathering.home(sources.home());
    }
    if (sources.file() != null) {
      gathering.file(sources.file());
    }
    gathering.environment(sources.environment());
    gathering.options(sources.options());
    return new Configuration(gathering.values());
  }

  /** The listeners to open, at least one: plain TCP first, then by name. */
  public List<ListenerOptions> listeners() {
    return ListenerValues.options(values);
  }

  /** The limits of every connection. */
  public ConnectionOptions connection() {
    return ConnectionSettings.options(values);
  }

  /** The rules between clients, and in them the limits of every session. */
  public BrokerOptions broker() {
    return BrokerSettings.options(values);
  }

  /** Where sessions and retained messages are kept; null for in memory alone. */
  public @Nullable StoreOptions store() {
    return DataSettings.options(values);
  }

  /** The directory of the store; null for none. Nothing may be kept in it. */
  public @Nullable Path dataDirectory() {
    return DataSettings.directory(values);
  }

  /** Where traces are kept. */
  public TraceOptions traces() {
    return TraceSettings.options(values);
  }

  /** How much may wait for one observer. */
  public Backlog hookQueue() {
    return HookSettings.backlog(values);
  }

  /** How hooks are called. */
  public HookOptions hooks() {
    return HookSettings.options(values);
  }

  /** Where the metrics can be read, or null for nowhere. */
  public @Nullable MetricsOptions metrics() {
    return MetricsSettings.options(values);
  }

  /** Where the REST interface is, or null for nowhere. */
  public @Nullable RestOptions admin() {
    return AdminSettings.options(values);
  }

  /** The file of the users of the REST interface; null when there is none. */
  public @Nullable Path adminFile() {
    return AdminSettings.passwordFile(values);
  }

  /** How clients show who they are. */
  public AuthOptions auth() {
    return SecuritySettings.auth(values);
  }

  /** Who outside the broker is asked about clients. */
  public External external() {
    return Outside.external(values);
  }

  /** The file with the rules of access; null when there is none. */
  public @Nullable Path aclFile() {
    return SecuritySettings.aclFile(values);
  }

  /** The file of bans; null when there is none. */
  public @Nullable Path bansFile() {
    return SecuritySettings.bansFile(values);
  }

  /** How often to look whether files have changed; zero for never. */
  public Duration filesInterval() {
    return SecuritySettings.filesInterval(values);
  }

  /** How fast clients may come and send. */
  public RateOptions rates() {
    return RateSettings.options(values);
  }

  /** What happens where no rule decides, and when one denies. */
  public AccessOptions access() {
    return SecuritySettings.access(values);
  }

  /** How much may wait to be published later; null when no message is delayed. */
  public @Nullable DelayedOptions delayed() {
    return DelayedSettings.options(values);
  }

  /** The rules that rewrite topics, in their order. */
  public List<RewriteRule> rewriting() {
    return RewriteSettings.rules(values);
  }

  /** What clients are subscribed to when they come. */
  public List<AutoSubscription> autoSubscriptions() {
    return AutoSubscribeSettings.wishes(values);
  }

  /** What there is of extensions. */
  public ExtensionOptions extensions() {
    return ExtensionSettings.options(values);
  }

  /** Whether a setting names somebody who is asked who clients are. */
  public boolean authenticates() {
    External outside = external();
    return auth().passwordFile() != null
        || auth().scramFile() != null
        || outside.jwt() != null
        || outside.http() != null
        || outside.ldap() != null;
  }

  /**
   * What is wrong with listeners that others reach and that ask nobody who he is.
   *
   * @param authenticated whether somebody is there to ask who clients are
   */
  public List<String> unguarded(boolean authenticated) {
    return SecuritySettings.unguarded(values, authenticated);
  }

  /** What is wrong with files that are to be read: whether they can be, not what is in them. */
  public List<String> unreadable() {
    List<String> problems = new ArrayList<>();
    for (Given given : values.all()) {
      Setting<?> setting = Table.find(given.key());
      boolean isRead = setting != null && setting.kind() instanceof FilePath path && path.read();
      if (isRead && !given.value().isEmpty()) {
        String problem = FilePath.problem(given.value());
        if (!problem.isEmpty()) {
          problems.add(given.valueError(problem));
        }
      }
    }
    return problems;
  }

  /** How much the command line logs. */
  public LogLevel logLevel() {
    return values.get(LogSettings.LEVEL);
  }

  /** The keys and values that somebody gave, the strongest of each, for {@link #of}. */
  public Map<String, String> explicit() {
    return values.explicit();
  }

  /** Every setting of every listener and room, in the order of the settings page. */
  public List<Effective> effective() {
    List<Effective> all = new ArrayList<>();
    for (String name : ListenerValues.names(values)) {
      Carrier carrier = ListenerValues.carrier(values, name);
      for (Setting<?> row : ListenerValues.rowsOf(values, name)) {
        if (carrier == null || carrier.uses(row)) {
          all.add(effective(row, ListenerValues.text(values, row, name), ""));
        }
      }
    }
    for (Table.Group group : Table.GROUPS) {
      for (Setting<?> setting : group.settings()) {
        if (!ListenerSettings.ALL.contains(setting) && Section.of(setting.key()) == null) {
          all.add(effective(setting, values.text(setting), note(setting)));
        }
      }
    }
    for (Section section : Table.SECTIONS) {
      section
          .settings(values)
          .forEach(setting -> all.add(effective(setting, values.text(setting), "")));
    }
    for (Given given : ExtensionSettings.sections(values)) {
      all.add(effective(Objects.requireNonNull(Table.find(given.key())), given.value(), ""));
    }
    return all;
  }

  private Effective effective(Setting<?> setting, String value, String note) {
    Given given = values.given(setting);
    return new Effective(
        setting.key(),
        setting.kind().shown(value),
        given == null ? Effective.DEFAULT : given.origin().shown(),
        note);
  }

  private String note(Setting<?> setting) {
    if (setting.equals(DataSettings.DIRECTORY) && dataDirectory() != null && store() == null) {
      return "nothing is kept in it, because of data.durability = none";
    }
    boolean share =
        setting.kind() instanceof ByteSize size
            && size.share()
            && size.parse(values.text(setting)) == 0;
    return share ? "a quarter of the heap: " + ByteSize.heapShare() : "";
  }
}
