package io.heddle.broker;

import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import io.heddle.session.Samples;
import io.heddle.session.Shuttle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Publishers that never wait, one for each carrier of virtual threads, let others run. */
@Timeout(30)
class TurnsTest {
  private static final int CARRIERS =
      Integer.getInteger(
          "jdk.virtualThreadScheduler.parallelism", Runtime.getRuntime().availableProcessors());

  private final World world = new World();
  private final CountDownLatch busy = new CountDownLatch(CARRIERS);
  private final AtomicBoolean another = new AtomicBoolean();

  @Test
  void othersHaveTheirTurnWhileAMessageGoesToMany() throws InterruptedException {
    List<Thread> publishers = new ArrayList<>();
    for (int i = 0; i < CARRIERS; i++) {
      String topic = "topic/" + i;
      world.connect("c" + i).subscribed(topic, Qos.AT_MOST_ONCE);
      Message message = Samples.message(topic, "1", Qos.AT_MOST_ONCE, "");
      publishers.add(Thread.ofVirtual().unstarted(() -> publish(message)));
    }
    publishers.forEach(Thread::start);
    busy.await();
    Thread.ofVirtual().start(() -> another.set(true));
    for (Thread publisher : publishers) {
      publisher.join();
    }
  }

  private void publish(Message message) {
    Publisher publisher = world.core.router().publisher(null, new Shuttle(0));
    publisher.publish(message);
    busy.countDown();
    while (!another.get()) {
      publisher.publish(message);
    }
  }
}
