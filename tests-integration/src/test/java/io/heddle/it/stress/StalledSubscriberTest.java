package io.heddle.it.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.codec.Packet;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Subscribers that never read, or never acknowledge, while a gigabyte is published to them. */
class StalledSubscriberTest {
  private static final int PAYLOAD = 16 * 1024;
  private static final int MESSAGES = 65_536; // times the payload: 1 GiB
  private static final int BATCH = 64;

  @Test
  void atQos0LosesMessagesAndCostsNobodyMemory() throws Exception {
    try (Stressed broker = Stressed.start(128);
        Peer stalled = stalled(broker, Qos.AT_MOST_ONCE)) {
      publishGigabyteAtQos0(broker, "flood");
      long dropped =
          broker.awaitSys("publish/messages/dropped", count -> count > MESSAGES * 9L / 10);
      assertTrue(dropped <= MESSAGES);
      broker.check();
      stalled.reset();
    }
  }

  @Test
  void atQos1FillsItsQueueAndThePublisherIsTold() throws Exception {
    try (Stressed broker = Stressed.start(512);
        Peer stalled = stalled(broker, Qos.AT_LEAST_ONCE);
        Peer publisher = Peer.clean(broker.image(), "publisher")) {
      int refused = 0;
      byte[] payload = new byte[PAYLOAD];
      for (int sent = 0; sent < MESSAGES; sent += BATCH) {
        for (int id = 1; id <= BATCH; id++) {
          publisher.send(Peer.message("flood", Qos.AT_LEAST_ONCE, id, payload));
        }
        for (int id = 1; id <= BATCH; id++) {
          Packet.Puback puback = publisher.expect(Packet.Puback.class);
          assertEquals(id, puback.packetId());
          refused += puback.reason() == ReasonCode.QUOTA_EXCEEDED ? 1 : 0;
        }
      }
      // 64 MB wait in the queue, some in the outbox and the socket; all else was refused.
      assertTrue(refused > MESSAGES * 8 / 10, "refused " + refused);
      int atLeast = refused;
      broker.awaitSys("publish/messages/dropped", count -> count >= atLeast);
      broker.check();
      stalled.reset();
    }
  }

  @Test
  void thatAcknowledgesNothingHoldsBoundedMemory() throws Exception {
    int megabyte = 1 << 20;
    try (Stressed broker = Stressed.start(256);
        Peer publisher = Peer.clean(broker.image(), "publisher")) {
      List<Peer> deaf = new ArrayList<>();
      try {
        for (int i = 0; i < 3; i++) {
          Peer peer = Peer.clean(broker.image(), "deaf" + i);
          peer.subscribe("flood", Qos.AT_LEAST_ONCE);
          deaf.add(peer);
          Thread.startVirtualThread(() -> readOn(peer));
        }
        for (int i = 0; i < 1000; i++) {
          publisher.send(Peer.message("flood", Qos.AT_LEAST_ONCE, 1, new byte[megabyte]));
          publisher.expect(Packet.Puback.class);
        }
        broker.check();
      } finally {
        for (Peer peer : deaf) {
          peer.close();
        }
      }
    }
  }

  @Test
  void manyOfThemHoldBoundedMemory() throws Exception {
    try (Stressed broker = Stressed.start(128)) {
      List<Peer> many = new ArrayList<>();
      try {
        for (int i = 0; i < 300; i++) {
          Peer peer = Peer.openNarrow(broker.image());
          peer.connect("stalled" + i, true, Properties.NONE);
          peer.subscribe("flood", Qos.AT_MOST_ONCE);
          many.add(peer);
        }
        try (Peer publisher = Peer.clean(broker.image(), "publisher")) {
          byte[] message = Peer.bytes(Peer.message("flood", Qos.AT_MOST_ONCE, 0, new byte[4096]));
          for (int i = 0; i < 2000; i++) {
            publisher.send(message);
          }
          publisher.settle();
        }
        broker.check();
      } finally {
        for (Peer peer : many) {
          peer.reset();
        }
      }
    }
  }

  @Test
  void tinyMessagesWeighWhatTheyTake() throws Exception {
    int sessions = 100;
    try (Stressed broker = Stressed.start(64);
        Peer publisher = Peer.clean(broker.image(), "publisher")) {
      for (int i = 0; i < sessions; i++) {
        try (Peer absent = Peer.resuming(broker.image(), "absent" + i, 100)) {
          absent.subscribe("tiny/" + i, Qos.AT_LEAST_ONCE);
        }
      }
      int refused = 0;
      for (int round = 0; round < 4000; round++) {
        ByteArrayOutputStream batch = new ByteArrayOutputStream();
        for (int i = 0; i < sessions; i++) {
          batch.writeBytes(
              Peer.bytes(Peer.message("tiny/" + i, Qos.AT_LEAST_ONCE, i + 1, new byte[1])));
        }
        publisher.send(batch.toByteArray());
        for (int i = 0; i < sessions; i++) {
          ReasonCode reason = publisher.expect(Packet.Puback.class).reason();
          refused += reason == ReasonCode.QUOTA_EXCEEDED ? 1 : 0;
        }
      }
      assertTrue(refused > 0, "everything found room: the test proves nothing");
      broker.check();
    }
  }

  private static void readOn(Peer peer) {
    try {
      peer.readToEnd();
    } catch (IOException e) {
      // closed at the end of the test
    }
  }

  private static Peer stalled(Stressed broker, Qos qos) throws IOException {
    Peer stalled = Peer.openNarrow(broker.image());
    stalled.connect("stalled", true, Properties.NONE);
    stalled.subscribe("flood", qos);
    return stalled;
  }

  private static void publishGigabyteAtQos0(Stressed broker, String topic) throws IOException {
    byte[] one = Peer.bytes(Peer.message(topic, Qos.AT_MOST_ONCE, 0, new byte[PAYLOAD]));
    byte[] batch = new byte[one.length * BATCH];
    for (int i = 0; i < BATCH; i++) {
      System.arraycopy(one, 0, batch, i * one.length, one.length);
    }
    try (Peer publisher = Peer.clean(broker.image(), "publisher")) {
      for (int sent = 0; sent < MESSAGES; sent += BATCH) {
        publisher.send(batch);
      }
      publisher.settle();
    }
  }
}
