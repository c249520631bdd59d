package io.heddle.session;

import static io.heddle.mqtt.Qos.AT_LEAST_ONCE;
import static io.heddle.mqtt.Qos.AT_MOST_ONCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.heddle.codec.PublishFrame;
import io.heddle.codec.PublishFrame.Layout;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.Version;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One message is encoded once for each layout; whoever was touched is flushed. */
class ShuttleTest {
  private final Shuttle shuttle = new Shuttle(0);

  private static Layout layout(Version version, Qos qos) {
    return new Layout(version, qos, false, new int[0], 0, true);
  }

  @Test
  void aFrameIsRememberedForEachLayoutOfOneMessage() {
    Message message = Samples.message("a", AT_LEAST_ONCE);
    Layout old = layout(Version.MQTT_3_1_1, AT_MOST_ONCE);
    Layout fresh = layout(Version.MQTT_5_0, AT_LEAST_ONCE);
    PublishFrame first = shuttle.frame(message, old);
    PublishFrame second = shuttle.frame(message, fresh);
    assertNotSame(first, second);
    assertSame(first, shuttle.frame(message, old));
    assertSame(second, shuttle.frame(message, fresh));
    assertEquals(first.length() + 3, second.length(), "identifier and property length");
  }

  @Test
  void anotherMessageIsAnotherFrameAlsoWhenItIsEqual() {
    Layout layout = layout(Version.MQTT_5_0, AT_MOST_ONCE);
    PublishFrame first = shuttle.frame(Samples.message("a", AT_MOST_ONCE), layout);
    PublishFrame second = shuttle.frame(Samples.message("b", AT_MOST_ONCE), layout);
    assertEquals("a", first.payload().text());
    assertEquals("b", second.payload().text());
  }

  @Test
  void moreLayoutsThanItRemembersAreEncodedEachTime() {
    Message message = Samples.message("a", AT_LEAST_ONCE);
    List<Layout> layouts = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      layouts.add(layout(Version.MQTT_5_0, AT_LEAST_ONCE));
      assertEquals("a", shuttle.frame(message, layouts.get(i)).payload().text());
    }
    assertSame(shuttle.frame(message, layouts.get(3)), shuttle.frame(message, layouts.get(3)));
    assertNotSame(shuttle.frame(message, layouts.get(5)), shuttle.frame(message, layouts.get(5)));
  }

  @Test
  void aFlushForgetsTheFrames() {
    Message message = Samples.message("a", AT_LEAST_ONCE);
    Layout layout = layout(Version.MQTT_5_0, AT_LEAST_ONCE);
    PublishFrame before = shuttle.frame(message, layout);
    shuttle.flush();
    assertNotSame(before, shuttle.frame(message, layout));
  }

  @Test
  void theTimeThatIsLeftIsThatOfTheBatch() {
    Message message = Samples.expiring("a", AT_MOST_ONCE, 60_000);
    Layout layout = layout(Version.MQTT_5_0, AT_MOST_ONCE);
    shuttle.now(50_000);
    byte[] bytes = new byte[100];
    shuttle.frame(message, layout).copyTo(bytes, 0, false, 0);
    assertEquals(10, bytes[10], "the last byte of the Message Expiry Interval, in seconds");
  }

  @Test
  void whoWasTouchedIsFlushedOnce() {
    RecordingOutlet one = new RecordingOutlet();
    RecordingOutlet other = new RecordingOutlet();
    shuttle.touch(one);
    shuttle.touch(other);
    shuttle.flush();
    shuttle.flush();
    assertEquals(1, one.flushes());
    assertEquals(1, other.flushes());
  }

  @Test
  void withoutAnOwnSessionItNeverWaits() {
    Subscriber eternity =
        new Subscriber() {
          @Override
          public Outcome deliver(Message message, Terms terms, Shuttle shuttle) {
            return Outcome.WAIT;
          }

          @Override
          public long awaitRoom(Message message, long nanos) {
            throw new AssertionError("it waited");
          }
        };
    assertEquals(0, shuttle.waitFor(eternity, Samples.message("a", AT_LEAST_ONCE), 1));
    assertEquals(false, shuttle.mayWaitFor(null));
  }
}
