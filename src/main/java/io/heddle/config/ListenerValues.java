package io.heddle.config;

import io.heddle.api.Durability;
import io.heddle.connection.Entrance;
import io.heddle.transport.ListenerOptions;
import io.heddle.transport.Transport;
import io.heddle.transport.proxy.ProxyOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The listeners that the values name, and how they become the transport's options. */
final class ListenerValues {
  private ListenerValues() {}

  /** All rows of one listener, with its name in their keys, in the order of the table. */
  static List<Setting<?>> rowsOf(Values values, String name) {
    List<Setting<?>> rows = new ArrayList<>();
    ListenerSettings.PLAIN.forEach(row -> rows.add(row.of(name)));
    for (String id : TlsSettings.ids(values, name)) {
      TlsSettings.FURTHER.forEach(row -> rows.add(row.of(name, id)));
    }
    return rows;
  }

  /** The names of all listeners: those that were named, or the default one when there are none. */
  static Set<String> names(Values values) {
    Set<String> names = new TreeSet<>(values.listeners());
    if (names.isEmpty()) {
      names.add(ListenerSettings.DEFAULT_NAME);
    }
    return names;
  }

  /** The listeners to open: plain TCP first, then by name. */
  static List<ListenerOptions> options(Values values) {
    List<ListenerOptions> options = new ArrayList<>();
    for (Carrier carrier : Carrier.values()) {
      for (String name : names(values)) {
        if (carrier == carrier(values, name)) {
          options.add(options(values, name, carrier));
        }
      }
    }
    return options;
  }

  private static ListenerOptions options(Values values, String name, Carrier carrier) {
    boolean proxied = values.get(ListenerSettings.PROXY.of(name)) == ListenerSettings.Switch.ON;
    return new ListenerOptions(
        name,
        transport(values, name, carrier),
        values.get(ListenerSettings.CONNECTIONS.of(name)),
        proxied ? new ProxyOptions(values.get(ListenerSettings.PROXY_FROM.of(name))) : null,
        entrance(values, name));
  }

  private static Transport transport(Values values, String name, Carrier carrier) {
    String address = values.get(ListenerSettings.ADDRESS.of(name));
    return switch (carrier) {
      case TCP -> new Transport.Tcp(address, port(values, name));
      case TLS -> new Transport.Tls(address, port(values, name), TlsSettings.options(values, name));
      case UNIX ->
          new Transport.Unix(
              Path.of(values.text(ListenerSettings.PATH.of(name))),
              values.get(ListenerSettings.MODE.of(name)));
      case WS -> new Transport.Ws(address, port(values, name), WebSettings.options(values, name));
      case WSS ->
          new Transport.Wss(
              address,
              port(values, name),
              WebSettings.options(values, name),
              TlsSettings.options(values, name));
    };
  }

  private static int port(Values values, String name) {
    return ListenerSettings.PORT.kind().parse(text(values, ListenerSettings.PORT.of(name), name));
  }

  private static Durability durability(Values values, String name) {
    Durability own = values.maybe(ListenerSettings.DURABILITY.of(name));
    return own == null ? Durability.FSYNC : own;
  }

  private static Entrance entrance(Values values, String name) {
    return new Entrance(
        name,
        Set.copyOf(values.get(ListenerSettings.VERSIONS.of(name))),
        values.maybe(ListenerSettings.MOUNT_POINT.of(name)),
        values.maybe(ListenerSettings.CONNECT_TIMEOUT.of(name)),
        values.text(ListenerSettings.PACKET_SIZE.of(name)).isEmpty()
            ? 0
            : Math.toIntExact(values.get(ListenerSettings.PACKET_SIZE.of(name))),
        SecuritySettings.asks(values, name),
        SecuritySettings.anonymous(values, name),
        durability(values, name));
  }

  /**
   * The text of a listener's value; what it is without one follows from its name and its transport.
   */
  static String text(Values values, Setting<?> setting, String name) {
    Carrier carrier = carrier(values, name);
    if (values.has(setting) || carrier == null) {
      return values.text(setting);
    }
    if (setting.equals(ListenerSettings.PORT.of(name))) {
      return carrier.port;
    }
    return setting.equals(ListenerSettings.TRANSPORT.of(name))
        ? carrier.written()
        : values.text(setting);
  }

  /** What a listener speaks; null when it says nothing that is known. */
  static @Nullable Carrier carrier(Values values, String name) {
    Setting<Carrier> setting = ListenerSettings.TRANSPORT.of(name);
    if (values.has(setting)) {
      return values.get(setting);
    }
    for (Carrier carrier : Carrier.values()) {
      if (carrier.written().equals(name)) {
        return carrier;
      }
    }
    return null;
  }
}
