package io.heddle.connection;

import static io.heddle.mqtt.Qos.AT_LEAST_ONCE;
import static io.heddle.mqtt.Qos.AT_MOST_ONCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Version;
import io.heddle.session.DropReason;
import io.heddle.session.Outcome;
import io.heddle.session.Samples;
import io.heddle.session.Shuttle;
import io.heddle.session.Until;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is put in comes out, once and in order, whoever writes it. */
@Timeout(60)
class OutboxWritingTest {
  private final Desk desk = new Desk();
  private final Shuttle other = new Shuttle(0);

  private Outcome publish(String payload, Qos qos, int packetId) {
    return desk.outbox.publish(
        Samples.message(payload, qos), Samples.terms(qos), false, packetId, other);
  }

  private Outcome publish(int bytes) {
    return publish("x".repeat(bytes), AT_MOST_ONCE, 0);
  }

  private void arrived(int packets) {
    Until.so(
        packets + " packets",
        () -> {
          try {
            return desk.packets().size() == packets;
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });
  }

  /** The client takes nothing, and a writer waits for it. */
  private void stall() {
    desk.outbox.flushAnswers();
    desk.link.shut();
    publish(1);
    other.flush();
    Until.so("the writer waits", desk.link::isHeld);
  }

  @Test
  void nothingIsWrittenBeforeAFlush() throws Exception {
    publish("a", AT_MOST_ONCE, 0);
    publish("b", AT_LEAST_ONCE, 7);
    desk.outbox.pubrel(9, other);
    assertEquals(0, desk.link.taken().length);
    other.flush();
    arrived(3);
    List<Packet> packets = desk.packets();
    assertEquals("a", ((Packet.Publish) packets.get(0)).payload().text());
    assertEquals(7, ((Packet.Publish) packets.get(1)).packetId());
    assertEquals(9, ((Packet.Pubrel) packets.get(2)).packetId());
    assertEquals(1, desk.link.writes().size(), "CONNACK too: all at once");
  }

  @Test
  void aShuttleTouchesItOnceForEachFlush() {
    publish("a", AT_MOST_ONCE, 0);
    publish("b", AT_MOST_ONCE, 0);
    other.flush();
    arrived(2);
    Until.so("the writer rests", () -> desk.link.writes().size() == 1);
    publish("c", AT_MOST_ONCE, 0);
    other.flush();
    arrived(3);
  }

  @Test
  void theClientsOwnThreadWritesItsAnswersItself() throws Exception {
    desk.outbox.answer(new Packet.Pingresp());
    desk.outbox.flushAnswers();
    assertInstanceOf(Packet.Pingresp.class, desk.packets().getFirst(), "already there");
  }

  @Test
  void whatComesDuringAWriteIsTheNextOne() {
    stall();
    publish(2);
    publish(3);
    other.flush();
    desk.link.open();
    arrived(3);
    assertEquals(3, desk.link.writes().size(), "CONNACK, the first, and the other two at once");
    assertEquals(1, desk.link.mostWriters());
  }

  @Test
  void aFullOutboxDropsQos0AndTellsWhenThereIsRoom() {
    stall();
    publish(Desk.LIMIT);
    assertFalse(desk.outbox.hasRoom());
    assertEquals(Outcome.DROPPED, publish(1));
    assertEquals(1, desk.core.counters().dropped(DropReason.OUTBOX_FULL));
    assertEquals(Outcome.SENT, publish("b", AT_LEAST_ONCE, 1), "who sends it has asked before");
    assertEquals(0, desk.drained.get());
    desk.link.open();
    Until.so("room", () -> desk.drained.get() == 1);
    arrived(3);
    assertTrue(desk.outbox.hasRoom());
    assertEquals(1, desk.drained.get(), "nobody asked in vain since");
  }

  @Test
  void whatIsBeingWrittenCountsAsWaiting() {
    desk.outbox.flushAnswers();
    desk.link.shut();
    publish(Desk.LIMIT);
    other.flush();
    Until.so("the writer waits", desk.link::isHeld);
    assertFalse(desk.outbox.hasRoom());
    desk.link.open();
    Until.so("room", () -> desk.drained.get() == 1);
  }

  @Test
  void aMessageThatTheClientDoesNotTakeIsDropped() throws Exception {
    Desk small = new Desk(Version.MQTT_5_0, 20, 0);
    for (int length : new int[] {14, 15}) {
      Outcome outcome =
          small.outbox.publish(
              Samples.message("x".repeat(length), AT_MOST_ONCE),
              Samples.terms(AT_MOST_ONCE),
              false,
              0,
              other);
      assertEquals(length == 14 ? Outcome.SENT : Outcome.DROPPED, outcome);
    }
    assertEquals(1, small.core.counters().dropped(DropReason.TOO_LARGE));
    small.outbox.flushAnswers();
    assertEquals(1, small.packets().size());
  }

  @Test
  void anAnswerThatIsTooLargeGoesWithoutItsProperties() throws Exception {
    Desk small = new Desk(Version.MQTT_5_0, 20, 0);
    Properties words =
        Properties.builder().add(Property.REASON_STRING, "a long one".repeat(3)).build();
    small.outbox.answer(new Packet.Puback(3, ReasonCode.QUOTA_EXCEEDED, words));
    small.outbox.flushAnswers();
    assertEquals(
        List.of(new Packet.Puback(3, ReasonCode.QUOTA_EXCEEDED, Properties.NONE)), small.packets());
  }

  @Test
  void theEndIsSaidOnceAfterWhatWaits() throws Exception {
    publish("a", AT_MOST_ONCE, 0);
    desk.outbox.end(ReasonCode.SESSION_TAKEN_OVER, "first");
    desk.outbox.end(ReasonCode.SERVER_SHUTTING_DOWN, "second");
    desk.outbox.end(Farewell.network("third"));
    assertEquals(Outcome.DROPPED, publish("b", AT_MOST_ONCE, 0));
    assertEquals(Outcome.SENT, publish("c", AT_LEAST_ONCE, 1), "it stays in flight");
    desk.outbox.answer(new Packet.Pingresp());
    desk.outbox.pubrel(1, other);
    desk.outbox.flushAnswers();
    other.flush();
    Until.so("it is finished", desk.link::isFinished);
    List<Packet> packets = desk.packets();
    assertEquals(2, packets.size());
    Packet.Disconnect goodbye = (Packet.Disconnect) packets.get(1);
    assertEquals(ReasonCode.SESSION_TAKEN_OVER, goodbye.reason());
    assertEquals("first", goodbye.properties().string(Property.REASON_STRING));
    assertEquals("first", desk.outbox.farewell().words());
    assertEquals(1, desk.core.counters().dropped(DropReason.OFFLINE));
  }

  @Test
  void anOlderClientIsToldNothing() throws Exception {
    Desk old = new Desk(Version.MQTT_3_1_1, 1000, 0);
    old.outbox.end(ReasonCode.SESSION_TAKEN_OVER, "taken over");
    Until.so("it is finished", old.link::isFinished);
    assertEquals(List.of(), old.packets());
  }

  @Test
  void nobodySaysGoodbyeToWhoIsGone() throws Exception {
    desk.outbox.end(Farewell.network("lost"));
    Until.so("it is closed", desk.link::isClosed);
    assertEquals(List.of(), desk.packets());
  }

  @Test
  void aBrokenLinkIsCut() {
    stall();
    publish(5);
    desk.link.fail();
    Until.so("it is closed", desk.link::isClosed);
    Until.so("it has ended", () -> desk.outbox.farewell() != null);
    assertSame(Farewell.By.NETWORK, desk.outbox.farewell().by());
    assertEquals(Outcome.DROPPED, publish(1));
    assertFalse(desk.outbox.hasRoom());
    desk.outbox.flushAnswers();
    assertEquals(0, desk.drained.get(), "nobody is asked for more");
  }

  @Test
  void aClientThatTakesNothingIsCutSomeTimeAfterItsEnd() {
    stall();
    desk.outbox.end(ReasonCode.QUOTA_EXCEEDED, "its queue is full");
    desk.timer.advance(Desk.options().closeTimeout());
    Until.so("it is closed", desk.link::isClosed);
  }

  @Test
  void aClientThatDoesNotReadItsAnswersIsNotRead() throws Exception {
    stall();
    Thread reader =
        Thread.ofVirtual()
            .start(() -> {
              while (desk.outbox.farewell() == null) {
                for (int i = 0; i < 10_000; i++) {
                  desk.outbox.answer(new Packet.Pingresp());
                }
                desk.outbox.flushAnswers();
              }
            });
    Until.waiting(reader);
    desk.link.open();
    Until.so("it goes on", () -> desk.link.taken().length > 1_000_000);
    desk.link.shut();
    Until.waiting(reader);
    desk.outbox.end(ReasonCode.KEEP_ALIVE_TIMEOUT, "silent");
    // It waits for its client to read, or in a small write of its own.
    desk.timer.advance(Desk.options().closeTimeout());
    Until.ended(reader);
    desk.link.close();
  }

  @Test
  void aFaultOfTheLinkEndsTheConnectionAndLosesNoBuffer() {
    desk.outbox.flushAnswers();
    long before = desk.surroundings.buffers().left();
    desk.link.breakDown();
    publish(900);
    desk.outbox.answer(new Packet.Pingresp());
    desk.outbox.answer(new byte[Buffers.LARGE]);
    other.flush();
    Until.so("it is closed", desk.link::isClosed);
    Until.so("all is given back", () -> desk.surroundings.buffers().left() == before);
    assertSame(Farewell.By.NETWORK, desk.outbox.farewell().by());
  }

  @Test
  void aWriterThatCannotStartLosesNoBuffer() {
    desk.outbox.flushAnswers();
    long before = desk.surroundings.buffers().left();
    desk.link.noThreads();
    publish(900);
    desk.outbox.answer(new byte[5000]);
    assertEquals(before - Buffers.LARGE, desk.surroundings.buffers().left(), "one is borrowed");
    other.flush();
    assertTrue(desk.link.isClosed());
    assertEquals(before, desk.surroundings.buffers().left());
    assertSame(Farewell.By.NETWORK, desk.outbox.farewell().by());
  }

  @Test
  void aClientThatIsCutDoesNotWaitForItsAnswersToBeRead() throws Exception {
    stall();
    Thread reader =
        Thread.ofVirtual()
            .start(() -> {
              desk.outbox.answer(new byte[300 * 1024]);
              desk.outbox.flushAnswers();
            });
    Until.waiting(reader);
    desk.outbox.cut();
    Until.ended(reader);
    desk.link.close();
  }
}
