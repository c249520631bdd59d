package io.heddle.it.stress;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.codec.Packet;
import io.heddle.it.Image;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Qos;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Clients that break their connections, publish as fast as they can, or never read an answer. */
class RudeClientsTest {
  private static final int BATCH = 64 * 1024;

  @Test
  void resetsUnderLoadLeaveNothingBehind() throws Exception {
    try (Stressed broker = Stressed.start(128);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> all = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        String clientId = "rude" + i;
        all.add(threads.submit(() -> connectAndReset(broker.image(), clientId, 50)));
      }
      for (Future<Integer> one : all) {
        one.get();
      }
      // The canary and whoever asks.
      broker.awaitSys("clients/total", known -> known == 2);
      broker.awaitSys("subscriptions/count", count -> count == 2);
      broker.check();
    }
  }

  private static int connectAndReset(Image image, String clientId, int times) throws IOException {
    byte[] message = Peer.bytes(Peer.message("load", Qos.AT_MOST_ONCE, 0, new byte[1000]));
    for (int i = 0; i < times; i++) {
      Peer peer = Peer.clean(image, clientId);
      peer.sendSubscribe("load", Qos.AT_MOST_ONCE);
      for (int j = 0; j < 20; j++) {
        peer.send(message);
      }
      peer.read();
      peer.reset();
    }
    return times;
  }

  @Test
  void whoPublishesAtFullSpeedLeavesOthersTheirTurn() throws Exception {
    try (Stressed broker = Stressed.start(128);
        Peer listener = Peer.clean(broker.image(), "listener");
        ExecutorService threads = Executors.newCachedThreadPool()) {
      listener.subscribe("speed", Qos.AT_MOST_ONCE);
      Future<?> listening = threads.submit(listener::readToEnd);
      publishAtFullSpeed(broker.image(), threads, 16);
      listener.reset();
      listening.get();
      broker.check();
    }
  }

  @Test
  void whoPublishesAtFullSpeedToManyLeavesOthersTheirTurn() throws Exception {
    List<Peer> listeners = new ArrayList<>();
    try (Stressed broker = Stressed.start(128);
        ExecutorService threads = Executors.newCachedThreadPool()) {
      for (int i = 0; i < 500; i++) {
        Peer listener = Peer.openNarrow(broker.image());
        listeners.add(listener);
        listener.connect("listener" + i, true, Properties.NONE);
        listener.subscribe("speed", Qos.AT_MOST_ONCE);
      }
      publishAtFullSpeed(broker.image(), threads, 8);
      broker.check();
    } finally {
      for (Peer listener : listeners) {
        listener.reset();
      }
    }
  }

  private static void publishAtFullSpeed(Image image, ExecutorService threads, int publishers)
      throws Exception {
    byte[] one = Peer.bytes(Peer.message("speed", Qos.AT_MOST_ONCE, 0, new byte[16]));
    byte[] batch = new byte[BATCH / one.length * one.length];
    for (int i = 0; i < batch.length; i += one.length) {
      System.arraycopy(one, 0, batch, i, one.length);
    }
    List<Future<Integer>> all = new ArrayList<>();
    for (int i = 0; i < publishers; i++) {
      String clientId = "fast" + i;
      all.add(threads.submit(() -> publishFor(image, clientId, batch)));
    }
    long batches = 0;
    for (Future<Integer> publisher : all) {
      batches += publisher.get();
    }
    System.out.printf("full speed: %,d messages/s%n", batches * batch.length / one.length / 4);
  }

  private static int publishFor(Image image, String clientId, byte[] batch) throws IOException {
    long end = System.nanoTime() + Duration.ofSeconds(4).toNanos();
    int sent = 0;
    try (Peer peer = Peer.clean(image, clientId)) {
      while (System.nanoTime() < end) {
        peer.send(batch);
        sent++;
      }
      peer.reset(); // what is on its way could take long
    }
    return sent;
  }

  @Test
  void whoNeverReadsItsAcknowledgementsIsNotRead() throws Exception {
    try (Stressed broker = Stressed.start(128);
        SocketChannel channel = SocketChannel.open();
        Selector selector = Selector.open()) {
      channel.socket().setReceiveBufferSize(4096);
      channel.connect(new InetSocketAddress(broker.image().host(), broker.image().port()));
      channel.write(
          ByteBuffer.wrap(Peer.bytes(Peer.connectPacket("deaf", true, 0, Properties.NONE))));
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_WRITE);
      byte[] ping = Peer.bytes(new Packet.Pingreq());
      ByteBuffer pings = ByteBuffer.allocate(BATCH);
      while (pings.remaining() >= ping.length) {
        pings.put(ping);
      }
      long sent = 0;
      // Held: no more bytes are taken for two seconds.
      while (selector.select(2000) > 0) {
        selector.selectedKeys().clear();
        sent += channel.write(pings.rewind());
        assertTrue(sent < 200L << 20, "200 MB were taken from a client that reads no answer");
      }
      broker.check();
    }
  }
}
