package io.heddle.config;

import io.heddle.auth.AuthOptions;
import io.heddle.connection.AccessOptions;
import io.heddle.connection.AccessOptions.DeniedPublish;
import io.heddle.connection.Entrance.Anonymous;
import io.heddle.mqtt.ReasonCode;
import io.heddle.transport.ListenerOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The settings of who may come in and what they may do, and how they become options. */
final class SecuritySettings {
  private static final Kind<String> FILE = FilePath.ofFile();

  /** How a client of MQTT 5.0 learns that it may not subscribe. */
  enum DeniedSubscribe {
    NOT_AUTHORIZED(ReasonCode.NOT_AUTHORIZED),
    UNSPECIFIED_ERROR(ReasonCode.UNSPECIFIED_ERROR);

    private final ReasonCode reason;

    DeniedSubscribe(ReasonCode reason) {
      this.reason = reason;
    }
  }

  /** What happens where no rule is about it. */
  enum Otherwise {
    DENY,
    ALLOW
  }

  static final Setting<ListenerSettings.Switch> AUTHENTICATION =
      Setting.of(
          "listener.NAME.authentication",
          new Kind.Choice<>(ListenerSettings.Switch.class),
          "on",
          "Whether clients of this listener are asked who they are. Where it is off nobody looks at user names and passwords: everybody"
              + " is anonymous there.");

  static final Setting<Anonymous> LISTENER_ANONYMOUS =
      Setting.optional(
          "listener.NAME.anonymous",
          new Kind.Choice<>(Anonymous.class),
          "local",
          "Which anonymous clients this listener lets in. Without it: as the setting `anonymous` says.");

  static final Setting<Anonymous> ANONYMOUS =
      Setting.of(
          "anonymous",
          new Kind.Choice<>(Anonymous.class),
          "local",
          "Which clients are let in that do not say who they are, or cannot be asked because no authentication is configured: local"
              + " lets in those who connect from this machine (a loopback address or a Unix domain socket), allow everybody, deny nobody."
              + " Behind a proxy on this machine that does not tell the clients' addresses everybody is local. A listener with an address"
              + " other than loopback needs authentication, or allow or deny here, to be opened.");

  static final Setting<String> PASSWORD_FILE =
      Setting.optional(
          "auth.password-file",
          FILE,
          "/etc/heddle.passwords",
          "The file with users and the hashes of their passwords, as `heddle passwd` and mosquitto_passwd write it. It is read anew when"
              + " it changes.");

  static final Setting<String> SCRAM_FILE =
      Setting.optional(
          "auth.scram-file",
          FILE,
          "/etc/heddle.passwords",
          "The file with users who log in by SCRAM-SHA-256 or SCRAM-SHA-512, a method of authentication of MQTT 5 that never sends the"
              + " password; `heddle passwd --scram` writes it. It may be the same file as auth.password-file. It is read anew when it changes.");

  static final Setting<Integer> FAILURES =
      Setting.of(
          "auth.failures",
          new Kind.Whole(0, 1_000_000),
          "20",
          "Failed logins within a minute after which an address has to wait, for longer with each further one. 0 is no limit.");

  static final Setting<Duration> REMEMBER =
      Setting.of(
          "auth.remember",
          TimeSpan.seconds(Duration.ofSeconds(1), Duration.ofDays(365)).orNever(Duration.ZERO),
          "1d",
          "How long the broker remembers, in memory alone, that a password was right, and need not compute its hash again.");

  static final Setting<String> ACL_FILE =
      Setting.optional(
          "acl.file",
          FILE,
          "/etc/heddle.acl",
          "The file with the rules of who may connect, publish and subscribe, in Heddle's format or Mosquitto's. It is read anew when it"
              + " changes. Without it everybody who comes in may do everything.");

  static final Setting<Otherwise> ACL_DEFAULT =
      Setting.of(
          "acl.default",
          new Kind.Choice<>(Otherwise.class),
          "deny",
          "Whether clients may publish and subscribe where no rule is about it. Without any rules they may.");

  static final Setting<DeniedSubscribe> DENIED_SUBSCRIBE =
      Setting.of(
          "acl.denied-subscribe",
          new Kind.Choice<>(DeniedSubscribe.class),
          "not-authorized",
          "What SUBACK says of a subscription that is denied, by a rule or by subscribe.deny, to MQTT 5 clients: not-authorized (0x87) or"
              + " unspecified-error (0x80). Before MQTT 5 it is 0x80.");

