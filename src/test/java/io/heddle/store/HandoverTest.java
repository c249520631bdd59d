package io.heddle.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.TopicName;
import io.heddle.session.Kept;
import io.heddle.session.Standing;
import io.heddle.session.Stored;
import io.heddle.session.Terms;
import io.heddle.store.disk.SimulatedDisk;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A message goes from a share group to a member in two notes, and the process may end between them.
 */
class HandoverTest {
  private static final long GROUP = 1;
  private static final long MEMBER = 2;

  private final SimulatedDisk disk = new SimulatedDisk(new Random(1));
  private TestedStore tested = TestedStore.open(disk, InstantSource.system());

  private void write(Note note) {
    tested.store().append(note);
  }

  private long body() {
    TopicName topic = TopicName.of("t");
    Bytes payload = Bytes.utf8("one");
    return tested
        .store()
        .body(
            new Message(
                topic, payload, Qos.EXACTLY_ONCE, false, Properties.NONE, Message.NEVER, "p"));
  }

  private static Holding holding(long body, int packetId, long group) {
    Terms terms = Terms.of(Qos.EXACTLY_ONCE, false, new int[0]);
    return new Holding(new Stored(1, body, terms, 204, Message.NEVER), packetId, 1, false, group);
  }

  private Kept afterTheEnd() {
    tested.commit();
    disk.cutPower();
    tested = TestedStore.open(disk, InstantSource.system());
    return tested.kept();
  }

  @Test
  void whatAMemberHasIsNotTheGroupsAnyMore() {
    long handedOver = body();
    write(new Note.Group(GROUP, "$share/g/t"));
    write(new Note.Held(GROUP, holding(handedOver, 0, 0)));
    write(new Note.Stands(MEMBER, new Standing("a", null, 1, 1, true, 1000, null, List.of())));
    write(new Note.Held(MEMBER, holding(handedOver, 7, GROUP)));
    Kept kept = afterTheEnd();
    assertEquals(0, kept.groups().getFirst().waiting().size());
    assertEquals(1, kept.sessions().getFirst().inflight().size());
    assertEquals(1, tested.bodies());

    write(new Note.Gone(MEMBER, 1));
    Kept later = afterTheEnd();
    assertEquals(0, later.groups().getFirst().waiting().size(), "it does not come back");
    assertEquals(0, later.sessions().getFirst().inflight().size());
  }

  @Test
  void whatWaitsIsTheGroups() {
    long waiting = body();
    write(new Note.Group(GROUP, "$share/g/t"));
    write(new Note.Held(GROUP, holding(waiting, 0, 0)));
    write(new Note.Stands(MEMBER, new Standing("a", null, 1, 1, true, 1000, null, List.of())));
    write(new Note.Held(MEMBER, holding(body(), 7, GROUP)));
    Kept kept = afterTheEnd();
    assertEquals(1, kept.groups().getFirst().waiting().size());
    assertEquals(1, kept.sessions().getFirst().inflight().size());
  }

  @Test
  void aClientHasOneSessionAlsoWhenTheEndOfAnEarlierOneIsDamaged() {
    write(new Note.Stands(1, new Standing("a", null, 1, 1, false, 1000, null, List.of())));
    write(new Note.Stands(2, new Standing("b", null, 1, 1, false, 1000, null, List.of())));
    write(new Note.Stands(3, new Standing("a", null, 2, 2, false, 1000, null, List.of())));
    write(new Note.Group(4, "$share/g/t"));
    write(new Note.Group(5, "$share/g/t"));
    Kept kept = afterTheEnd();
    assertEquals(1, kept.groups().size());
    assertEquals(
        List.of(2L, 3L), kept.sessions().stream().map(each -> each.journal().owner()).toList());
    assertEquals(
        List.of(2L, 3L),
        afterTheEnd().sessions().stream().map(each -> each.journal().owner()).toList());
  }
}
