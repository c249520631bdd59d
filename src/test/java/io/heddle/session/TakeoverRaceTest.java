package io.heddle.session;

import static io.heddle.mqtt.Qos.AT_LEAST_ONCE;
import static io.heddle.mqtt.Qos.AT_MOST_ONCE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Another client takes a session over between the question what the old one may get and the
 * sending: at the very moment of the question, which is asked of somebody who does that.
 */
class TakeoverRaceTest {
  private final CountedDrops drops = new CountedDrops();
  private final Session session =
      new Session("c", Samples.options(), new QueueBudget(1_000_000), drops, SessionStore.NONE);
  private final Shuttle shuttle = new Shuttle(0);
  private final RecordingOutlet old = new RecordingOutlet();
  private final RecordingOutlet next = new RecordingOutlet();
  private final AtomicInteger nextAsked = new AtomicInteger();

  /** One that may get everything, and is displaced by one that may get this topic. */
  private void attach(String topicOfNext) {
    Visit visit =
        new Visit(
            next,
            100,
            10,
            null,
            topic -> {
              nextAsked.incrementAndGet();
              return topic.value().equals(topicOfNext);
            });
    session
        .attach(
            new Visit(
                old,
                100,
                10,
                null,
                topic -> {
                  session.attach(visit).resume(shuttle);
                  return true;
                }))
        .resume(shuttle);
  }

  private Outcome deliver(Qos qos) {
    return session.deliver(Samples.message("secret", "x", qos, "p"), Samples.terms(qos), shuttle);
  }

  private Outcome offer() {
    Permit permit = session.permit();
    assertEquals(true, permit.covers(Samples.message("secret", "x", AT_LEAST_ONCE, "p").topic()));
    Delivery.Origin nobody =
        new Delivery.Origin() {
          @Override
          public void redispatch(List<Delivery> messages, Shuttle by) {}

          @Override
          public void pull(Session by, Shuttle shuttle) {}
        };
    return session.offer(
        Samples.message("secret", "x", AT_LEAST_ONCE, "p"),
        Samples.terms(AT_LEAST_ONCE),
        nobody,
        permit,
        shuttle);
  }

  @ParameterizedTest
  @EnumSource(Qos.class)
  void whoHasComeGetsNothingByTheRightsOfWhoWent(Qos qos) {
    attach("public");
    assertEquals(Outcome.DROPPED, deliver(qos));
    assertEquals(ReasonCode.SESSION_TAKEN_OVER, old.ended());
    assertEquals(List.of(), old.sent());
    assertEquals(List.of(), next.sent());
    assertEquals(Map.of(DropReason.READ_DENIED, 1L), drops.counts());
  }

  @ParameterizedTest
  @EnumSource(Qos.class)
  void whoHasComeGetsWhatItMay(Qos qos) {
    attach("secret");
    assertEquals(Outcome.SENT, deliver(qos));
    assertEquals(List.of(), old.sent());
    assertEquals(1, next.sent().size());
    assertEquals(1, nextAsked.get());
    assertEquals(Map.of(), drops.counts());
  }

  @Test
  void norDoesItFromAShareGroup() {
    attach("public");
    assertEquals(Outcome.FULL, offer());
    assertEquals(List.of(), next.sent());
    assertEquals(Map.of(), drops.counts(), "another member may get it");
  }

  @Test
  void fromAShareGroupItGetsWhatItMay() {
    attach("secret");
    assertEquals(Outcome.SENT, offer());
    assertEquals(List.of("x q1 #1"), next.sent());
  }

  @Test
  void nobodyIsAskedTwiceWhereNobodyCame() {
    AtomicInteger asked = new AtomicInteger();
    session
        .attach(new Visit(old, 100, 10, null, topic -> asked.incrementAndGet() > 0))
        .resume(shuttle);
    for (Qos qos : Qos.values()) {
      deliver(qos);
    }
    deliver(AT_MOST_ONCE);
    offer();
    assertEquals(5, asked.get());
  }
}
