package io.heddle.it.clients;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The HiveMQ MQTT client, MQTT 5: what all versions have. */
@Execution(ExecutionMode.CONCURRENT)
class Hive5Test implements ClientContract {
  @RegisterExtension static final RunningImage BROKER = new RunningImage();

  @Override
  public RunningImage broker() {
    return BROKER;
  }

  @Override
  public Peer connect(Login login, int port) throws Exception {
    return new HivePeer5(login, port);
  }
}
