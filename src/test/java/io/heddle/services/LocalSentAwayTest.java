package io.heddle.services;

import static io.heddle.services.Running.message;
import static io.heddle.services.Running.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Heddle;
import io.heddle.api.Access;
import io.heddle.api.Action;
import io.heddle.api.Authorizer;
import io.heddle.api.LocalClient;
import io.heddle.api.LocalClientOptions;
import io.heddle.api.PublishInterceptor;
import io.heddle.api.SubscribeInterceptor;
import io.heddle.api.UnsubscribeInterceptor;
import io.heddle.api.Verdict;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

/** A client in the program that is sent away while somebody is asked what it may do. */
@Timeout(60)
class LocalSentAwayTest {
  @AutoClose private final Several brokers = new Several();
  private Running running;
  private LocalClient local;

  /** Everybody who is asked about "away" sends the client away, and then has nothing against it. */
  private void sendAway(String topic) {
    if (topic.equals("away")) {
      running.services().clients().disconnect("local", ReasonCode.ADMINISTRATIVE_ACTION, "go");
    }
  }

  private final Authorizer authorizer =
      (client, action) -> {
        switch (action) {
          case Action.Publish publish -> sendAway(publish.topic().value());
          case Action.Subscribe subscribe -> sendAway(subscribe.filter().value());
          case Action.Connect connect -> {}
        }
        return new Access.Allowed(Qos.EXACTLY_ONCE, "by the test");
      };

  private final PublishInterceptor publishing =
      (client, message) -> {
        sendAway(message.topic().value());
        return Verdict.allow();
      };

  private final SubscribeInterceptor subscribing =
      (client, wanted) -> {
        sendAway(wanted.filter().value());
        return Verdict.allow();
      };

  private final UnsubscribeInterceptor unsubscribing =
      (client, filter) -> {
        sendAway(filter.value());
        return Verdict.allow();
      };

  private void start(Consumer<Heddle.Builder> hooks) {
    running = brokers.start(hooks);
    local = running.broker().client(LocalClientOptions.of("local").lasting(60));
  }

  private void isSentAway(Executable action) {
    IllegalStateException told = assertThrows(IllegalStateException.class, action);
    assertTrue(told.getMessage().endsWith("go"), told.getMessage());
  }

  private void publishesNothing() {
    isSentAway(() -> local.publish(message("away", "x", Qos.AT_LEAST_ONCE, true)));
    assertEquals(Optional.empty(), running.services().retained().get(TopicName.of("away")));
  }

  private void subscribesNothing() {
    isSentAway(() -> local.subscribe(to("away", Qos.AT_LEAST_ONCE), received -> {}));
    assertEquals(List.of(), running.services().subscriptions().of("local"));
  }

  @Test
  void publishingWhileAnAuthorizerIsAsked() {
    start(builder -> builder.authorizer(authorizer));
    publishesNothing();
  }

  @Test
  void publishingWhileAHookIsAsked() {
    start(builder -> builder.hook("test", publishing));
    publishesNothing();
  }

  @Test
  void subscribingWhileAnAuthorizerIsAsked() {
    start(builder -> builder.authorizer(authorizer));
    subscribesNothing();
  }

  @Test
  void subscribingWhileAHookIsAsked() {
    start(builder -> builder.hook("test", subscribing));
    subscribesNothing();
  }

  @Test
  void unsubscribingWhileAHookIsAsked() {
    start(builder -> builder.hook("test", unsubscribing));
    local.subscribe(to("away", Qos.AT_LEAST_ONCE));
    isSentAway(() -> local.unsubscribe(TopicFilter.of("away")));
    assertEquals(1, running.services().subscriptions().of("local").size());
  }
}
