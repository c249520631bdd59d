package io.heddle;

import io.heddle.api.Authentication;
import io.heddle.api.ClientLimits;
import io.heddle.codec.Packet;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Version;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Packets;
import io.heddle.spec.SocketWire;
import io.heddle.spec.SpecServer;
import io.heddle.spec.Stage;
import io.heddle.spec.Wire;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A broker with one answer about everybody who comes, and clients over sockets. */
@Timeout(60)
abstract class OneAnswer {
  @RegisterExtension final Stage stage = Stage.plain();

  volatile Authentication answer = accepted(ClientLimits.NONE);
  Broker broker;

  private static Authentication accepted(ClientLimits limits) {
    return new Authentication.Accepted("ann", Set.of(), null, limits);
  }

  void limit(Consumer<ClientLimits.Builder> change) {
    ClientLimits.Builder limits = ClientLimits.builder();
    change.accept(limits);
    answer = accepted(limits.build());
  }

  SpecServer server(String... settings) {
    if (broker == null) {
      Heddle.Builder builder =
          Heddle.builder()
              .port(0)
              .set("limits.close-timeout", "100ms")
              .authenticator(login -> answer);
      for (int i = 0; i < settings.length; i += 2) {
        builder.set(settings[i], settings[i + 1]);
      }
      broker = builder.start();
    }
    return new SpecServer() {
      @Override
      public Wire connect() {
        return new SocketWire(broker.endpoints().getFirst().getPort());
      }

      @Override
      public void close() {}
    };
  }

  @AfterEach
  void stop() {
    if (broker != null) {
      broker.close();
    }
  }

  Client open(Version version) {
    return stage.openTo(server(), version);
  }

  Client enters(Login login) {
    return stage.connectTo(server(), login);
  }

  static Properties told(Client client, Login login) {
    return client.connect(login).properties();
  }

  static ReasonCode subscribed(Client client, String filter, Qos qos) {
    client.send(Packets.subscribe(client.id(), Packets.to(filter, qos)));
    return client.await(Packet.Suback.class).reasons().getFirst();
  }
}
