package io.heddle.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.api.Authentication;
import io.heddle.api.ClientLimits;
import io.heddle.api.Durability;
import io.heddle.mqtt.Qos;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that want less than the broker keeps. */
@Timeout(60)
class LessDurableTest {
  @TempDir Path folder;

  private Running listening(String durability) {
    return new Running("data.directory", folder.toString(), "listener.tcp.durability", durability);
  }

  private static Client persistent(Running running, String clientId) {
    return running.connect(Login.v5(clientId).resume().sessionExpiry(1000));
  }

  private static boolean knows(Running running, String clientId) {
    return running.services().sessions().find(clientId).isPresent();
  }

  @Test
  void withNoneASessionIsInMemoryAlone() {
    try (Running running = listening("none")) {
      Client client = persistent(running, "a");
      client.subscribe("t", Qos.EXACTLY_ONCE);
      client.publish("t", "to itself", Qos.EXACTLY_ONCE);
      client.retain("r", "kept all the same", Qos.AT_LEAST_ONCE);
      assertTrue(knows(running, "a"));
    }
    try (Running running = listening("fsync")) {
      assertFalse(knows(running, "a"));
      Client reader = running.connect(Login.v5("reader"));
      reader.subscribe("r", Qos.AT_LEAST_ONCE);
      reader.expectPublish("r", "kept all the same");
    }
  }

  @Test
  void withOsItIsKept() {
    try (Running running = listening("os")) {
      Client client = persistent(running, "a");
      client.subscribe("t", Qos.EXACTLY_ONCE);
      client.publish("u", "to nobody", Qos.EXACTLY_ONCE);
    }
    try (Running running = listening("os")) {
      assertTrue(knows(running, "a"));
    }
  }

  @Test
  void oneThatIsKeptStaysSoAndOneThatIsNotMayBeLater() {
    try (Running running = listening("fsync")) {
      persistent(running, "kept");
    }
    try (Running running = listening("none")) {
      Client kept = persistent(running, "kept");
      kept.subscribe("t", Qos.AT_LEAST_ONCE);
      persistent(running, "not");
    }
    try (Running running = listening("none")) {
      assertTrue(knows(running, "kept"));
      assertEquals(1, running.services().statistics().subscriptions());
      assertFalse(knows(running, "not"));
    }
  }

  private Running asking() {
    ClientLimits none = ClientLimits.builder().durability(Durability.NONE).build();
    return new Running(
        builder ->
            builder.authenticator(login ->
                new Authentication.Accepted(
                    "somebody",
                    Set.of(),
                    null,
                    login.clientId().equals("meter") ? none : ClientLimits.NONE)),
        "data.directory",
        folder.toString());
  }

  /** A Will that could not wait for the next process is published before this one ends. */
  @Test
  void authenticationSaysItForOneClient() {
    try (Running running = asking()) {
      persistent(running, "till").subscribe("wills", Qos.AT_LEAST_ONCE);
      running.connect(
          Login.v5("meter").sessionExpiry(1000).will("wills", "gone", Qos.AT_LEAST_ONCE));
    }
    try (Running running = asking()) {
      assertFalse(knows(running, "meter"));
      persistent(running, "till").expectPublish("wills", "gone");
    }
  }
}
