package io.heddle.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.api.Client;
import io.heddle.api.Peer;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.RetainHandling;
import io.heddle.mqtt.Subscription;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the subscription of one client is made of. */
class AutoSubscriptionTest {
  private static @Nullable Subscription of(
      String filter, String clientId, @Nullable String user, String mount) {
    Client client = new Client(clientId, user, Set.of(), new Peer("tcp", null, List.of()));
    return new AutoSubscription(filter, Qos.AT_LEAST_ONCE, false, true, RetainHandling.SEND_IF_NEW)
        .of(client, mount);
  }

  private static String filter(String filter, String clientId, String mount) {
    Subscription made = of(filter, clientId, "anne", mount);
    return made == null ? "none" : made.filter().value();
  }

  @Test
  void namesAndMountPointArePutIn() {
    assertEquals("cmd/c1/anne/#", filter("cmd/%c/%u/#", "c1", ""));
    assertEquals("t/a/cmd/c1", filter("cmd/%c", "c1", "t/a/"));
    assertEquals("$share/g/t/cmd", filter("$share/g/cmd", "c1", "t/"));
  }

  @Test
  void namesThatWouldSubscribeToMoreAreNotPutIn() {
    for (String name : List.of("#", "+", "a/b")) {
      assertEquals("none", filter("cmd/%c", name, ""), name);
    }
    assertNull(of("cmd/%u", "c1", null, ""));
  }

  @Test
  void wrongFiltersAreTold() {
    assertEquals("", AutoSubscription.problem("a/%c/#"));
    assertTrue(AutoSubscription.problem("a/#/b").startsWith("not a topic filter"));
    assertTrue(AutoSubscription.problem("a/x-%c").startsWith("x-%c: "));
  }
}
