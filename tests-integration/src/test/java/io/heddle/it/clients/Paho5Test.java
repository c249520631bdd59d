package io.heddle.it.clients;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Eclipse Paho, MQTT 5: what all versions have. */
@Execution(ExecutionMode.CONCURRENT)
class Paho5Test implements ClientContract {
  @RegisterExtension static final RunningImage BROKER = new RunningImage();

  @Override
  public RunningImage broker() {
    return BROKER;
  }

  @Override
  public Peer connect(Login login, int port) throws Exception {
    return new PahoPeer5(login, port);
  }
}
