package io.heddle.it.clients;

import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Eclipse Paho, MQTT 3.1. */
@Execution(ExecutionMode.CONCURRENT)
class Paho31Test implements ClientContract {
  @RegisterExtension static final RunningImage BROKER = new RunningImage();

  @Override
  public RunningImage broker() {
    return BROKER;
  }

  @Override
  public Peer connect(Login login, int port) throws Exception {
    return new PahoPeer3(login, port, MqttConnectOptions.MQTT_VERSION_3_1);
  }

  @Override
  public boolean tellsSessionPresent() {
    return false;
  }
}
