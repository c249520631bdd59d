package io.heddle.services;

import static io.heddle.services.Running.message;
import static io.heddle.services.Running.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.api.DropReason;
import io.heddle.api.ShareGroupInfo;
import io.heddle.api.Subscriptions;
import io.heddle.api.Subscriptions.Kind;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import io.heddle.spec.Client;
import io.heddle.spec.Login;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Subscriptions, looked at and changed from outside. */
@Timeout(60)
class SubscriptionsTest {
  private final Running running = new Running("subscribe.deny", "denied");
  private final Subscriptions subscriptions = running.services().subscriptions();

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void areFoundByKindAndByMatch() {
    Client one = running.connect(Login.v5("one"));
    one.subscribe("a/+", Qos.AT_LEAST_ONCE);
    one.subscribe("$share/g/a/#", Qos.AT_LEAST_ONCE);
    one.subscribe("$SYS/broker/none", Qos.AT_MOST_ONCE);
    Client two = running.connect(Login.v5("two"));
    two.subscribe("$share/g/a/#", Qos.AT_MOST_ONCE);
    assertEquals(4, subscriptions.all(Set.of()).count());
    assertEquals(List.of("one a/+"), texts(subscriptions.all(Set.of(Kind.ORDINARY))));
    assertEquals(
        List.of("one $share/g/a/#", "two $share/g/a/#"),
        texts(subscriptions.all(Set.of(Kind.SHARED))));
    assertEquals(List.of("one $SYS/broker/none"), texts(subscriptions.all(Set.of(Kind.SYS))));
    assertEquals(
        List.of("one $share/g/a/#", "one a/+", "two $share/g/a/#"),
        texts(subscriptions.matching(TopicName.of("a/b"))));
    assertEquals(List.of(), texts(subscriptions.matching(TopicName.of("b"))));
    assertEquals(List.of("one a/+"), texts(subscriptions.with(TopicFilter.of("a/+"))));
    assertEquals(3, subscriptions.of("one").size());
    assertEquals(List.of(), subscriptions.of("nobody"));
  }

  @Test
  void aShareGroupKnowsWhatWaitsInItAndWhatItLost() {
    assertEquals(0, subscriptions.shareGroups().count());
    Client member = running.lasting("member");
    member.subscribe("$share/g/a", Qos.AT_LEAST_ONCE);
    member.close();
    Running.await(() -> running.services().clients().count() == 0);
    for (Qos qos : List.of(Qos.AT_MOST_ONCE, Qos.AT_LEAST_ONCE, Qos.EXACTLY_ONCE)) {
      running.services().messages().publish(Running.message("a", "1", qos, false));
    }
    ShareGroupInfo group = subscriptions.shareGroups().findFirst().orElseThrow();
    assertEquals(TopicFilter.of("$share/g/a"), group.filter());
    assertEquals(1, group.members());
    assertEquals(2, group.queuedMessages());
    assertEquals(
        2L * Running.message("a", "1", Qos.AT_LEAST_ONCE, false).weight(), group.queuedBytes());
    assertEquals(Map.of(DropReason.OFFLINE, 1L), group.dropped());
    long lost =
        running.services().sessions().find("member").orElseThrow().deliveries().dropped().size();
    assertEquals(0, lost);
  }

  private static List<String> texts(Stream<Subscriptions.Entry> entries) {
    return entries
        .map(entry -> entry.clientId() + " " + entry.subscription().filter())
        .sorted()
        .toList();
  }

  /** In the reference broker such a subscription worked and was nowhere to be seen. */
  @Test
  void oneThatIsAddedIsSeenAndWorks() {
    Client one = running.connect(Login.v5("one"));
    running.services().messages().publish(message("a", "kept", Qos.AT_LEAST_ONCE, true));
    assertEquals(
        Optional.of(ReasonCode.GRANTED_QOS_1),
        subscriptions.add("one", to("a", Qos.AT_LEAST_ONCE)));
    one.receive("a", Qos.AT_LEAST_ONCE, "kept");
    assertEquals(List.of("one a"), texts(subscriptions.all(Set.of())));
    assertEquals(1, subscriptions.of("one").size());
    assertEquals(1, running.services().sessions().find("one").orElseThrow().subscriptions());
    running.services().messages().publish(message("a", "live", Qos.AT_LEAST_ONCE, false));
    one.receive("a", Qos.AT_LEAST_ONCE, "live");
    assertEquals(Optional.of(ReasonCode.SUCCESS), subscriptions.remove("one", TopicFilter.of("a")));
    assertEquals(
        Optional.of(ReasonCode.NO_SUBSCRIPTION_EXISTED),
        subscriptions.remove("one", TopicFilter.of("a")));
  }

  @Test
  void anAbsentClientGetsItsRetainedMessagesWhenItComes() {
    running.lasting("one").disconnect();
    Running.await(() -> running.services().clients().count() == 0);
    running.services().messages().publish(message("a", "kept", Qos.AT_LEAST_ONCE, true));
    assertTrue(subscriptions.add("one", to("a", Qos.AT_LEAST_ONCE)).isPresent());
    running.services().messages().publish(message("b", "no", Qos.AT_LEAST_ONCE, false));
    Client back = running.connect(Login.v5("one").resume().sessionExpiry(3600));
    back.receive("a", Qos.AT_LEAST_ONCE, "kept");
    back.expectNothingMore();
  }

  @Test
  void whatTheConfigurationForbidsIsRefusedHereToo() {
    running.connect(Login.v5("one"));
    assertEquals(
        Optional.of(ReasonCode.NOT_AUTHORIZED),
        subscriptions.add("one", to("denied", Qos.AT_MOST_ONCE)));
    assertEquals(Optional.empty(), subscriptions.add("nobody", to("a", Qos.AT_MOST_ONCE)));
    assertEquals(0, subscriptions.count());
  }
}
