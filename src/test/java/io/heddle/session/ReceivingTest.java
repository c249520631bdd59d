package io.heddle.session;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.mqtt.ReasonCode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The receiving side of exactly once. */
@Timeout(60)
class ReceivingTest {
  private static final long LONG = 50_000;

  private final Session session =
      new Session(
          "c", Samples.options(), new QueueBudget(1_000), new CountedDrops(), SessionStore.NONE);

  private Receiving attach() {
    return session
        .attach(new Visit(new RecordingOutlet(), 100, 10, null))
        .receiving(new Shuttle(0));
  }

  /** A thread that asks whether message 1 is new. */
  private static final class Arrival {
    private final CompletableFuture<Boolean> answer = new CompletableFuture<>();
    private final Thread thread;

    Arrival(Receiving receiving, long waitMillis) {
      thread =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  answer.complete(receiving.arrive(1, waitMillis));
                } catch (InterruptedException | TimeoutException e) {
                  answer.completeExceptionally(e);
                }
              });
    }
  }

  @Test
  void aMessageIsNewOnceUntilItIsReleased() throws Exception {
    Receiving receiving = attach();
    assertTrue(receiving.arrive(1, 0));
    receiving.routed(1, ReasonCode.SUCCESS);
    assertFalse(receiving.arrive(1, 0));
    assertTrue(receiving.arrive(2, 0));
    assertTrue(receiving.release(1));
    assertFalse(receiving.release(1));
    assertTrue(receiving.arrive(1, 0));
  }

  @Test
  void anErrorEndsTheExchange() throws Exception {
    Receiving receiving = attach();
    assertTrue(receiving.arrive(1, 0));
    receiving.routed(1, ReasonCode.QUOTA_EXCEEDED);
    assertTrue(receiving.arrive(1, 0));
  }

  @Test
  void itIsRememberedFromOneConnectionToTheNext() throws Exception {
    Receiving old = attach();
    old.arrive(1, 0);
    old.routed(1, ReasonCode.SUCCESS);
    Receiving now = attach();
    assertFalse(now.arrive(1, 0));
    assertTrue(now.release(1));
  }

  @Test
  void aRepeatWaitsWhileTheDisplacedConnectionStillRoutes() throws Exception {
    Receiving old = attach();
    assertTrue(old.arrive(1, 0));
    Arrival repeat = new Arrival(attach(), LONG);
    Until.waiting(repeat.thread);
    old.routed(1, ReasonCode.NO_MATCHING_SUBSCRIBERS);
    assertFalse(repeat.answer.get());
  }

  @Test
  void andIsNewWhenThatEndsWithAnError() throws Exception {
    Receiving old = attach();
    assertTrue(old.arrive(1, 0));
    Arrival repeat = new Arrival(attach(), LONG);
    Until.waiting(repeat.thread);
    old.routed(1, ReasonCode.UNSPECIFIED_ERROR);
    assertTrue(repeat.answer.get());
  }

  @Test
  void andHasNoAnswerWhenTheTimeIsOver() throws Exception {
    Receiving old = attach();
    assertTrue(old.arrive(1, 0));
    Receiving now = attach();
    assertThrows(TimeoutException.class, () -> now.arrive(1, 1));
  }

  @Test
  void andEndsWhenItsOwnConnectionIsDisplacedToo() throws Exception {
    Receiving old = attach();
    assertTrue(old.arrive(1, 0));
    Arrival repeat = new Arrival(attach(), LONG);
    Until.waiting(repeat.thread);
    attach();
    assertFalse(repeat.answer.get());
  }

  @Test
  void whatWasReleasedWhileItWasRoutedStaysReleased() throws Exception {
    Receiving old = attach();
    assertTrue(old.arrive(1, 0));
    Receiving now = attach();
    assertTrue(now.release(1));
    old.routed(1, ReasonCode.SUCCESS);
    assertTrue(now.arrive(1, 0), "the next message with this identifier is not a repeat");
  }

  @Test
  void theDisplacedConnectionChangesNothing() throws Exception {
    Receiving old = attach();
    old.arrive(1, 0);
    old.routed(1, ReasonCode.SUCCESS);
    Receiving now = attach();
    assertFalse(old.arrive(2, 0));
    assertTrue(old.release(1));
    assertFalse(now.arrive(1, 0));
  }
}
