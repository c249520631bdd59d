package io.heddle.it.clients;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The HiveMQ MQTT client, MQTT 5 over WebSocket. */
@Execution(ExecutionMode.CONCURRENT)
class Hive5WsTest implements ClientContract {
  @RegisterExtension static final RunningImage BROKER = RunningImage.over("ws");

  @Override
  public RunningImage broker() {
    return BROKER;
  }

  @Override
  public Peer connect(Login login, int port) throws Exception {
    return new HivePeer5(
        login,
        port,
        builder -> builder.webSocketConfig().serverPath("/mqtt").applyWebSocketConfig());
  }
}
