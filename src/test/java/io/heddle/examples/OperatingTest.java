package io.heddle.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.Broker;
import io.heddle.Heddle;
import io.heddle.api.Ban;
import io.heddle.api.Reloaded;
import io.heddle.api.Services;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What docs/services.md shows to those who look after a broker. */
class OperatingTest {
  @Test
  void lookingAfterABroker() {
    try (Broker broker = Heddle.builder().port(0).start()) {
      Services services = broker.services();
      Ban ban =
          new Ban(
              new Ban.Target.UserName("eve"),
              Instant.now().plus(Duration.ofHours(1)),
              "too many wrong passwords");
      services.bans().add(ban);
      services
          .listeners()
          .all()
          .forEach(listener ->
              System.out.println(
                  listener.uri() + " has " + listener.connections() + " connections"));
      for (Reloaded each : services.reload()) {
        System.out.println(each.what() + " " + each.outcome() + " " + each.errors());
      }
      services.status().problems().forEach(System.out::println);
      assertEquals(List.of(ban), services.bans().list());
    }
  }
}
