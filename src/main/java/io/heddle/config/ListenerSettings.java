package io.heddle.config;

import io.heddle.connection.Entrance;
import io.heddle.transport.ListenerOptions;
import io.heddle.transport.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The settings of listeners, and how they become the transport's options. */
final class ListenerSettings {
  /** What the keys of all listeners begin with. */
  static final String PREFIX = "listener.";

  /** The listener that there is when nobody names one. */
  static final String DEFAULT_NAME = "tcp";

  /** What a listener speaks; the name of a listener that is one of these is its transport, too. */
  enum Carrier {
    /** Plain TCP. */
    TCP("1883", true),
    /** WebSocket: its settings are checked, and nothing is opened yet. */
    WS("8080", false);

    private final String port;
    private final boolean opens;

    Carrier(String port, boolean opens) {
      this.port = port;
      this.opens = opens;
    }
  }

  static final Setting<Carrier> TRANSPORT =
      Setting.derived(
          "listener.NAME.transport",
          new Kind.Choice<>(Carrier.class),
          "tcp",
          "How bytes travel: plain TCP (tcp) or WebSocket (ws). A listener whose name is one of these words need not say it. Nothing"
              + " is opened for ws yet.");

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
          "The port; 0 picks a free one, which the line `heddle ready` then tells. Without it: 1883 for tcp, 8080 for ws.");

  static final Setting<Integer> CONNECTIONS =
      Setting.of(
          "listener.NAME.connections",
          new Kind.Whole(1, 10_000_000),
          "100000",
          "The most connections at a time; who comes then is turned away. Each takes a file descriptor, so see to `ulimit -n`.");

  static final List<Setting<?>> ALL =
      List.of(
          TRANSPORT,
          ADDRESS,
          PORT,
          CONNECTIONS,
          SecuritySettings.AUTHENTICATION,
          SecuritySettings.LISTENER_ANONYMOUS);

  private ListenerSettings() {}

  /**
   * Whether listeners can have that name: lower-case letters and digits, with single hyphens
   * between them.
   */
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

  /**
   * What is wrong with the listeners although each value is right.
   *
   * @param doubtful names of listeners that have a wrong value: nothing more is said of them
   */
  static List<String> problems(Values values, Set<String> doubtful) {
    List<String> problems = new ArrayList<>();
    Map<String, String> taken = new TreeMap<>();
    for (String name : values.listeners()) {
      if (carrier(values, name) == null && !doubtful.contains(name)) {
        problems.add(missingTransport(values, name));
      }
    }
    for (ListenerOptions listener : options(values)) {
      String place = place(listener.transport());
      boolean certain = !place.isEmpty() && !doubtful.contains(listener.name());
      String other = certain ? taken.putIfAbsent(place, listener.name()) : null;
      if (other != null) {
        Given port = values.given(PORT.of(listener.name()));
        String problem = "listener." + other + " has " + place + " already";
        problems.add(
            port == null
                ? PORT.of(listener.name()).key() + ": " + problem
                : port.valueError(problem));
      }
    }
    return problems;
  }

  /** What only one listener can have; empty when it is not known before it is bound. */
  private static String place(Transport transport) {
    return switch (transport) {
      case Transport.Tcp tcp -> tcp.port() == 0 ? "" : tcp.address() + ":" + tcp.port();
    };
  }

  private static String missingTransport(Values values, String name) {
    String prefix = "";
    for (Setting<?> row : ALL) {
      Given given = values.given(row.of(name));
      if (given != null) {
        prefix = given.origin().prefix();
        break;
      }
    }
    return prefix
        + TRANSPORT.of(name).key()
        + ": missing, and '"
        + name
        + "' is not a transport itself; allowed is "
        + TRANSPORT.kind().allowed();
  }

  /**
   * The names of all listeners: those that were named and, when none of them opens anything, the
   * default one.
   */
  static Set<String> names(Values values) {
    Set<String> names = new TreeSet<>(values.listeners());
    if (names.stream().noneMatch(name -> opens(values, name))) {
      names.add(DEFAULT_NAME);
    }
    return names;
  }

  /** The listeners to open: plain TCP first, then by name. */
  static List<ListenerOptions> options(Values values) {
    List<ListenerOptions> options = new ArrayList<>();
    for (Carrier carrier : Carrier.values()) {
      for (String name : names(values)) {
        if (carrier.opens && carrier == carrier(values, name)) {
          options.add(options(values, name, carrier));
        }
      }
    }
    return options;
  }

  private static ListenerOptions options(Values values, String name, Carrier carrier) {
    return new ListenerOptions(
        name,
        transport(values, name, carrier),
        values.get(CONNECTIONS.of(name)),
        SecuritySettings.entrance(values, name, Entrance.open(name)));
  }

  private static Transport transport(Values values, String name, Carrier carrier) {
    String address = values.get(ADDRESS.of(name));
    int port = PORT.kind().parse(text(values, PORT, name));
    return switch (carrier) {
      case TCP -> new Transport.Tcp(address, port);
      case WS -> throw new IllegalStateException("nothing is opened for it");
    };
  }

  /**
   * The text of a listener's value; what it is without one follows from its name and its transport.
   */
  static String text(Values values, Setting<?> row, String name) {
    Setting<?> setting = row.of(name);
    Carrier carrier = carrier(values, name);
    if (values.has(setting) || carrier == null) {
      return values.text(setting);
    }
    if (row.equals(PORT)) {
      return carrier.port;
    }
    return row.equals(TRANSPORT) ? Kind.Choice.written(carrier) : values.text(setting);
  }

  /** Whether a listener is opened, as far as this release goes. */
  static boolean opens(Values values, String name) {
    Carrier carrier = carrier(values, name);
    return carrier != null && carrier.opens;
  }

  private static @Nullable Carrier carrier(Values values, String name) {
    Setting<Carrier> setting = TRANSPORT.of(name);
    if (values.has(setting)) {
      return values.get(setting);
    }
    for (Carrier carrier : Carrier.values()) {
      if (Kind.Choice.written(carrier).equals(name)) {
        return carrier;
      }
    }
    return null;
  }
}
