package io.heddle.services;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.api.Services;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lists that go on where a walk ended. */
@Timeout(60)
class FromAPlaceOnTest {

  @Test
  void clientsSessionsAndSubscriptionsComeInOrder() {
    try (Running running = new Running("sys.interval", "never")) {
      Services services = running.services();
      Client c = running.connect(Login.v5("c"));
      running.connect(Login.v5("a"));
      Client b = running.lasting("b");
      b.subscribe("y", Qos.AT_LEAST_ONCE);
      b.subscribe("x", Qos.AT_LEAST_ONCE);
      c.subscribe("z", Qos.AT_LEAST_ONCE);
      assertEquals(
          List.of("a", "b", "c"),
          services.clients().from("").map(each -> each.client().clientId()).toList());
      assertEquals(
          List.of("b", "c"),
          services.clients().from("aa").map(each -> each.client().clientId()).toList());
      assertEquals(
          List.of("b x", "b y", "c z"),
          services
              .subscriptions()
              .from("b")
              .map(each -> each.clientId() + " " + each.subscription().filter().value())
              .toList());
      b.close();
      Running.await(() -> services.clients().count() == 2);
      assertEquals(
          List.of("b", "c"), services.sessions().from("b").map(each -> each.clientId()).toList());
      assertEquals(
          List.of("c"),
          services.clients().from("b").map(each -> each.client().clientId()).toList());
    }
  }

  @Test
  void retainedMessagesComeBehindATopicThatMayBeGone() {
    try (Running running = new Running("sys.interval", "never")) {
      Services services = running.services();
      for (String topic : List.of("h/a", "h/b", "h/b/c", "h/d", "other")) {
        services.retained().put(Running.message(topic, "x", Qos.AT_MOST_ONCE, true));
      }
      services.retained().remove(TopicName.of("h/b"));
      assertEquals(
          List.of("h/b/c", "h/d"),
          services
              .retained()
              .behind(TopicFilter.of("h/#"), TopicName.of("h/b"))
              .map(each -> each.topic().value())
              .toList());
    }
  }
}
