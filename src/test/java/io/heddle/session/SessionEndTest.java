package io.heddle.session;

import static io.heddle.mqtt.Qos.AT_LEAST_ONCE;
import static io.heddle.mqtt.Qos.EXACTLY_ONCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.Will;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a session leaves behind. */
class SessionEndTest {
  private final CountedDrops drops = new CountedDrops();
  private final QueueBudget budget = new QueueBudget(1_000_000);
  private final Session session =
      new Session("c", Samples.options(), budget, drops, SessionStore.NONE);
  private final Shuttle shuttle = new Shuttle(0);
  private final RecordingOutlet outlet = new RecordingOutlet();
  private final Group group = new Group();

  /** A share group that only has a name. */
  private static final class Group implements Delivery.Origin {
    private boolean takes;

    @Override
    public void redispatch(List<Delivery> messages, Shuttle shuttle) {
      assertTrue(takes, "a session does not call this itself");
    }

    @Override
    public void pull(Session session, Shuttle shuttle) {}
  }

  private Message offer(String payload, Qos qos) {
    Message message = Samples.message(payload, qos);
    session.offer(message, Samples.terms(qos), group, session.permit(), shuttle);
    return message;
  }

  @Test
  void everythingThatIsToBeCleanedUp() {
    Will will = Samples.will("w", 5);
    Attachment attachment = session.attach(new Visit(outlet, 0, 10, will));
    Subscription subscription = Subscription.of(TopicFilter.of("a"), AT_LEAST_ONCE);
    attachment.subscribe(subscription, 10, () -> {});
    Remains remains = session.end();
    assertSame(session, remains.session());
    assertSame(will, remains.testament().will());
    assertEquals(List.of(subscription), remains.subscriptions());
    assertEquals(ReasonCode.SESSION_TAKEN_OVER, outlet.ended());
    assertNull(session.outlet());
    Remains again = session.end();
    assertNull(again.testament());
    assertEquals(List.of(), again.subscriptions());
    assertEquals(Map.of(), again.orphans());
  }

  @Test
  void whatWaitsOrIsUnderWayIsLostAndCounted() {
    Attachment attachment = session.attach(new Visit(outlet, 0, 3, null));
    attachment.resume(shuttle);
    for (String payload : List.of("a", "b", "c", "d", "e")) {
      Message message = Samples.message(payload, EXACTLY_ONCE);
      session.deliver(message, Samples.terms(EXACTLY_ONCE), shuttle);
    }
    attachment.pubrec(1, ReasonCode.SUCCESS, shuttle);
    session.end();
    assertEquals(Map.of(DropReason.SESSION_ENDED, 4L), drops.counts(), "all but a, which arrived");
    assertEquals(0, budget.used());
  }

  @Test
  void whatCameFromAShareGroupAtQos1GoesBackInOrder() {
    session.attach(new Visit(outlet, 0, 10, null)).resume(shuttle);
    Message a = offer("a", AT_LEAST_ONCE);
    offer("b", EXACTLY_ONCE);
    Message c = offer("c", AT_LEAST_ONCE);
    session.deliver(Samples.message("own", AT_LEAST_ONCE), Samples.terms(AT_LEAST_ONCE), shuttle);
    Remains remains = session.end();
    assertEquals(Set.of(group), remains.orphans().keySet());
    List<Delivery> orphans = Objects.requireNonNull(remains.orphans().get(group));
    assertEquals(List.of(a, c), orphans.stream().map(Delivery::message).toList());
    group.takes = true;
    Archive.handBack(session, remains.orphans(), shuttle);
    assertEquals(0, budget.used());
    assertEquals(Map.of(DropReason.SESSION_ENDED, 2L), drops.counts(), "b at QoS 2, and its own");
  }
}
