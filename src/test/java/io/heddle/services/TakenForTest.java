package io.heddle.services;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.api.ClientInfo;
import io.heddle.api.ConnectInterceptor;
import io.heddle.api.ConnectionInterceptor;
import io.heddle.api.Observer;
import io.heddle.api.Peer;
import io.heddle.api.Verdict;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Version;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whom a {@link ConnectionInterceptor} takes a connection for, it is to everybody until its end.
 */
@Timeout(60)
class TakenForTest {
  private static final Peer OTHER =
      new Peer("other", new InetSocketAddress(InetAddress.ofLiteral("203.0.113.7"), 9), List.of());

  @AutoClose private final Several brokers = new Several();
  private final List<String> told = new CopyOnWriteArrayList<>();

  private final Observer observer =
      new Observer() {
        @Override
        public void refused(io.heddle.api.Login login, ReasonCode reason, String words) {
          told.add("refused " + login.peer().equals(OTHER));
        }

        @Override
        public void connected(ClientInfo client) {
          told.add("connected " + client.client().peer().equals(OTHER));
        }

        @Override
        public void disconnected(
            Peer peer, @Nullable ClientInfo client, ReasonCode reason, String words) {
          told.add("disconnected " + peer.equals(OTHER));
        }
      };

  private final ConnectionInterceptor door = peer -> Verdict.change(OTHER);
  private final ConnectInterceptor terms =
      (request, offered) ->
          request.client().clientId().equals("bad") ? Verdict.deny("no") : Verdict.allow();

  @Test
  void fromTheFirstByteToTheLast() {
    Running running =
        brokers.start(
            b -> b.hook("door", door).hook("terms", terms).hook("told", observer),
            "anonymous",
            "allow");
    running.connect(Login.v5("good")).disconnect();
    Running.await(() -> told.size() == 2);
    assertEquals(List.of("connected true", "disconnected true"), told);
    told.clear();
    Client bad = running.open(Version.MQTT_5_0);
    bad.send(Login.v5("bad").packet());
    bad.expectRefused(ReasonCode.NOT_AUTHORIZED);
    bad.close();
    Running.await(() -> told.size() == 2);
    assertEquals(List.of("refused true", "disconnected true"), told);
  }
}