  static final Setting<DeniedPublish> DENIED_PUBLISH =
      Setting.of(
          "acl.denied-publish",
          new Kind.Choice<>(DeniedPublish.class),
          "acknowledge",
          "What happens when a client of MQTT 3.1 or 3.1.1, which cannot be told, publishes what it may not: acknowledge drops the message"
              + " silently, disconnect closes the connection. MQTT 5 clients are told not-authorized (0x87).");

  static final Setting<String> BANS_FILE =
      Setting.optional(
          "bans.file",
          FILE,
          "/etc/heddle.bans",
          "The file with clients, users and addresses that are not let in: docs/limits.md. It is read anew when it changes, and whoever is"
              + " connected and banned by it is disconnected.");

  static final Setting<Duration> FILES_INTERVAL =
      Setting.of(
          "files.interval",
          TimeSpan.between(Duration.ofMillis(100), Duration.ofDays(1)).orNever(Duration.ZERO),
          "5s",
          "How often the broker looks whether one of these files has changed. With never it reads them anew on SIGHUP alone.");

  static final List<Setting<?>> ALL =
      List.of(
          ANONYMOUS,
          PASSWORD_FILE,
          SCRAM_FILE,
          FAILURES,
          REMEMBER,
          ACL_FILE,
          ACL_DEFAULT,
          DENIED_SUBSCRIBE,
          DENIED_PUBLISH,
          BANS_FILE,
          FILES_INTERVAL);

  private SecuritySettings() {}

  static AuthOptions auth(Values values) {
    return new AuthOptions(
        path(values, PASSWORD_FILE),
        path(values, SCRAM_FILE),
        values.get(FAILURES),
        values.get(REMEMBER));
  }

  static @Nullable Path bansFile(Values values) {
    return path(values, BANS_FILE);
  }

  static Duration filesInterval(Values values) {
    return values.get(FILES_INTERVAL);
  }

  static @Nullable Path aclFile(Values values) {
    return path(values, ACL_FILE);
  }

  private static @Nullable Path path(Values values, Setting<String> setting) {
    String text = values.text(setting);
    return text.isEmpty() ? null : Path.of(text);
  }

  static AccessOptions access(Values values) {
    return new AccessOptions(
        values.get(ACL_DEFAULT) == Otherwise.ALLOW,
        values.get(DENIED_SUBSCRIBE).reason,
        values.get(DENIED_PUBLISH));
  }

  /** Whether clients of a listener are asked who they are. */
  static boolean asks(Values values, String name) {
    return values.get(AUTHENTICATION.of(name)) == ListenerSettings.Switch.ON;
  }

  /** Which anonymous clients a listener lets in. */
  static Anonymous anonymous(Values values, String name) {
    Setting<Anonymous> own = LISTENER_ANONYMOUS.of(name);
    return values.get(values.text(own).isEmpty() ? ANONYMOUS : own);
  }

  /**
   * The listeners to which others could come, of whom nobody knows who they are: nobody is to open
   * them without having said so.
   *
   * @param authenticated whether somebody is there to ask who clients are
   */
  static List<String> unguarded(Values values, boolean authenticated) {
    List<String> problems = new ArrayList<>();
    for (ListenerOptions listener : ListenerValues.options(values)) {
      String address = listener.transport().address();
      boolean asks = authenticated && asks(values, listener.name());
      if (!asks
          && anonymous(values, listener.name()) == Anonymous.LOCAL
          && address != null
          && !isHere(address)) {
        problems.add(problem(values, listener.name(), address));
      }
    }
    return problems;
  }

  private static String problem(Values values, String name, String address) {
    Setting<String> setting = ListenerSettings.ADDRESS.of(name);
    Given given = values.given(setting);
    String words =
        "others than this machine reach it, and it asks nobody who he is: configure"
            + " authentication (auth.password-file, auth.scram-file, auth.jwt, auth.http, auth.ldap), or say anonymous = allow to let everybody in";
    return given == null ? setting.key() + " = " + address + ": " + words : given.valueError(words);
  }

  /** A name that does not exist is told by whoever opens the listener. */
  @SuppressWarnings("AddressSelection") // the operator may name a host
  static boolean isHere(String address) {
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return true;
    }
  }
}
