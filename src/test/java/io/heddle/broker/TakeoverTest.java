package io.heddle.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.broker.Parts.Recording;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.session.Attachment;
import io.heddle.session.Shuttle;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Connections that follow each other at one session, in the orders that only a race brings. */
class TakeoverTest {
  private final Core core = Parts.core(100, 1000);
  private final Shuttle shuttle = new Shuttle(0);
  private final Recording witness = new Recording();

  private void watch(String filter) {
    Attachment watching =
        core.sessions().arrive("witness", true, null, Parts.visit(witness, 100)).attachment();
    core.subscribing().subscribe(watching, Parts.subscription(filter));
    watching.resume(shuttle);
  }

  @Test
  void theWillOfAClientThatReturnsBeforeItIsPublishedIsPublished() {
    watch("will");
    Attachment lost =
        core.sessions()
            .arrive("a", true, null, Parts.visit(new Recording(), Parts.will("will")))
            .attachment();
    // What Sessions.leave does first; before it goes on, the client is back.
    assertTrue(lost.detach(true, 0));
    core.sessions().arrive("a", false, null, Parts.visit(new Recording(), 100));
    core.sessions().leave(lost, true);
    assertEquals(List.of("gone"), witness.payloads);
  }

  @Test
  void aTakeoverPublishesTheWillOnce() {
    watch("will");
    Attachment old =
        core.sessions()
            .arrive("a", true, null, Parts.visit(new Recording(), Parts.will("will")))
            .attachment();
    core.sessions().arrive("a", false, null, Parts.visit(new Recording(), 100));
    core.sessions().leave(old, true);
    assertEquals(List.of("gone"), witness.payloads);
  }

  @Test
  void aLateAcknowledgementOfADisplacedConnectionFreesNothing() {
    Recording first = new Recording();
    Attachment old = core.sessions().arrive("a", false, null, Parts.visit(first, 1)).attachment();
    core.subscribing().subscribe(old, Parts.subscription("t"));
    old.resume(shuttle);
    Publisher publisher = core.router().publisher(null, shuttle);
    publisher.publish(Parts.message("t", "1", Qos.AT_LEAST_ONCE));
    publisher.publish(Parts.message("t", "2", Qos.AT_LEAST_ONCE));
    Recording second = new Recording();
    Attachment now = core.sessions().arrive("a", false, null, Parts.visit(second, 1)).attachment();
    assertTrue(first.ended);
    now.resume(shuttle);
    old.puback(first.packetIds.get(0), ReasonCode.SUCCESS, shuttle);
    assertEquals(List.of("1"), second.payloads);
    now.puback(second.packetIds.get(0), ReasonCode.SUCCESS, shuttle);
    assertEquals(List.of("1", "2"), second.payloads);
    assertFalse(old.detach(true, 0));
  }
}
