package io.heddle.cli.client;

import io.heddle.cli.line.FailedException;
import io.heddle.cli.line.Task;
import io.heddle.codec.Packet;
import io.heddle.mqtt.Bytes;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.TopicName;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Publishes on one thread what another one, which reads the connection, is told to be taken: not
 * more than a number of messages of QoS 1 and 2 is on its way at a time. {@link #run} has both.
 */
public final class Publisher {
  /** What publishes, on a virtual thread of its own. */
  public interface Work {
    /** Publishes all there is. */
    void publish() throws IOException;
  }

  /** Is told what became of messages of QoS 1 and 2, on the thread that reads. */
  public interface Listener {
    /**
     * The broker has taken a message, or refuses it.
     *
     * @param nanos how long that took
     */
    void answered(int packetId, ReasonCode reason, Properties properties, long nanos);
  }

  /** Stands in the queue for: there is nothing to wait for any more. */
  private static final int BROKEN = 0;

  /** How long the broker has to close after our farewell. */
  private static final int FAREWELL_SECONDS = 3;

  private final Connection connection;
  private final Listener listener;
  private final int window;
  private final BlockingQueue<Integer> free;

  /** When each was sent: written by one thread before the broker can answer to the other. */
  private final long[] sentAt;

  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean leaving;
  private volatile @Nullable IOException failure;

  /**
   * For a connection that nobody else reads.
   *
   * @param most how many messages are on their way at a time; the broker may want fewer
   */
  public Publisher(Connection connection, int most, Listener listener) {
    this.connection = connection;
    this.listener = listener;
    window = Math.min(most, connection.receiveMaximum());
    free = new ArrayBlockingQueue<>(window + 1);
    for (int id = 1; id <= window; id++) {
      free.add(id);
    }
    sentAt = new long[window + 1];
  }

  /**
   * Runs the work while this thread reads, waits for all answers, and leaves.
   *
   * @throws IOException when the connection or the work fails
   */
  public void run(Work work) throws IOException {
    FutureTask<@Nullable Void> publishing = new FutureTask<>(() -> publish(work));
    Thread.ofVirtual().name("publisher").start(publishing);
    try {
      read();
    } catch (IOException e) {
      // When the work has ended, for good or ill, that is why the connection has.
      if (!leaving) {
        failure = e;
        free.offer(BROKEN);
        throw e;
      }
    } finally {
      ended.countDown();
    }
    await(publishing);
  }

  private @Nullable Void publish(Work work) throws IOException, InterruptedException {
    try {
      work.publish();
      settle();
      leaving = true;
      connection.end();
      ended.await(FAREWELL_SECONDS, TimeUnit.SECONDS);
      return null;
    } finally {
      leaving = true;
      connection.close();
    }
  }

  private void read() throws IOException {
    while (true) {
      switch (connection.next()) {
        case Packet.Puback answer ->
            answered(answer.packetId(), answer.reason(), answer.properties());
        case Packet.Pubcomp answer ->
            answered(answer.packetId(), answer.reason(), answer.properties());
        case Packet.Pubrec refusal ->
            answered(refusal.packetId(), refusal.reason(), refusal.properties());
        default -> {
          // A session that was resumed may have messages for us: they are taken, and not shown.
        }
      }
    }
  }

  private void answered(int id, ReasonCode reason, Properties properties) throws IOException {
    if (id > window) {
      throw new FailedException(
          Task.FAILED, "the broker answers to a message that was not sent: " + id);
    }
    listener.answered(id, reason, properties, System.nanoTime() - sentAt[id]);
    free.offer(id);
  }

  private static void await(FutureTask<@Nullable Void> publishing) throws IOException {
    try {
      publishing.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException fault ? fault : new IOException(e.getCause());
    }
  }

  /** Publishes a message, after waiting until it may be on its way. */
  public int publish(TopicName topic, Bytes payload, Qos qos, boolean retain, Properties properties)
      throws IOException {
    int id = qos == Qos.AT_MOST_ONCE ? 0 : take();
    sentAt[id] = System.nanoTime();
    connection.writePatiently(
        new Packet.Publish(false, qos, retain, topic, id, properties, payload));
    return id;
  }

  private int take() throws IOException {
    try {
      int id = free.take();
      if (id == BROKEN) {
        free.offer(BROKEN);
        throw new IOException("the connection has ended", failure);
      }
      return id;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  /** Waits until the broker has answered to all messages. */
  private void settle() throws IOException {
    for (int i = 0; i < window; i++) {
      take();
    }
  }
}
