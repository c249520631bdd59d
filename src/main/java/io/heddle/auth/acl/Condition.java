package io.heddle.auth.acl;

import io.heddle.api.AddressRange;
import io.heddle.api.Client;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a rule can ask about a client. */
sealed interface Condition {
  boolean holds(Client client);

  /** It was authenticated under one of these names. */
  record User(Set<String> names) implements Condition {
    @Override
    public boolean holds(Client client) {
      String name = client.userName();
      return name != null && names.contains(name);
    }
  }

  /** It has no user name. */
  record Anonymous() implements Condition {
    @Override
    public boolean holds(Client client) {
      return client.userName() == null;
    }
  }

  /** It has one of these client identifiers, which it has chosen itself. */
  record Identifier(Set<String> identifiers) implements Condition {
    @Override
    public boolean holds(Client client) {
      return identifiers.contains(client.clientId());
    }
  }

  /** It belongs to one of these groups at least. */
  record Group(Set<String> names) implements Condition {
    @Override
    public boolean holds(Client client) {
      return !Collections.disjoint(names, client.groups());
    }
  }

  /** It comes from one of these ranges; a Unix domain socket is in none. */
  record Address(List<AddressRange> ranges) implements Condition {
    @Override
    public boolean holds(Client client) {
      InetSocketAddress address = client.peer().address();
      @Nullable InetAddress ip = address == null ? null : address.getAddress();
      return ip != null && ranges.stream().anyMatch(range -> range.contains(ip));
    }
  }

  /** The subject of its own certificate has this attribute with one of these values. */
  record Certificate(String attribute, Set<String> values) implements Condition {
    @Override
    public boolean holds(Client client) {
      return !client.peer().certificates().isEmpty()
          && DistinguishedName.of(client.peer().certificates().getFirst().getSubjectX500Principal())
              .values(attribute)
              .stream()
              .anyMatch(values::contains);
    }
  }

  /** One of its names has a wildcard: Mosquitto's patterns deny such a client everything. */
  record WildcardInName() implements Condition {
    @Override
    public boolean holds(Client client) {
      String name = client.userName();
      return hasWildcard(client.clientId()) || name != null && hasWildcard(name);
    }

    private static boolean hasWildcard(String name) {
      return name.indexOf('+') >= 0 || name.indexOf('#') >= 0;
    }
  }
}
