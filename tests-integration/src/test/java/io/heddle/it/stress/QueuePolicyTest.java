package io.heddle.it.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What each queue policy does, from the publisher to the subscriber. */
class QueuePolicyTest {
  private static final int WINDOW = 10;
  private static final int QUEUE = 100;
  private static final Duration MOMENT = Duration.ofMillis(500);

  private static Stressed start(String policy, String... settings) throws IOException {
    List<String> all = new ArrayList<>(List.of(settings));
    all.add("queue.policy=" + policy);
    all.add("queue.messages=" + QUEUE);
    return Stressed.start(64, all.toArray(String[]::new));
  }

  /** A subscriber that has a window and reads only when it is told to. */
  private static Peer subscriber(Stressed broker) throws IOException {
    Peer subscriber = Peer.resuming(broker.image(), "subscriber", WINDOW);
    subscriber.subscribe("q", Qos.AT_LEAST_ONCE);
    return subscriber;
  }

  private static Packet.Publish message(int number) {
    byte[] payload = Integer.toString(number).getBytes(StandardCharsets.UTF_8);
    return Peer.message("q", Qos.AT_LEAST_ONCE, number, payload);
  }

  /** Publishes 1 to {@code count}, one after the other; the answers. */
  private static List<ReasonCode> publish(Peer publisher, int count) throws IOException {
    List<ReasonCode> answers = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      publisher.send(message(i));
      answers.add(publisher.expect(Packet.Puback.class).reason());
    }
    return answers;
  }

  /** Reads and acknowledges so many messages; their numbers. */
  private static List<Integer> take(Peer subscriber, int count) throws IOException {
    List<Integer> numbers = new ArrayList<>();
    while (numbers.size() < count) {
      Packet.Publish publish = subscriber.expect(Packet.Publish.class);
      numbers.add(Integer.parseInt(publish.payload().text()));
      subscriber.send(publish.puback(ReasonCode.SUCCESS));
    }
    return numbers;
  }

  private static List<Integer> numbers(int from, int to) {
    return IntStream.rangeClosed(from, to).boxed().toList();
  }

  @Test
  void blockHoldsThePublisherAndLosesNothing() throws Exception {
    int count = 2000;
    try (Stressed broker = start("block", "queue.block-timeout=1m");
        Peer subscriber = subscriber(broker);
        Peer publisher = Peer.clean(broker.image(), "publisher")) {
      CompletableFuture<Void> sending =
          CompletableFuture.runAsync(() -> {
            try {
              for (int i = 1; i <= count; i++) {
                publisher.send(message(i));
              }
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
          });
      for (int i = 1; i <= WINDOW + QUEUE; i++) {
        assertEquals(i, publisher.expect(Packet.Puback.class).packetId());
      }
      assertNull(publisher.readWithin(MOMENT), "the publisher is not held");
      CompletableFuture<List<Integer>> taking =
          CompletableFuture.supplyAsync(() -> {
            try {
              return take(subscriber, count);
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
          });
      for (int i = WINDOW + QUEUE + 1; i <= count; i++) {
        Packet.Puback puback = publisher.expect(Packet.Puback.class);
        assertEquals(i, puback.packetId());
        assertEquals(ReasonCode.SUCCESS, puback.reason());
      }
      sending.join();
      assertEquals(numbers(1, count), taking.join());
      broker.check();
    }
  }

  @Test
  void blockEndsAfterItsTime() throws Exception {
    try (Stressed broker = start("block", "queue.block-timeout=200ms");
        Peer subscriber = subscriber(broker);
        Peer publisher = Peer.clean(broker.image(), "publisher")) {
      List<ReasonCode> answers = publish(publisher, WINDOW + QUEUE + 2);
      assertEquals(ReasonCode.QUOTA_EXCEEDED, answers.get(WINDOW + QUEUE));
      assertEquals(ReasonCode.QUOTA_EXCEEDED, answers.get(WINDOW + QUEUE + 1));
      assertEquals(numbers(1, WINDOW + QUEUE), take(subscriber, WINDOW + QUEUE));
      broker.check();
    }
  }

  @Test
  void blockOfTwoWhoWaitForEachOtherEnds() throws Exception {
    try (Stressed broker = start("block", "queue.block-timeout=200ms");
        Peer one = Peer.resuming(broker.image(), "one", 1);
        Peer two = Peer.resuming(broker.image(), "two", 1)) {
      one.subscribe("q", Qos.AT_LEAST_ONCE);
      two.subscribe("q", Qos.AT_LEAST_ONCE);
      for (int i = 1; i <= 2 * QUEUE; i++) {
        one.send(message(i));
        two.send(message(i));
      }
      for (Peer peer : List.of(one, two)) {
        int answers = 0;
        while (answers < 2 * QUEUE) {
          answers += peer.read() instanceof Packet.Puback ? 1 : 0;
        }
      }
      broker.check();
    }
  }

  @Test
  void dropNewestKeepsTheOldestAndTellsThePublisher() throws Exception {
    try (Stressed broker = start("drop-newest");
        Peer subscriber = subscriber(broker);
        Peer publisher = Peer.clean(broker.image(), "publisher")) {
      List<ReasonCode> answers = publish(publisher, 300);
      List<ReasonCode> taken = answers.subList(0, WINDOW + QUEUE);
      List<ReasonCode> refused = answers.subList(WINDOW + QUEUE, 300);
      assertTrue(taken.stream().allMatch(ReasonCode.SUCCESS::equals));
      assertTrue(refused.stream().allMatch(ReasonCode.QUOTA_EXCEEDED::equals));
      assertEquals(numbers(1, WINDOW + QUEUE), take(subscriber, WINDOW + QUEUE));
      broker.awaitSys("publish/messages/dropped", count -> count == refused.size());
      broker.check();
    }
  }

  @Test
  void dropOldestKeepsTheNewest() throws Exception {
    try (Stressed broker = start("drop-oldest");
        Peer subscriber = subscriber(broker);
        Peer publisher = Peer.clean(broker.image(), "publisher")) {
      List<ReasonCode> answers = publish(publisher, 300);
      assertTrue(answers.stream().allMatch(ReasonCode.SUCCESS::equals));
      List<Integer> expected = new ArrayList<>(numbers(1, WINDOW));
      expected.addAll(numbers(300 - QUEUE + 1, 300));
      assertEquals(expected, take(subscriber, WINDOW + QUEUE));
      broker.awaitSys("publish/messages/dropped", count -> count == 300 - QUEUE - WINDOW);
      broker.check();
    }
  }

  @Test
  void disconnectEndsTheSubscriberAndKeepsItsQueue() throws Exception {
    try (Stressed broker = start("disconnect");
        Peer publisher = Peer.clean(broker.image(), "publisher")) {
      try (Peer subscriber = subscriber(broker)) {
        publish(publisher, WINDOW + QUEUE + 1);
        Packet.Disconnect told = (Packet.Disconnect) subscriber.readToEnd();
        assertEquals(ReasonCode.QUOTA_EXCEEDED, told == null ? null : told.reason());
      }
      try (Peer back = Peer.resuming(broker.image(), "subscriber", WINDOW)) {
        assertEquals(numbers(1, WINDOW + QUEUE), take(back, WINDOW + QUEUE));
      }
      broker.check();
    }
  }
}
