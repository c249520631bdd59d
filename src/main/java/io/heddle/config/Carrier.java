package io.heddle.config;

import java.util.Set;

/** What a listener speaks; the name of a listener that is one of these is its transport, too. */
enum Carrier {
  /** Plain TCP. */
  TCP("1883", Set.of(Part.NETWORK, Part.PROXY)),
  /** TLS over TCP. */
  TLS("8883", Set.of(Part.NETWORK, Part.PROXY, Part.TLS)),
  /** A Unix domain socket. */
  UNIX("", Set.of(Part.FILE, Part.PROXY)),
  /** WebSocket over TCP. */
  WS("8080", Set.of(Part.NETWORK, Part.PROXY, Part.WEB)),
  /** WebSocket over TLS. */
  WSS("8443", Set.of(Part.NETWORK, Part.PROXY, Part.TLS, Part.WEB));

  /** Rows of the table that only some carriers need. */
  enum Part {
    /** Address and port. */
    NETWORK,
    /** The file of a Unix domain socket. */
    FILE,
    /** Certificates and keys. */
    TLS,
    /** What a proxy in front tells of its clients. */
    PROXY,
    /** HTTP, by which a WebSocket begins. */
    WEB
  }

  /** The port when none is given; empty without ports. */
  final String port;

  private final Set<Part> parts;

  Carrier(String port, Set<Part> parts) {
    this.port = port;
    this.parts = parts;
  }

  /** Whether a row means something to its listeners. */
  boolean uses(Setting<?> row) {
    Part part = ListenerSettings.part(row);
    return part == null || parts.contains(part);
  }

  /** Whether there are rows of this part for its listeners. */
  boolean has(Part part) {
    return parts.contains(part);
  }

  /** How it is written in a configuration. */
  String written() {
    return Kind.Choice.written(this);
  }
}
