package io.heddle.config;

import io.heddle.api.AddressRange;
import io.heddle.api.Durability;
import io.heddle.api.Peer;
import io.heddle.connection.MountPoint;
import io.heddle.mqtt.Version;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The settings of listeners. */
final class ListenerSettings {
  /** What the keys of all listeners begin with. */
  static final String PREFIX = "listener.";

  /** The listener that there is when nobody names one. */
  static final String DEFAULT_NAME = "tcp";

  /** On or off. */
  enum Switch {
    OFF,
    ON
  }

  static final Setting<Carrier> TRANSPORT =
      Setting.derived(
          "listener.NAME.transport",
          new Kind.Choice<>(Carrier.class),
          "tcp",
          "How bytes travel: plain TCP (tcp), TLS (tls), a Unix domain socket (unix), WebSocket (ws) or WebSocket over TLS (wss). A"
              + " listener whose name is one of these words need not say it.");

  static final Setting<String> ADDRESS =
      Setting.of(
          "listener.NAME.address",
          new Kind.Text("an address or a host name of this machine"),
          "127.0.0.1",
          "The address that the listener is bound to. 0.0.0.0 is every IPv4 address of the machine, :: every address. An"
              + " address that others reach needs authentication, see the setting `anonymous`.");

  static final Setting<Integer> PORT =
      Setting.derived(
          "listener.NAME.port",
          new Kind.Whole(0, 65_535),
          "1883",
          "The port; 0 picks a free one, which the line `heddle ready` then tells. Without it: 1883 for tcp, 8883 for tls, 8080 for"
              + " ws, 8443 for wss.");

  static final Setting<Integer> CONNECTIONS =
      Setting.of(
          "listener.NAME.connections",
          new Kind.Whole(1, 10_000_000),
          "100000",
          "The most connections at a time; who comes then is turned away. Each takes a file descriptor, so see to `ulimit -n`.");

  static final Setting<List<Version>> VERSIONS =
      Setting.of(
          "listener.NAME.versions",
          new Several<>(
              new Labelled<>(List.of(Version.values())), "3.1, 3.1.1, 5.0, or some of them"),
          "3.1, 3.1.1, 5.0",
          "The versions of MQTT that are spoken. A client with another one is told so in CONNACK.");

  static final Setting<MountPoint> MOUNT_POINT =
      Setting.optional(
          "listener.NAME.mount-point",
          new Prefix(),
          "tenants/a/",
          "What is put before every topic that a client of this listener names, and taken off the topics that it gets: its clients"
              + " live below it without knowing it. It must end with a slash.");

  static final Setting<Duration> CONNECT_TIMEOUT =
      Setting.optional(
          "listener.NAME.connect-timeout",
          ConnectionSettings.CONNECT_TIMEOUT.kind(),
          "5s",
          "limits.connect-timeout for this listener; it covers a TLS handshake and the header of a proxy, too.");

  static final Setting<Long> PACKET_SIZE =
      Setting.optional(
          "listener.NAME.packet-size",
          ConnectionSettings.PACKET_SIZE.kind(),
          "4MiB",
          "limits.packet-size for this listener.");

  static final Setting<Durability> DURABILITY =
      Setting.optional(
          "listener.NAME.durability",
          new Kind.Choice<>(Durability.class),
          "os",
          "What survives of what this listener's clients are told, if less than data.durability: with os they do not wait for the"
              + " device, with none for nothing, and their sessions are in memory alone.");

  static final Setting<Switch> PROXY =
      Setting.of(
          "listener.NAME.proxy-protocol",
          new Kind.Choice<>(Switch.class),
          "off",
          "Whether a proxy such as HAProxy or nginx stands in front, which tells the address of its client in a header of the PROXY"
              + " protocol, version 1 or 2. With on, a connection without such a header is closed.");

  static final Setting<List<AddressRange>> PROXY_FROM =
      Setting.optional(
          "listener.NAME.proxy-protocol.from",
          new Several<>(
              new Network(),
              "addresses and ranges with commas between them, such as 127.0.0.1, 10.0.0.0/8"),
          "127.0.0.1",
          "The addresses of the proxies. A connection from elsewhere is closed.");

  static final Setting<String> PATH =
      Setting.optional(
          "listener.NAME.path",
          new FilePath("the path of a file", false),
          "/run/heddle/mqtt.sock",
          "The file of the Unix domain socket. One that a dead broker left is replaced; it is removed at the end.");

  static final Setting<Integer> MODE =
      Setting.of(
          "listener.NAME.mode",
          new FileMode(),
          "0660",
          "Who may connect to the Unix domain socket: the mode of its file, and it takes the right to write.");

  /** The rows of every listener, its further certificates apart. */
  static final List<Setting<?>> PLAIN =
      Stream.concat(
              Stream.of(
                  TRANSPORT,
                  ADDRESS,
                  PORT,
                  PATH,
                  MODE,
                  CONNECTIONS,
                  VERSIONS,
                  MOUNT_POINT,
                  CONNECT_TIMEOUT,
                  PACKET_SIZE,
                  DURABILITY,
                  PROXY,
                  PROXY_FROM,
                  SecuritySettings.AUTHENTICATION,
                  SecuritySettings.LISTENER_ANONYMOUS),
              Stream.concat(WebSettings.ALL.stream(), TlsSettings.PLAIN.stream()))
          .<Setting<?>>map(row -> row)
          .toList();

  static final List<Setting<?>> ALL =
      Stream.concat(PLAIN.stream(), TlsSettings.FURTHER.stream())
          .<Setting<?>>map(row -> row)
          .toList();

  private ListenerSettings() {}

  /** What a row is a part of; null when every listener has it. */
  static Carrier.@Nullable Part part(Setting<?> row) {
    if (row.key().contains(".tls.")) {
      return Carrier.Part.TLS;
    }
    if (row.key().contains(".proxy-protocol")) {
      return Carrier.Part.PROXY;
    }
    return switch (row.key().substring(row.key().lastIndexOf('.') + 1)) {
      case "address", "port" -> Carrier.Part.NETWORK;
      case "path", "mode" -> Carrier.Part.FILE;
      case "paths", "origins", "forwarded-from" -> Carrier.Part.WEB;
      default -> null;
    };
  }

  /** The name of a listener that may serve as an example for a row. */
  static String example(Setting<?> row) {
    Section section = Section.of(row.key());
    if (section != null) {
      return section.example();
    }
    Carrier.Part part = part(row);
    return switch (part) {
      case TLS -> "tls";
      case FILE -> "unix";
      case WEB -> "ws";
      case null, default -> DEFAULT_NAME;
    };
  }

  /** Whether a listener can have that name, which {@link Peer#isInProcess} does not mean. */
  static boolean isListener(String name) {
    return isName(name) && !new Peer(name, null, List.of()).isInProcess();
  }

  /** Whether it is a name: lower-case letters and digits, with single hyphens between them. */
  static boolean isName(String text) {
    boolean after = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      if (!letter && !(c == '-' && after)) {
        return false;
      }
      after = letter;
    }
    return after;
  }
}
