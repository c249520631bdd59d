package io.heddle.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.Broker;
import io.heddle.Heddle;
import io.heddle.api.ClientInfo;
import io.heddle.api.LocalClient;
import io.heddle.api.Observer;
import io.heddle.api.PublishInterceptor;
import io.heddle.api.Verdict;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The hooks that docs/hooks.md and docs/observers.md show. */
class HooksTest {
  private final List<String> seen = new CopyOnWriteArrayList<>();

  @Test
  void anInterceptor() {
    PublishInterceptor stamp =
        (client, message) ->
            client.peer().isInProcess()
                ? Verdict.change(message.to(TopicName.of("in/" + message.topic().value())))
                : Verdict.allow();
    Broker broker = Heddle.builder().port(0).hook("stamp", stamp).start();
    try (broker;
        LocalClient client = broker.client("one")) {
      client.subscribe(Subscription.of(TopicFilter.of("in/a"), Qos.AT_LEAST_ONCE));
      assertEquals(
          ReasonCode.SUCCESS,
          client.publish(Message.of(TopicName.of("a"), Bytes.utf8("x"), Qos.AT_LEAST_ONCE)));
    }
  }

  @Test
  void anObserver() {
    Observer comings =
        new Observer() {
          @Override
          public void connected(ClientInfo client) {
            seen.add(client.client().clientId() + " by " + client.client().peer().listener());
          }
        };
    Broker broker = Heddle.builder().port(0).hook("comings", comings).start();
    try (broker;
        LocalClient client = broker.client("one")) {
      assertEquals(List.of("one by in-process"), seen, client::clientId);
    }
  }
}
