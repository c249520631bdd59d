package io.heddle.broker;

import static io.heddle.mqtt.Qos.AT_LEAST_ONCE;
import static io.heddle.mqtt.Qos.AT_MOST_ONCE;
import static io.heddle.mqtt.Qos.EXACTLY_ONCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.RetainHandling;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.session.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which subscriptions are granted, which are refused, and which bring retained messages. */
class SubscribingTest {
  private final World world = new World();

  private static Subscription wanted(String filter, Qos qos) {
    return Subscription.of(TopicFilter.of(filter), qos);
  }

  private static World offering(Qos qos, boolean wildcards, boolean identifiers, boolean shared) {
    BrokerOptions.Offer offer = new BrokerOptions.Offer(qos, true, wildcards, identifiers, shared);
    return new World(World.options(Samples.options(), offer));
  }

  @Test
  void theLevelIsGrantedAsAskedFor() {
    World.Client client = world.connect("c");
    assertEquals(ReasonCode.SUCCESS, client.subscribe(wanted("a", AT_MOST_ONCE)));
    assertEquals(ReasonCode.GRANTED_QOS_1, client.subscribe(wanted("b/+", AT_LEAST_ONCE)));
    assertEquals(ReasonCode.GRANTED_QOS_2, client.subscribe(wanted("$share/g/#", EXACTLY_ONCE)));
  }

  @Test
  void orAsFarAsItIsOnOffer() {
    World low = offering(AT_MOST_ONCE, true, true, true);
    World.Client client = low.connect("c");
    assertEquals(ReasonCode.SUCCESS, client.subscribe(wanted("a", EXACTLY_ONCE)));
    low.publish("a", "1", EXACTLY_ONCE);
    assertEquals(List.of("1 q0"), client.sent());
  }

  @Test
  void whatIsNotOnOfferIsRefused() {
    World.Client client = offering(EXACTLY_ONCE, false, false, false).connect("c");
    assertEquals(
        ReasonCode.WILDCARD_SUBSCRIPTIONS_NOT_SUPPORTED,
        client.subscribe(wanted("a/+", AT_MOST_ONCE)));
    assertEquals(
        ReasonCode.WILDCARD_SUBSCRIPTIONS_NOT_SUPPORTED,
        client.subscribe(wanted("#", AT_MOST_ONCE)));
    assertEquals(
        ReasonCode.SUBSCRIPTION_IDENTIFIERS_NOT_SUPPORTED,
        client.subscribe(wanted("a", AT_MOST_ONCE).withIdentifier(1)));
    assertEquals(
        ReasonCode.SHARED_SUBSCRIPTIONS_NOT_SUPPORTED,
        client.subscribe(wanted("$share/g/a", AT_MOST_ONCE)));
    assertEquals(List.of(), client.attachment.session().subscriptions());
  }

  @Test
  void soIsWhatTheOperatorDenies() {
    World.Client client = world.connect("c");
    assertEquals(ReasonCode.NOT_AUTHORIZED, client.subscribe(wanted("denied/#", AT_MOST_ONCE)));
    assertEquals(
        ReasonCode.NOT_AUTHORIZED, client.subscribe(wanted("$share/g/denied/#", AT_MOST_ONCE)));
    assertEquals(ReasonCode.SUCCESS, client.subscribe(wanted("denied/a", AT_MOST_ONCE)));
  }

  @Test
  void andWhatIsTooMany() {
    World.Client client = world.connect("c");
    for (int i = 0; i < 100; i++) {
      assertEquals(ReasonCode.SUCCESS, client.subscribe(wanted("a/" + i, AT_MOST_ONCE)));
    }
    assertEquals(ReasonCode.QUOTA_EXCEEDED, client.subscribe(wanted("b", AT_MOST_ONCE)));
    assertEquals(ReasonCode.QUOTA_EXCEEDED, client.subscribe(wanted("$share/g/b", AT_MOST_ONCE)));
    assertEquals(ReasonCode.SUCCESS, client.subscribe(wanted("a/7", AT_MOST_ONCE)), "it has it");
    assertEquals(100, world.core.subscriptions());
    assertEquals(0, world.core.shareGroups());
    client.unsubscribe("a/7");
    assertEquals(ReasonCode.SUCCESS, client.subscribe(wanted("b", AT_MOST_ONCE)));
  }

  @Test
  void whoWasTakenOverSubscribesToNothing() {
    World.Client old = world.connect("c");
    world.connect("c");
    assertEquals(ReasonCode.UNSPECIFIED_ERROR, old.subscribe(wanted("a", AT_MOST_ONCE)));
    assertEquals(ReasonCode.UNSPECIFIED_ERROR, old.subscribe(wanted("$share/g/a", AT_MOST_ONCE)));
    assertEquals(0, world.core.subscriptions());
  }

  @Test
  void unsubscribing() {
    World.Client client = world.connect("c").subscribed("a", AT_MOST_ONCE);
    assertEquals(ReasonCode.SUCCESS, client.unsubscribe("a"));
    assertEquals(ReasonCode.NO_SUBSCRIPTION_EXISTED, client.unsubscribe("a"));
    assertEquals(ReasonCode.NO_SUBSCRIPTION_EXISTED, client.unsubscribe("$share/g/a"));
    assertEquals(Router.Routed.NO_SUBSCRIBERS, world.publish("a", "1", AT_MOST_ONCE));
  }

  @ParameterizedTest
  @CsvSource({
    // retain handling: retained messages at the first subscribe, and at the second
    "SEND, 1, 1",
    "SEND_IF_NEW, 1, 0",
    "DO_NOT_SEND, 0, 0",
  })
  void retainedMessagesComeAsAskedFor(RetainHandling handling, int first, int second) {
    world.retain("a", "1");
    World.Client client = world.connect("c");
    Subscription subscription =
        new Subscription(TopicFilter.of("a"), EXACTLY_ONCE, false, false, handling, 0);
    client.subscribe(subscription);
    assertEquals(first, client.sent().size());
    client.subscribe(subscription);
    assertEquals(second, client.sent().size());
  }

  @Test
  void butNotWithASharedSubscription() {
    world.retain("a", "1");
    World.Client client = world.connect("c");
    Subscribing.Answer answer =
        world.core.subscribing().subscribe(client.attachment, wanted("$share/g/a", AT_MOST_ONCE));
    assertNull(answer.feed());
    assertEquals(List.of(), client.sent());
  }

  @Test
  void oneCopyOrOneForEachOverlappingSubscription() {
    for (boolean merge : new boolean[] {true, false}) {
      BrokerOptions o = World.options();
      World some =
          new World(
              new BrokerOptions(
                  o.session(),
                  1000,
                  0,
                  o.sessionOwner(),
                  o.offer(),
                  9,
                  9,
                  9,
                  9,
                  merge,
                  List.of(),
                  o.sysInterval(),
                  o.drops()));
      World.Client client = some.connect("c").subscribed("a", AT_MOST_ONCE);
      client.subscribed("+", EXACTLY_ONCE);
      some.publish(
          Message.of(
              Samples.message("a", "1", AT_LEAST_ONCE, "").topic(),
              Samples.message("1", AT_LEAST_ONCE).payload(),
              AT_LEAST_ONCE));
      assertEquals(
          merge ? List.of("1 q1 #1") : List.of("1 q0", "1 q1 #1"),
          client.sent().stream().sorted().toList());
    }
  }
}
