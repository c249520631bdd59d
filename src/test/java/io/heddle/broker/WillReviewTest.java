package io.heddle.broker;

import static io.heddle.mqtt.Qos.AT_LEAST_ONCE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.mqtt.ReasonCode;
import io.heddle.session.Attachment;
import io.heddle.session.RecordingOutlet;
import io.heddle.session.Samples;
import io.heddle.session.Visit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** On every way that a Will is published, whoever came with it looks at it, and nobody else. */
class WillReviewTest {
  private static final long EXPIRY = 100;

  private final World world = new World();
  private final World.Client observer = world.connect("observer").subscribed("will", AT_LEAST_ONCE);
  private final List<String> reviews = new ArrayList<>();

  /** How a Will comes to be published that has this delay. */
  private enum Way {
    LOST(0, (test, client) -> test.leave(client)),
    DELAY_IS_OVER(5, (test, client) -> test.lost(client, 5)),
    SESSION_EXPIRES(500, (test, client) -> test.lost(client, EXPIRY)),
    TAKEN_OVER(0, (test, client) -> test.arrive("second", false, 0)),
    BACK_BEFORE_IT_WAS_PUBLISHED(0, (test, client) -> test.back(client)),
    CLEAN_START(5, (test, client) -> test.arrive("second", true, 0)),
    CLEAN_START_OF_ONE_ABSENT(5, (test, client) -> test.backAnew(client)),
    REMOVED(5, (test, client) -> test.remove()),
    BROKER_STOPS(5, (test, client) -> test.world.core.publishWills(Duration.ofSeconds(1)));

    private final long delay;
    private final BiConsumer<WillReviewTest, Attachment> act;

    Way(long delay, BiConsumer<WillReviewTest, Attachment> act) {
      this.delay = delay;
      this.act = act;
    }
  }

  private Attachment arrive(String name, boolean cleanStart, long delay) {
    Visit visit =
        new Visit(
            new RecordingOutlet(),
            EXPIRY,
            10,
            Samples.will(name, delay),
            will -> {
              reviews.add(name + " about " + will.payload().text());
              return will;
            },
            null,
            true);
    return world.core.sessions().arrive("c", cleanStart, null, visit).attachment();
  }

  private void leave(Attachment client) {
    world.core.sessions().leave(client, true);
  }

  private void lost(Attachment client, long seconds) {
    leave(client);
    assertEquals(List.of(), reviews);
    world.pass(seconds);
  }

  private void back(Attachment client) {
    // Its thread has detached, and comes no further before its client is back.
    client.detach(true, 0);
    arrive("second", false, 0);
  }

  private void backAnew(Attachment client) {
    leave(client);
    arrive("second", true, 0);
  }

  private void remove() {
    world.core.sessions().remove("c", ReasonCode.ADMINISTRATIVE_ACTION, "");
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void whoCameWithTheWillLooksAtIt(Way way) {
    world.core.sessions().leave(arrive("before", true, 0), false);
    way.act.accept(this, arrive("first", false, way.delay));
    assertEquals(List.of("first about first"), reviews);
    assertEquals(List.of("first q1 #1"), observer.sent());
  }

  @Test
  void whatIsDroppedIsNotPublished() {
    Visit visit =
        new Visit(new RecordingOutlet(), 0, 10, Samples.will("w", 0), will -> null, null, true);
    leave(world.core.sessions().arrive("c", true, null, visit).attachment());
    assertEquals(List.of(), observer.sent());
  }
}
