package io.heddle.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.session.Attachment;
import io.heddle.session.Outcome;
import io.heddle.session.Outlet;
import io.heddle.session.QueuePolicy;
import io.heddle.session.Samples;
import io.heddle.session.SessionOptions;
import io.heddle.session.Shuttle;
import io.heddle.session.Terms;
import io.heddle.session.Until;
import io.heddle.session.Visit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many publish to a group while its members acknowledge, come and go: all is delivered once. */
@Timeout(60)
class ShareConcurrencyTest {
  private static final int PUBLISHERS = 4;
  private static final int MESSAGES = 3000;
  private static final int END = -1;

  private static final SessionOptions LIMITS =
      new SessionOptions(
          3, 100_000, 1 << 28, 1 << 30, QueuePolicy.DROP_NEWEST, Duration.ofSeconds(1), false);

  private final World world = new World(World.options(LIMITS, World.OFFER));
  private final AtomicInteger arrived = new AtomicInteger();

  /** A client whose thread acknowledges what it gets. */
  private final class Member implements Outlet {
    final BlockingQueue<Integer> toAcknowledge = new LinkedBlockingQueue<>();
    final List<String> got = new ArrayList<>();
    final Attachment attachment;
    final Thread thread;

    Member(String clientId) {
      Visit visit = new Visit(this, 1000, 3, null);
      attachment = world.core.sessions().arrive(clientId, true, null, visit).attachment();
      attachment.resume(new Shuttle(0));
      world
          .core
          .subscribing()
          .subscribe(attachment, Subscription.of(TopicFilter.of("$share/g/t"), Qos.AT_LEAST_ONCE));
      thread = Thread.ofPlatform().start(this::acknowledge);
      attachment.pull(new Shuttle(0));
    }

    private void acknowledge() {
      Shuttle shuttle = new Shuttle(0);
      try {
        for (int id = toAcknowledge.take(); id != END; id = toAcknowledge.take()) {
          attachment.puback(id, ReasonCode.SUCCESS, shuttle);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public long delivered() {
      return 0;
    }

    @Override
    public boolean hasRoom() {
      return true;
    }

    @Override
    public Outcome publish(Message message, Terms terms, boolean dup, int id, Shuttle shuttle) {
      got.add(message.payload().text());
      arrived.incrementAndGet();
      toAcknowledge.add(id);
      return Outcome.SENT;
    }

    @Override
    public void pubrel(int packetId, Shuttle shuttle) {}

    @Override
    public void flush() {}

    @Override
    public void end(ReasonCode reason, String words) {}

    void stop() throws InterruptedException {
      toAcknowledge.add(END);
      Until.ended(thread);
    }
  }

  private List<Thread> publish() {
    List<Thread> publishers = new ArrayList<>();
    for (int p = 0; p < PUBLISHERS; p++) {
      String name = "p" + p;
      publishers.add(
          Thread.ofPlatform()
              .start(() -> {
                Publisher publisher = world.core.router().publisher(null, new Shuttle(0));
                for (int i = 0; i < MESSAGES; i++) {
                  publisher.publish(Samples.message("t", name + " " + i, Qos.AT_LEAST_ONCE, name));
                }
              }));
    }
    return publishers;
  }

  @Test
  void everythingArrivesOnceAndInOrder() throws Exception {
    List<Member> members = new ArrayList<>();
    for (String clientId : List.of("a", "b", "c")) {
      members.add(new Member(clientId));
    }
    List<Thread> publishers = publish();
    // Somebody joins while the others work, without anything in flight.
    members.add(new Member("late"));
    for (Thread publisher : publishers) {
      Until.ended(publisher);
    }
    assertEquals(0, world.core.counters().dropped());
    Until.so("all arrived", () -> arrived.get() >= PUBLISHERS * MESSAGES);
    Map<String, Member> receivers = new HashMap<>();
    for (Member member : members) {
      member.stop();
      Map<String, Integer> last = new HashMap<>();
      for (String payload : member.got) {
        String[] parts = payload.split(" ");
        int number = Integer.parseInt(parts[1]);
        int before = last.getOrDefault(parts[0], -1);
        assertEquals(true, number > before, () -> payload + " after " + before);
        last.put(parts[0], number);
        assertNull(receivers.put(payload, member), payload);
      }
    }
    assertEquals(PUBLISHERS * MESSAGES, receivers.size());
    assertEquals(0, world.core.queuedBytes());
    assertEquals(0, world.core.counters().dropped());
  }
}
