package io.heddle.connection;

import io.heddle.broker.Counters;
import io.heddle.broker.Counters.Count;
import io.heddle.codec.Packet;
import io.heddle.codec.PacketEncoder;
import io.heddle.codec.PublishFrame;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Properties;
import io.heddle.mqtt.Property;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Version;
import io.heddle.session.DropReason;
import io.heddle.session.Outcome;
import io.heddle.session.Outlet;
import io.heddle.session.Shuttle;
import io.heddle.session.Terms;
import java.io.IOException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The bytes on their way to one client. Everybody puts packets in, under a short lock and without input or output; a writer takes all
 * that is there and writes it at once, and what comes in the meantime is its next turn. So a slow socket delays nobody but its client,
 * and the busier a connection is the fewer writes it needs.
 *
 * <p>The writer is a virtual thread that lives while there is something to write; the connection's own thread writes its small answers
 * itself. {@link #writing} makes sure that there is one writer at a time. All fields are guarded by the lock; it is the last in the
 * lock order.
 */
final class Outbox implements Outlet {
  /** What the connection's own thread writes itself, in bytes: more than this could make it wait for its client to read. */
  private static final int INLINE = 16 * 1024;

  /** Acknowledgements and answers that may wait for a client that does not read, in bytes; then it is not read either. */
  private static final int ANSWERS = 256 * 1024;

  /** The largest single write, so that other threads get a turn and the system's copy stays small. */
  private static final int PORTION = 128 * 1024;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition answered = lock.newCondition();
  private final Link link;
  private final Counters counters;
  private final ThreadFactory threads;
  private final int limit;
  private final OutgoingBuffer pending;
  private @Nullable Client client;
  private @Nullable Shuttle lastToucher;
  private @Nullable Shuttle ownShuttle;
  private boolean writing;
  private boolean starving;
  private boolean closed;
  private boolean finished;
  private @Nullable Farewell farewell;
  private int beingWritten;
  private int answers;
  private int packets;
  private int publishes;
  private long publishBytes;

  Outbox(Link link, Surroundings surroundings) {
    this.link = link;
    this.counters = surroundings.core().counters();
    this.threads = surroundings.threads();
    this.limit = surroundings.options().outboxBytes();
    this.pending = new OutgoingBuffer(surroundings.buffers());
  }

  /**
   * What is known of the client after its CONNECT.
   *
   * @param packetSizeMax the largest packet it takes
   * @param aliases the Topic Aliases towards it
   * @param drained is called when there is room again after there was none
   */
  record Client(Version version, long packetSizeMax, SentAliases aliases, Runnable drained) {}

  /**
   * The client is accepted: CONNACK goes out before anything else {@code [MQTT-3.2.0-1]}. Until now nothing was put in, and an end
   * would have said nothing.
   *
   * @param own the carrier of the client's own thread, which flushes this outbox itself after each batch
   */
  void open(Packet.Connack connack, Client known, Shuttle own) {
    lock.lock();
    try {
      client = known;
      ownShuttle = own;
      answer(connack);
    } finally {
      lock.unlock();
    }
  }

  // --- putting in --------------------------------------------------------------------------------------------------------------

  @Override
  public boolean hasRoom() {
    lock.lock();
    try {
      return room();
    } finally {
      lock.unlock();
    }
  }

  private boolean room() {
    if (pending.count() + beingWritten < limit) {
      return true;
    }
    starving = true;
    return false;
  }

  @Override
  public Outcome publish(Message message, Terms terms, boolean dup, int packetId, Shuttle shuttle) {
    lock.lock();
    try {
      Client known = client;
      if (closed || known == null) {
        return terms.qos() == Qos.AT_MOST_ONCE ? dropped(DropReason.OFFLINE) : Outcome.SENT;
      }
      if (terms.qos() == Qos.AT_MOST_ONCE && !room()) {
        return dropped(DropReason.OUTBOX_FULL);
      }
      PublishFrame frame = known.aliases.frame(message, terms, shuttle);
      if (frame.length() > known.packetSizeMax) {
        known.aliases.forgetLast();
        return dropped(DropReason.TOO_LARGE);
      }
      pending.append(frame, dup, packetId);
      publishes++;
      publishBytes += message.payload().length();
      touched(shuttle);
      return Outcome.SENT;
    } finally {
      lock.unlock();
    }
  }

  private Outcome dropped(DropReason reason) {
    counters.dropped(reason, 1);
    return Outcome.DROPPED;
  }

  /** A writer that is at work will see what was added; else the outlet must be flushed, once for each shuttle that wants it. */
  private void touched(Shuttle shuttle) {
    packets++;
    if (!writing && lastToucher != shuttle && ownShuttle != shuttle) {
      lastToucher = shuttle;
      shuttle.touch(this);
    }
  }

  @Override
  public void pubrel(int packetId, Shuttle shuttle) {
    lock.lock();
    try {
      if (!closed) {
        pending.append(AckBytes.pubrel(packetId));
        touched(shuttle);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Puts an answer of the connection's own thread in; it is sent with {@link #flushAnswers}. */
  void answer(Packet packet) {
    lock.lock();
    try {
      Client known = client;
      if (!closed && known != null) {
        answer(AckBytes.encode(packet, known.version, known.packetSizeMax));
      }
    } finally {
      lock.unlock();
    }
  }

  /** Puts the bytes of an answer in whose version needs no asking. */
  void answer(byte[] bytes) {
    lock.lock();
    try {
      if (!closed) {
        pending.append(bytes);
        answers += bytes.length;
        packets++;
      }
    } finally {
      lock.unlock();
    }
  }

  // --- writing -----------------------------------------------------------------------------------------------------------------

  @Override
  public void flush() {
    if (beginWriting(Integer.MAX_VALUE)) {
      threads.newThread(this::write).start();
    }
  }

  /** Sends what is there from the client's own thread, and waits when the client leaves too many answers unread. */
  void flushAnswers() {
    if (beginWriting(INLINE)) {
      if (writeOnce()) {
        threads.newThread(this::write).start();
      }
    } else {
      flush();
    }
    lock.lock();
    try {
      while (answers > ANSWERS && !closed) {
        answered.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean beginWriting(int most) {
    lock.lock();
    try {
      lastToucher = null;
      boolean begin = !writing && (pending.count() > 0 || closed && !finished) && pending.count() <= most;
      writing |= begin;
      return begin;
    } finally {
      lock.unlock();
    }
  }

  @SuppressWarnings("ThreadPriorityCheck") // virtual threads are not time-sliced: a yield is what lets others run
  private void write() {
    while (writeOnce()) {
      Thread.yield();
    }
  }

  /** Writes what is there; answers whether there is more and the writer goes on. */
  private boolean writeOnce() {
    byte[] bytes;
    int count;
    lock.lock();
    try {
      count = pending.count();
      bytes = pending.take();
      beingWritten = count;
      answers = 0;
    } finally {
      lock.unlock();
    }
    try {
      for (int from = 0; from < count; from += PORTION) {
        link.write(bytes, from, Math.min(PORTION, count - from));
      }
    } catch (IOException e) {
      cut();
    }
    return written(bytes, count);
  }

  private boolean written(byte[] bytes, int count) {
    Client hungry = null;
    boolean more;
    boolean finish;
    lock.lock();
    try {
      tell(count);
      beingWritten = 0;
      answered.signalAll();
      pending.recycle(bytes);
      if (starving && room() && client != null) {
        starving = false;
        hungry = client;
      }
      more = pending.count() > 0 || hungry != null;
      finish = closed && !more && !finished;
      finished |= finish;
      writing = more;
    } finally {
      lock.unlock();
    }
    if (hungry != null) {
      hungry.drained.run();
      return true;
    }
    if (finish) {
      finish();
    }
    return more;
  }

  private void tell(int bytes) {
    counters.add(Count.BYTES_SENT, bytes);
    counters.add(Count.PACKETS_SENT, packets);
    if (publishes > 0) {
      counters.add(Count.PUBLISHES_SENT, publishes);
      counters.add(Count.PUBLISH_BYTES_SENT, publishBytes);
    }
    packets = 0;
    publishes = 0;
    publishBytes = 0;
  }

  // --- ending ------------------------------------------------------------------------------------------------------------------

  @Override
  public void end(ReasonCode reason, String words) {
    end(Farewell.server(reason, words));
  }

  /**
   * The connection ends: nothing more is put in, what is there is written, then DISCONNECT if the client's version has it, then the
   * link is finished. The first end counts. This is the one place that says goodbye.
   */
  void end(Farewell end) {
    lock.lock();
    try {
      if (farewell == null) {
        farewell = end;
        Client known = client;
        if (!closed && known != null && end.by() == Farewell.By.SERVER && Dialect.of(known.version).saysGoodbye()) {
          pending.append(goodbye(end, known));
          packets++;
        }
        closed = true;
        answered.signalAll();
      }
    } finally {
      lock.unlock();
    }
    flush();
  }

  private static byte[] goodbye(Farewell end, Client known) {
    Properties words = Properties.builder().add(Property.REASON_STRING, end.words()).build();
    byte[] full = PacketEncoder.encode(new Packet.Disconnect(end.reason(), words), known.version);
    return full.length <= known.packetSizeMax
        ? full
        : PacketEncoder.encode(new Packet.Disconnect(end.reason(), Properties.NONE), known.version);
  }

  /** Why the connection ends, or null while it goes on. */
  @Nullable Farewell farewell() {
    lock.lock();
    try {
      return farewell;
    } finally {
      lock.unlock();
    }
  }

  private void cut() {
    lock.lock();
    try {
      closed = true;
      if (farewell == null) {
        farewell = Farewell.network("its socket takes no more bytes");
      }
      finished = true;
      pending.clear();
      answered.signalAll();
    } finally {
      lock.unlock();
    }
    link.close();
  }

  private void finish() {
    try {
      link.finish();
    } catch (IOException e) {
      link.close();
    }
  }
}
