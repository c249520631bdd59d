package io.heddle.config;

import io.heddle.admin.rest.RestOptions;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The settings of the REST interface, and how they become that room's options. */
final class AdminSettings {
  private static final Kind<List<String>> USERS =
      new Several<>(
          new Kind.Text("a user"),
          "users of admin.password-file with commas between them, such as alice, bob");

  static final Setting<Integer> PORT =
      Setting.optional(
          "admin.port",
          new Kind.Whole(0, 65_535),
          "8081",
          "The port of the REST interface (docs/rest.md) and of /health/live, /health/ready and /health/started; 0 picks a free one,"
              + " which the line `heddle ready` then tells. Without it there are none. An embedder needs the libraries"
              + " helidon-webserver and parsson.");

  static final Setting<String> ADDRESS =
      Setting.of(
          "admin.address",
          new Kind.Text("an address or a host name of this machine"),
          "127.0.0.1",
          "The address that this port is bound to. 0.0.0.0 is every IPv4 address of the machine, :: every address. Another than a"
              + " loopback address needs admin.password-file.");

  static final Setting<String> PASSWORD_FILE =
      Setting.optional(
          "admin.password-file",
          FilePath.ofFile(),
          "/etc/heddle.admins",
          "The file with the users of the REST interface and the hashes of their passwords, as `heddle passwd` writes it. They may read"
              + " everything but secrets; more may those whom the next two settings name. It is read anew when it changes. Without it"
              + " every program on this machine may do everything, and others nothing.");

  static final Setting<List<String>> OPERATORS =
      Setting.of(
          "admin.operators",
          USERS,
          "",
          "Users who may publish, subscribe clients, disconnect and ban them, and change what is retained.");

  static final Setting<List<String>> ADMINISTRATORS =
      Setting.of(
          "admin.administrators",
          USERS,
          "",
          "Users who may do that, start and stop extensions, and have files read again.");

  static final Setting<Boolean> COMPATIBLE =
      Setting.of(
          "admin.compatible",
          new Kind.Flag(),
          "false",
          "Whether the paths of gmqtt's plugin management are answered, too: docs/rest.md.");

  static final Setting<Boolean> CONSOLE =
      Setting.of(
          "admin.console",
          new Kind.Flag(),
          "true",
          "Whether the port has the console, too: pages for a browser at /, and MQTT over WebSocket for them at /mqtt"
              + " (docs/console.md).");

  static final List<Setting<?>> ALL =
      List.of(PORT, ADDRESS, PASSWORD_FILE, OPERATORS, ADMINISTRATORS, COMPATIBLE, CONSOLE);

  private AdminSettings() {}

  /** Where the REST interface is, or null for nowhere. */
  static @Nullable RestOptions options(Values values) {
    return values.text(PORT).isEmpty()
        ? null
        : new RestOptions(
            values.get(ADDRESS),
            values.get(PORT),
            new HashSet<>(values.get(OPERATORS)),
            new HashSet<>(values.get(ADMINISTRATORS)),
            values.get(COMPATIBLE),
            values.get(CONSOLE));
  }

  /** The file of those who may ask; null when there is none. */
  static @Nullable Path passwordFile(Values values) {
    return Outside.path(values, PASSWORD_FILE);
  }

  /** What is wrong although each value is right. */
  static List<String> problems(Values values) {
    if (values.text(PORT).isEmpty()
        || passwordFile(values) != null
        || SecuritySettings.isHere(values.get(ADDRESS))) {
      return List.of();
    }
    return List.of(
        Outside.error(
            values,
            ADDRESS,
            "others than this machine reach it, and nobody is asked who he is: make a file of users with"
                + " `heddle passwd FILE USER`, and name it in admin.password-file"));
  }
}
