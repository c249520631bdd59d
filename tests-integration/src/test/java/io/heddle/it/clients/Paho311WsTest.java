package io.heddle.it.clients;

import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Eclipse Paho, MQTT 3.1.1 over WebSocket. */
@Execution(ExecutionMode.CONCURRENT)
class Paho311WsTest implements ClientContract {
  @RegisterExtension static final RunningImage BROKER = RunningImage.over("ws");

  @Override
  public RunningImage broker() {
    return BROKER;
  }

  @Override
  public Peer connect(Login login, int port) throws Exception {
    return new PahoPeer3(
        login, "ws://127.0.0.1:" + port + "/mqtt", MqttConnectOptions.MQTT_VERSION_3_1_1);
  }
}
