package io.heddle.services;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.api.Authentication;
import io.heddle.api.ClientInfo;
import io.heddle.api.Observer;
import io.heddle.api.Verdict;
import io.heddle.api.WillInterceptor;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Version;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** About whom a Will's interceptors are asked when connections follow each other at a session. */
@Timeout(60)
class DecidingWillsTest {
  @AutoClose private final Several brokers = new Several();
  private final CountDownLatch arrived = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);

  /** Holds up a client of the user "slow" that has its session, and nothing else yet. */
  private final Observer holding =
      new Observer() {
        @Override
        public void connected(ClientInfo client) {
          if ("slow".equals(client.client().userName())) {
            arrived.countDown();
            try {
              goOn.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
        }
      };

  /** Writes the user into the Will. */
  private final WillInterceptor signing =
      (client, will) ->
          Verdict.change(
              will.payload(Bytes.utf8(will.payload().text() + " of " + client.userName())));

  private final Running running =
      brokers.start(builder ->
          builder
              .authenticator(login -> new Authentication.Accepted(login.userName(), Set.of()))
              .hook("holding", holding)
              .hook("signing", signing));

  private static Login login(String user) {
    return Login.v5("c").credentials(user, "p").resume().sessionExpiry(100);
  }

  private static Login withWill(String user) {
    return login(user).will("will", "w", Qos.AT_LEAST_ONCE);
  }

  private Client watcher() {
    Client watcher = running.connect(Login.v5("watcher"));
    watcher.subscribe("will", Qos.AT_LEAST_ONCE);
    return watcher;
  }

  private void takenOverWhileHeldUp() {
    Client slow = running.open(Version.MQTT_5_0);
    slow.send(withWill("slow").packet());
    try {
      arrived.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    running.connect(withWill("next"));
    goOn.countDown();
  }

  @Test
  void whoIsDisplacedBeforeItIsServedHasItsWillDecidedOn() {
    Client watcher = watcher();
    takenOverWhileHeldUp();
    watcher.receive("will", Qos.AT_LEAST_ONCE, "w of slow");
  }

  @Test
  void noWillIsTakenForThatOfTheConnectionBefore() {
    Client watcher = watcher();
    Client before = running.connect(withWill("before"));
    before.disconnect();
    takenOverWhileHeldUp();
    watcher.receive("will", Qos.AT_LEAST_ONCE, "w of slow");
  }

  @Test
  void whoTakesOverIsNotAskedAboutTheWillThatWasThere() {
    Client watcher = watcher();
    running.connect(withWill("old"));
    running.connect(withWill("new"));
    watcher.receive("will", Qos.AT_LEAST_ONCE, "w of old");
    running.services().clients().disconnect("c", ReasonCode.ADMINISTRATIVE_ACTION, "");
    watcher.receive("will", Qos.AT_LEAST_ONCE, "w of new");
    assertEquals(0, running.dropped());
  }
}
