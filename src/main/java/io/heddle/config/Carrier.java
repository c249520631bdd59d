package io.heddle.config;

import java.util.Set;

/** What a listener speaks; the name of a listener that is one of these is its transport, too. */
enum Carrier {
  /** Plain TCP. */
  TCP("1883", true, Set.of(Part.NETWORK, Part.PROXY)),
  /** TLS over TCP. */
  TLS("8883", true, Set.of(Part.NETWORK, Part.PROXY, Part.TLS)),
  /** A Unix domain socket. */
  UNIX("", true, Set.of(Part.FILE, Part.PROXY)),
  /** WebSocket: its settings are checked, and nothing is opened yet. */
  WS("8080", false, Set.of(Part.NETWORK));

  /** Rows of the table that only some carriers need. */
  enum Part {
    /** Address and port. */
    NETWORK,
    /** The file of a Unix domain socket. */
    FILE,
    /** Certificates and keys. */
    TLS,
    /** What a proxy in front tells of its clients. */
    PROXY
  }

  /** The port when none is given; empty without ports. */
  final String port;

  /** Whether this release opens it. */
  final boolean opens;

  private final Set<Part> parts;

  Carrier(String port, boolean opens, Set<Part> parts) {
    this.port = port;
    this.opens = opens;
    this.parts = parts;
  }

  /** Whether a row means something to its listeners. */
  boolean uses(Setting<?> row) {
    Part part = ListenerSettings.part(row);
    return part == null || parts.contains(part);
  }

  /** How it is written in a configuration. */
  String written() {
    return Kind.Choice.written(this);
  }
}
