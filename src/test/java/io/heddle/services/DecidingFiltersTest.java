package io.heddle.services;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.Heddle;
import io.heddle.api.SubscribeInterceptor;
import io.heddle.api.UnsubscribeInterceptor;
import io.heddle.api.Verdict;
import io.heddle.codec.Packet;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import io.heddle.spec.Packets;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What interceptors decide about subscriptions, as clients see it. */
@Timeout(60)
class DecidingFiltersTest {
  @AutoClose private final Several brokers = new Several();

  private Running start(Consumer<Heddle.Builder> hooks, String... settings) {
    return brokers.start(hooks, settings);
  }

  @Test
  void subscriptionsAreDecidedOnOneByOne() {
    SubscribeInterceptor hook = (client, wanted) -> onSubscribe(wanted);
    Running running = start(builder -> builder.hook("test", hook));
    Subscription[] wanted = new Subscription[4];
    int i = 0;
    for (String filter : List.of("deny", "drop", "change", "allow")) {
      wanted[i++] = Packets.to(filter, Qos.AT_LEAST_ONCE);
    }
    Client five = running.connect(Login.v5("five"));
    five.send(Packets.subscribe(1, wanted));
    ReasonCode granted = ReasonCode.GRANTED_QOS_1;
    five.expect(
        new Packet.Suback(
            1,
            Several.TOLD.without(Property.SERVER_REFERENCE),
            List.of(ReasonCode.QUOTA_EXCEEDED, granted, granted, granted)));
    assertEquals(2, running.services().statistics().subscriptions());
    Client three = running.connect(Login.v311("three"));
    three.send(Packets.subscribe(1, wanted));
    three.expect(
        new Packet.Suback(
            1, Properties.NONE, List.of(ReasonCode.UNSPECIFIED_ERROR, granted, granted, granted)));
    three.publish("changed", "1", Qos.EXACTLY_ONCE);
    // At most the QoS that was asked for, whatever the hook says.
    three.receive("changed", Qos.AT_LEAST_ONCE, "1");
    three.publish("drop", "2", Qos.AT_LEAST_ONCE);
    three.fence();
    assertEquals(2, running.services().statistics().subscriptionsDenied());
  }

  @Test
  void unsubscribingIsDecidedOnOneByOne() {
    UnsubscribeInterceptor hook =
        (client, filter) ->
            switch (filter.value()) {
              case "deny" -> Verdict.deny(ReasonCode.SERVER_BUSY, "no");
              case "drop" -> Verdict.drop("quiet");
              case "change" -> Verdict.change(TopicFilter.of("changed"));
              default -> Verdict.allow();
            };
    Running running = start(builder -> builder.hook("test", hook));
    String[] filters = {"deny", "drop", "change", "allow"};
    for (Login login : List.of(Login.v311("three"), Login.v5("five"))) {
      Client one = running.connect(login);
      for (String filter : List.of("deny", "drop", "changed", "allow")) {
        one.subscribe(filter, Qos.AT_MOST_ONCE);
      }
      one.send(Packets.unsubscribe(9, filters));
      Packet.Unsuback answer = one.expect(Packet.Unsuback.class);
      if (login.packet().version().hasProperties()) {
        assertEquals(
            List.of(
                ReasonCode.NOT_AUTHORIZED,
                ReasonCode.SUCCESS,
                ReasonCode.SUCCESS,
                ReasonCode.SUCCESS),
            answer.reasons());
      }
      assertEquals(2, running.services().statistics().subscriptions());
      one.disconnect();
      Running.await(() -> running.services().statistics().subscriptions() == 0);
    }
  }

  private static Verdict<Subscription> onSubscribe(Subscription wanted) {
    return switch (wanted.filter().value()) {
      case "deny" -> new Verdict.Deny<>(ReasonCode.QUOTA_EXCEEDED, "enough", Several.TOLD);
      case "drop" -> Verdict.drop("quiet");
      case "change" -> Verdict.change(Subscription.of(TopicFilter.of("changed"), Qos.EXACTLY_ONCE));
      default -> Verdict.allow();
    };
  }
}
