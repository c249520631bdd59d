package io.heddle.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Will;
import io.heddle.session.RecordingOutlet;
import io.heddle.session.Samples;
import io.heddle.session.Testator;
import io.heddle.session.Visit;
import io.heddle.session.WillReview;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A process that dies while somebody is asked about a Will has not lost it. */
class WillRestartTest extends Restarts {
  private static final Testator ALICE =
      new Testator("alice", Set.of("staff"), "tls", "192.0.2.1", 1234);

  private final World.Client listener = listener();

  private World.Client listener() {
    return world.connect("listener", false, 1000, null).subscribed("will", Qos.AT_LEAST_ONCE);
  }

  /** What is safe when it is asked is all that outlives the process. */
  private record Asked(Runnable then, Testator testator) implements WillReview {
    @Override
    public Message review(Message will) {
      then.run();
      return will;
    }
  }

  private void arrive(boolean cleanStart, long expiry, Will will, Runnable whenAsked) {
    Visit visit =
        new Visit(new RecordingOutlet(), expiry, 10, will, new Asked(whenAsked, ALICE), null, true);
    world.core.sessions().arrive("c", cleanStart, null, visit);
  }

  private void thePublishedOnes(List<String> expected) {
    listener.leave(false);
    restartAsItIs();
    assertEquals(expected, world.connect("listener", false, 1000, null).sent());
  }

  @Test
  void ofAConnectionThatWasTakenOver() {
    arrive(true, 100, Samples.will("old", 0), tested::commit);
    arrive(false, 100, Samples.will("new", 500), () -> {});
    thePublishedOnes(List.of("old q1 #1"));
  }

  @Test
  void ofASessionThatHasEndedAndIsSaidAgain() {
    arrive(
        true,
        100,
        Samples.will("over", 0),
        () -> {
          tested.keepShort(world.core::stateAgain);
          tested.commit();
        });
    world.core.sessions().remove("c", ReasonCode.ADMINISTRATIVE_ACTION, "");
    thePublishedOnes(List.of("over q1 #1"));
  }

  @Test
  void ofASessionThatMadeWayForANewOne() {
    arrive(true, 100, Samples.will("old", 50), tested::commit);
    arrive(true, 100, Samples.will("new", 500), () -> {});
    thePublishedOnes(List.of("old q1 #1"));
  }

  @Test
  void whoLeftItIsKnown() {
    arrive(true, 100, Samples.will("w", 50), () -> {});
    restart();
    assertEquals(
        List.of(ALICE),
        tested.kept().sessions().stream()
            .map(each -> each.standing().testament())
            .filter(Objects::nonNull)
            .map(each -> each.review().testator())
            .toList());
  }

  @Test
  void whoIsAskedAfterARestartIsToldWhoLeftIt() {
    arrive(true, 100, Samples.will("w", 50), () -> {});
    restart();
    String told =
        tested
            .kept()
            .reviewed((clientId, by) ->
                new Asked(() -> {}, new Testator(clientId + by.userName(), Set.of(), "", null, 0)))
            .sessions()
            .stream()
            .filter(each -> each.standing().clientId().equals("c"))
            .map(each -> Objects.requireNonNull(each.standing().testament()))
            .map(each -> each.review().testator().userName())
            .findFirst()
            .orElse("");
    assertEquals("calice", told);
  }
}
