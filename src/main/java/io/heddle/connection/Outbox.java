package io.heddle.connection;

import io.heddle.api.ClientInfo;
import io.heddle.broker.Counters;
import io.heddle.broker.Doings;
import io.heddle.broker.KnownGuest;
import io.heddle.codec.Packet;
import io.heddle.codec.PublishFrame;
import io.heddle.connection.OutgoingBuffer.Batch;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.session.DropReason;
import io.heddle.session.Outcome;
import io.heddle.session.Shuttle;
import io.heddle.session.Terms;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/**
 * The bytes on their way to one client. Everybody puts packets in, under a short lock and without
 * input or output; a writer takes all that is there and writes it at once, and what comes in the
 * meantime is its next turn. So a slow socket delays nobody but its client, and the busier a
 * connection is the fewer writes it needs.
 *
 * <p>{@link #writing} makes sure that there is one writer at a time. All fields are guarded by the
 * lock, the last in the lock order; the volatile ones are read without it.
 */
final class Outbox extends KnownGuest {
  /** Bytes that are written at once and not on the writer's thread: more could take long. */
  private static final int INLINE = 16 * 1024;

  /** Bytes of answers that may wait for a client that does not read; then it is not read. */
  private static final int ANSWERS = 256 * 1024;

  private final Condition answered = lock.newCondition();
  final Writer writer;
  final Fullness fullness;
  final Tally sent;
  final Chronicle chronicle;
  private final OutgoingBuffer pending;
  private @Nullable Recipient recipient;
  private @Nullable Shuttle ownShuttle;
  private @Nullable Shuttle lastToucher;
  private volatile @Nullable Farewell farewell;
  volatile @Nullable Presence presence;
  private boolean writing;
  private boolean closed;
  private boolean finished;

  Outbox(Link link, Surroundings surroundings) {
    this.chronicle = new Chronicle(link, surroundings);
    Counters counters = surroundings.core().counters();
    this.writer = new Writer(this, link, surroundings);
    this.fullness = new Fullness(counters, surroundings.options().outboxBytes());
    this.sent = new Tally(counters.sent());
    this.pending = new OutgoingBuffer(surroundings.buffers(), sent);
  }

  /**
   * The client is accepted: CONNACK goes out before anything else {@code [MQTT-3.2.0-1]}. Until now
   * AUTH alone was put in, and an end would have said nothing.
   *
   * @param own the carrier of the client's own thread, which flushes this outbox itself after each
   *     batch
   * @param hasRoomAgain is called, without the lock, when there is room after there was none
   */
  void open(Packet.Connack connack, Recipient client, Shuttle own, Runnable hasRoomAgain) {
    guarded(() -> {
      recipient = client;
      ownShuttle = own;
      fullness.tell(hasRoomAgain);
      answer(connack);
    });
  }

  @Override
  public @Nullable ClientInfo info() {
    Presence known = presence;
    return known == null ? null : known.now();
  }

  @Override
  public @Nullable Doings doings(@Nullable String waitsFor) {
    Presence known = presence;
    return known == null ? null : known.doings(writer.thread(), unsent(), waitsFor);
  }

  @Override
  public long unsent() {
    return locked(pending::outstanding);
  }

  @Override
  public boolean hasRoom() {
    return locked(() -> !closed && fullness.hasRoom(pending));
  }

