package io.heddle.config;

import io.heddle.api.Durability;
import io.heddle.transport.ListenerOptions;
import io.heddle.transport.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What is wrong with the listeners although each value is right. */
final class ListenerProblems {
  private final Values values;
  private final List<String> found = new ArrayList<>();

  private ListenerProblems(Values values) {
    this.values = values;
  }

  /**
   * All of them.
   *
   * @param doubtful names of listeners that have a wrong value: nothing more is said of them
   */
  static List<String> of(Values values, Set<String> doubtful) {
    ListenerProblems problems = new ListenerProblems(values);
    for (String name : values.listeners()) {
      if (!doubtful.contains(name)) {
        problems.look(name);
      }
    }
    if (problems.found.isEmpty()) {
      problems.lookForTwins(doubtful);
    }
    return problems.found;
  }

  private void look(String name) {
    Carrier carrier = ListenerValues.carrier(values, name);
    if (carrier == null) {
      missingTransport(name);
      return;
    }
    for (Setting<?> row : ListenerValues.rowsOf(values, name)) {
      Given given = values.given(row);
      if (given != null && !carrier.uses(row)) {
        found.add(
            given.error(
                "has no meaning for a listener with transport "
                    + carrier.written()
                    + (carrier.has(Carrier.Part.WEB) && row.equals(ListenerSettings.PATH.of(name))
                        ? "; the paths of URLs are " + WebSettings.PATHS.of(name).key()
                        : "")));
      }
    }
    if (carrier.has(Carrier.Part.TLS)) {
      found.addAll(TlsSettings.problems(values, name));
    }
    if (carrier.has(Carrier.Part.WEB)) {
      found.addAll(WebSettings.problems(values, name));
    }
    if (carrier == Carrier.UNIX && values.text(ListenerSettings.PATH.of(name)).isEmpty()) {
      found.add(ListenerSettings.PATH.of(name).key() + ": missing; the socket needs a file");
    }
    lookAtProxies(name, carrier);
    lookAtDurability(name);
  }

  /** What is not kept at all is not kept by a listener. */
  private void lookAtDurability(String name) {
    Given own = values.given(ListenerSettings.DURABILITY.of(name));
    Durability wanted = values.maybe(ListenerSettings.DURABILITY.of(name));
    Durability most = values.get(DataSettings.DURABILITY);
    if (own != null && wanted != null && wanted.compareTo(most) < 0) {
      found.add(
          own.valueError("data.durability keeps less: " + values.text(DataSettings.DURABILITY)));
    }
  }

  /** A Unix domain socket is open to those alone who may write its file. */
  private void lookAtProxies(String name, Carrier carrier) {
    Given on = values.given(ListenerSettings.PROXY.of(name));
    if (carrier != Carrier.UNIX
        && on != null
        && values.get(ListenerSettings.PROXY.of(name)) == ListenerSettings.Switch.ON
        && values.get(ListenerSettings.PROXY_FROM.of(name)).isEmpty()) {
      found.add(
          on.valueError(
              "needs "
                  + ListenerSettings.PROXY_FROM.of(name).key()
                  + ", the addresses of the proxies: anybody else could say that he is anyone"));
    }
  }

  private void missingTransport(String name) {
    String prefix = "";
    for (Setting<?> row : ListenerValues.rowsOf(values, name)) {
      Given given = values.given(row);
      if (given != null) {
        prefix = given.origin().prefix();
        break;
      }
    }
    found.add(
        prefix
            + ListenerSettings.TRANSPORT.of(name).key()
            + ": missing, and '"
            + name
            + "' is not a transport itself; allowed is "
            + ListenerSettings.TRANSPORT.kind().allowed());
  }

  private void lookForTwins(Set<String> doubtful) {
    Map<String, String> taken = new TreeMap<>();
    for (ListenerOptions listener : ListenerValues.options(values)) {
      String place = place(listener.transport());
      boolean certain = !place.isEmpty() && !doubtful.contains(listener.name());
      String other = certain ? taken.putIfAbsent(place, listener.name()) : null;
      if (other != null) {
        Setting<?> row =
            listener.transport() instanceof Transport.Unix
                ? ListenerSettings.PATH.of(listener.name())
                : ListenerSettings.PORT.of(listener.name());
        Given given = values.given(row);
        String problem = "listener." + other + " has " + place + " already";
        found.add(given == null ? row.key() + ": " + problem : given.valueError(problem));
      }
    }
  }

  /** What only one listener can have; empty when it is not known before it is bound. */
  private static String place(Transport transport) {
    return switch (transport) {
      case Transport.Tcp tcp -> place(tcp.address(), tcp.port());
      case Transport.Tls tls -> place(tls.address(), tls.port());
      case Transport.Ws ws -> place(ws.address(), ws.port());
      case Transport.Wss wss -> place(wss.address(), wss.port());
      case Transport.Unix unix -> unix.path().toString();
    };
  }

  private static String place(String address, int port) {
    return port == 0 ? "" : address + ":" + port;
  }
}
