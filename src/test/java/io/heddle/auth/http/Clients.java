package io.heddle.auth.http;

import io.heddle.api.Client;
import io.heddle.api.Login;
import io.heddle.api.Peer;
import io.heddle.mqtt.Bytes;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;

/** Clients of the tests here. */
final class Clients {
  static final Peer PEER =
      new Peer("tls", new InetSocketAddress(InetAddress.ofLiteral("203.0.113.1"), 1), List.of());
  static final Client ALICE = new Client("c1", "alice", Set.of(), PEER);

  private Clients() {}

  static Login login(String user, String password) {
    return new Login(PEER, "c1", user, password == null ? null : Bytes.utf8(password));
  }
}
