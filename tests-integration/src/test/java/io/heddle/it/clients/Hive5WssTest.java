package io.heddle.it.clients;

import io.heddle.it.ServerCertificate;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The HiveMQ MQTT client, MQTT 5 over WebSocket over TLS. */
@Execution(ExecutionMode.CONCURRENT)
class Hive5WssTest implements ClientContract {
  @RegisterExtension
  static final RunningImage BROKER =
      RunningImage.over(
          "wss",
          Stream.concat(
                  Stream.of("listener.wss.port=0"),
                  ServerCertificate.shared().settings("wss").stream())
              .toArray(String[]::new));

  @Override
  public RunningImage broker() {
    return BROKER;
  }

  @Override
  public Peer connect(Login login, int port) throws Exception {
    return new HivePeer5(
        login,
        port,
        builder ->
            builder
                .webSocketConfig()
                .serverPath("/mqtt")
                .applyWebSocketConfig()
                .sslConfig()
                .trustManagerFactory(ServerCertificate.shared().trust())
                .applySslConfig());
  }
}