  @Override
  public Outcome publish(Message message, Terms terms, boolean dup, int packetId, Shuttle shuttle) {
    lock.lock();
    try {
      Recipient client = recipient;
      if (closed || client == null) {
        return terms.qos() == Qos.AT_MOST_ONCE
            ? chronicle.dropped(DropReason.OFFLINE, message, terms)
            : Outcome.SENT;
      }
      if (terms.qos() == Qos.AT_MOST_ONCE && !fullness.hasRoom(pending)) {
        return chronicle.dropped(DropReason.OUTBOX_FULL, message, terms);
      }
      PublishFrame frame = client.frame(message, terms, shuttle);
      if (frame == null) {
        return chronicle.dropped(client.whyNot(message), message, terms);
      }
      pending.append(frame, dup, packetId, shuttle);
      touched(shuttle);
      delivers();
      return chronicle.delivered(message, terms.qos(), dup, packetId);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public @Nullable DropReason refuses(Message message, Terms terms, long payload) {
    return locked(() -> recipient == null ? null : recipient.refuses(message, terms, payload));
  }

  /**
   * A writer that is at work will see what was added; else the outlet must be flushed, once for
   * each shuttle that wants it.
   */
  @SuppressWarnings("ReferenceEquality") // a shuttle is its thread's
  private void touched(Shuttle shuttle) {
    if (!writing && lastToucher != shuttle && ownShuttle != shuttle) {
      lastToucher = shuttle;
      shuttle.touch(this);
    }
  }

  @Override
  public void pubrel(int packetId, Shuttle shuttle) {
    guarded(() -> {
      if (!closed) {
        pending.append(AckBytes.pubrel(packetId), shuttle);
        chronicle.releases(packetId);
        touched(shuttle);
      }
    });
  }

  /** Puts an answer of the connection's own thread in; it is sent with {@link #flushAnswers}. */
  void answer(Packet packet) {
    chronicle.sends(packet);
    byte[] bytes = locked(() -> recipient == null ? null : recipient.encode(packet));
    if (bytes != null) {
      answer(bytes);
    } else {
      end(ReasonCode.PACKET_TOO_LARGE, "an answer is larger than the packets it takes");
    }
  }

  /** Puts an answer in for a client that is not accepted, or not yet. */
  void answer(byte[] packet) {
    guarded(() -> {
      if (!closed) {
        pending.appendAnswer(packet, ownShuttle);
      }
    });
  }

  @Override
  public void flush() {
    int count = beginWriting();
    if (count > INLINE) {
      writer.start();
    } else if (count >= 0) {
      writer.begin();
    }
  }

  /**
   * Sends what is there from the client's own thread, and waits when the client leaves too many
   * answers unread.
   */
  void flushAnswers() {
    int count = beginWriting();
    if (count > INLINE || count >= 0 && writer.writeOnce()) {
      writer.start();
    }
    guarded(() -> {
      while (pending.answers() > ANSWERS && !closed) {
        answered.awaitUninterruptibly();
      }
    });
  }

  /**
   * The bytes to write when the caller has become the writer, or −1; what must wait for the store
   * is never few.
   */
  private int beginWriting() {
    lock.lock();
    try {
      lastToucher = null;
      boolean needed = !pending.isEmpty() || closed && !finished;
      boolean begin = !writing && needed;
      writing |= begin;
      if (!begin) {
        return -1;
      }
      return writer.assurance().isSafe(pending.mark()) ? pending.count() : Integer.MAX_VALUE;
    } finally {
      lock.unlock();
    }
  }

  /** What the writer writes now. */
  Batch take() {
    return locked(pending::take);
  }

  /** The batch is written, or cannot be. */
  Writer.Next written(Batch batch) {
    return locked(() -> {
      pending.done(batch);
      answered.signalAll();
      Writer.Next next = next();
      writing = next == Writer.Next.WRITE || next == Writer.Next.TELL;
      return next;
    });
  }

  private Writer.Next next() {
    if (!closed && fullness.isOver(pending)) {
      return Writer.Next.TELL;
    }
    if (!pending.isEmpty()) {
      return Writer.Next.WRITE;
    }
    if (!closed || finished) {
      return Writer.Next.REST;
    }
    finished = true;
    return Writer.Next.FINISH;
  }

  @Override
  public void end(ReasonCode reason, String words) {
    boolean first = farewell() == null;
    end(Farewell.server(reason, words));
    if (first) {
      writer.hurry();
    }
  }

  /**
   * The connection ends: nothing more is put in, what is there is written, then DISCONNECT if the
   * client's version has it, then the link is finished. The first end counts. This is the one place
   * that says goodbye.
   */
  void end(Farewell end) {
    guarded(() -> {
      if (farewell == null) {
        farewell = end;
        byte[] goodbye = recipient == null || closed ? null : recipient.goodbye(end);
        if (goodbye != null) {
          pending.append(goodbye);
        }
        closed = fullness.forget();
        answered.signalAll();
      }
    });
    if (beginWriting() >= 0) {
      // Never at once: the caller may hold its session's lock.
      writer.start();
    }
  }

  /** Why the connection ends, or null while it goes on. */
  @Nullable Farewell farewell() {
    return farewell;
  }

  /** The socket takes no more bytes. */
  void cut() {
    guarded(() -> {
      closed = fullness.forget();
      finished = true;
      farewell = farewell == null ? Farewell.network("its socket takes no more bytes") : farewell;
      pending.clear();
      answered.signalAll();
    });
  }
}
