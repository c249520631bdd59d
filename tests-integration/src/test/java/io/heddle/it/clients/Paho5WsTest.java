package io.heddle.it.clients;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Eclipse Paho, MQTT 5 over WebSocket. */
@Execution(ExecutionMode.CONCURRENT)
class Paho5WsTest implements ClientContract {
  @RegisterExtension static final RunningImage BROKER = RunningImage.over("ws");

  @Override
  public RunningImage broker() {
    return BROKER;
  }

  @Override
  public Peer connect(Login login, int port) throws Exception {
    return new PahoPeer5(
        login.clientId(), "ws://127.0.0.1:" + port + "/mqtt", PahoPeer5.options(login));
  }
}
