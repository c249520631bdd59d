package io.heddle.it.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many clients that believe they are the same one. */
class TakeoverStormTest {
  private static final int CLIENTS = 100;
  private static final int ROUNDS = 10;

  private final Set<Integer> received = ConcurrentHashMap.newKeySet();

  @Test
  void oneSurvivesAndNothingIsLost() throws Exception {
    try (Stressed broker = Stressed.start(128);
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      try (Peer first = Peer.resuming(broker.image(), "same", 20)) {
        first.subscribe("storm", Qos.AT_LEAST_ONCE);
      }
      AtomicBoolean over = new AtomicBoolean();
      Future<Integer> published = clients.submit(() -> publish(broker, over));
      for (int round = 0; round < ROUNDS; round++) {
        storm(broker, clients);
      }
      over.set(true);
      Set<Integer> all = IntStream.range(0, published.get()).boxed().collect(Collectors.toSet());
      try (Peer survivor = Peer.resuming(broker.image(), "same", 20)) {
        while (!received.containsAll(all)) {
          take(survivor, survivor.expect(Packet.Publish.class));
        }
      }
      broker.check();
    }
  }

  /** All connect at once; all but one are told that they were taken over, or just closed. */
  private void storm(Stressed broker, ExecutorService clients) throws Exception {
    AtomicBoolean ending = new AtomicBoolean();
    List<Future<Boolean>> taken = new ArrayList<>();
    List<Peer> peers = new ArrayList<>();
    try {
      for (int i = 0; i < CLIENTS; i++) {
        Peer peer = Peer.open(broker.image());
        peers.add(peer);
        Callable<Boolean> life = () -> wasTakenOver(peer, ending);
        taken.add(clients.submit(life));
      }
      long deadline = System.nanoTime() + Peer.LIMIT.toNanos();
      while (taken.stream().filter(Future::isDone).count() < CLIENTS - 1) {
        assertTrue(System.nanoTime() < deadline, "more than one client goes on");
        Thread.onSpinWait();
      }
      ending.set(true);
    } finally {
      for (Peer peer : peers) {
        peer.close();
      }
    }
    int survivors = 0;
    for (Future<Boolean> one : taken) {
      survivors += one.get() ? 0 : 1;
    }
    assertEquals(1, survivors);
  }

  /** Lives as the client until the connection ends; whether another one, not the test, ended it. */
  private boolean wasTakenOver(Peer peer, AtomicBoolean ending) throws IOException {
    peer.send(Peer.connectPacket("same", false, 0, Peer.kept(20)));
    while (true) {
      switch (peer.read()) {
        case Packet.Publish publish -> take(peer, publish);
        case Packet.Connack ignored -> {}
        case Packet.Disconnect disconnect -> {
          assertEquals(ReasonCode.SESSION_TAKEN_OVER, disconnect.reason());
          return true;
        }
        case null -> {
          return !ending.get();
        }
        case Packet other -> throw new IOException("there was " + other);
      }
    }
  }

  private void take(Peer peer, Packet.Publish publish) {
    received.add(Integer.parseInt(publish.payload().text()));
    try {
      peer.send(publish.puback(ReasonCode.SUCCESS));
    } catch (IOException e) {
      // Taken over: the broker does not hear it, and sends the message again to the next one.
    }
  }

  private static int publish(Stressed broker, AtomicBoolean over) throws IOException {
    int sent = 0;
    try (Peer publisher = Peer.clean(broker.image(), "publisher")) {
      while (!over.get()) {
        byte[] payload = Integer.toString(sent++).getBytes();
        publisher.send(Peer.message("storm", Qos.AT_LEAST_ONCE, 1, payload));
        assertEquals(ReasonCode.SUCCESS, publisher.expect(Packet.Puback.class).reason());
      }
    }
    return sent;
  }

  @Test
  void aLateAcknowledgementIsNotHeard() throws Exception {
    try (Stressed broker = Stressed.start(64);
        Peer publisher = Peer.clean(broker.image(), "publisher");
        Peer first = Peer.resuming(broker.image(), "same", 1)) {
      first.subscribe("storm", Qos.AT_LEAST_ONCE);
      publisher.send(Peer.message("storm", Qos.AT_LEAST_ONCE, 1, new byte[] {'1'}));
      Packet.Publish message = first.expect(Packet.Publish.class);
      try (Peer second = Peer.resuming(broker.image(), "same", 1)) {
        assertNotNull(second.expect(Packet.Publish.class));
        assertEquals(ReasonCode.SESSION_TAKEN_OVER, first.expect(Packet.Disconnect.class).reason());
        first.send(message.puback(ReasonCode.SUCCESS));
        second.settle();
      }
      try (Peer third = Peer.resuming(broker.image(), "same", 1)) {
        Packet.Publish again = third.expect(Packet.Publish.class);
        assertEquals("1", again.payload().text());
        assertTrue(again.dup());
        third.send(again.puback(ReasonCode.SUCCESS));
        third.settle();
      }
      try (Peer fourth = Peer.resuming(broker.image(), "same", 1)) {
        fourth.settle();
        assertEquals(null, fourth.readWithin(Duration.ofMillis(100)));
      }
      broker.check();
    }
  }
}
