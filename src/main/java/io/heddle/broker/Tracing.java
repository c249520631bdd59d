package io.heddle.broker;

import io.heddle.mqtt.Message;
import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whoever wants to follow each step of clients and messages. Where nobody does, a step costs a look
 * at an empty array. Safe for use by any thread, and under any lock.
 */
public final class Tracing {
  private static final Sink[] NONE = {};

  private final InstantSource clock;

  /** Written under the lock of this object, read by any thread. */
  private volatile Sink[] sinks = NONE;

  /** Nobody, at first. */
  Tracing(InstantSource clock) {
    this.clock = clock;
  }

  /** One who follows. Is called on any thread and under any lock, so it must not wait. */
  public interface Sink {
    /** Whether it wants to know of a step; the time and the words of this one are not there yet. */
    boolean wants(Traced step);

    /** A step that it wants. */
    void tell(Traced step);
  }

  /**
   * A step.
   *
   * @param clientId whose step it is; empty while it is not known
   * @param address where that client is; null when that is not known here
   * @param message that it is about; null for none
   * @param before what the message was before an interceptor changed it; null when none did
   * @param words what more is to be said, for people
   */
  public record Traced(
      Instant at,
      Event event,
      String clientId,
      @Nullable InetAddress address,
      @Nullable Message message,
      @Nullable Message before,
      String words) {
    private Traced said(Instant when, String what) {
      return new Traced(when, event, clientId, address, message, before, what);
    }
  }

  /** What a step may be. */
  public enum Event {
    /** A CONNECT is here. */
    CONNECT,
    /** It is known who the client is. */
    AUTHENTICATED,
    /** It has its session. */
    CONNECTED,
    /** It was not let in. */
    REFUSED,
    /** Another packet came. */
    RECEIVED,
    /** A packet goes to it. */
    SENT,
    /** It publishes a message, of which nothing is decided yet. */
    PUBLISHED,
    /** An interceptor has made another message of it. */
    CHANGED,
    /** The message is brought to a receiver, and what that does with it. */
    ROUTED,
    /** The message is on its way to the receiver's socket. */
    DELIVERED,
    /** A receiver does not get it, or nobody does. */
    DROPPED,
    /** The receiver has it. */
    ACKNOWLEDGED,
    /** A subscription is stored. */
    SUBSCRIBED,
    /** A subscription is gone. */
    UNSUBSCRIBED,
    /** A session is over. */
    SESSION_ENDED,
    /** A connection is closed. */
    DISCONNECTED
  }

  /** Whether anybody follows anything. */
  public boolean isOn() {
    return sinks.length > 0;
  }

  /** From now on it is told. */
  public synchronized void add(Sink sink) {
    List<Sink> next = new ArrayList<>(Arrays.asList(sinks));
    next.add(sink);
    sinks = next.toArray(Sink[]::new);
  }

  /** It is told no more. */
  @SuppressWarnings("ReferenceEquality") // this one, and no equal one
  public synchronized void remove(Sink sink) {
    sinks = Arrays.stream(sinks).filter(each -> each != sink).toArray(Sink[]::new);
  }

  /**
   * A step, as {@link Traced} has it.
   *
   * @param words are made when somebody wants them
   */
  public void tell(
      Event event,
      String clientId,
      @Nullable InetAddress address,
      @Nullable Message message,
      Supplier<String> words) {
    if (isOn()) {
      tell(new Traced(Instant.EPOCH, event, clientId, address, message, null, ""), words);
    }
  }

  /** An interceptor has made another message of one. */
  public void changed(String clientId, Message before, Message after) {
    if (isOn()) {
      tell(
          new Traced(Instant.EPOCH, Event.CHANGED, clientId, null, after, before, ""),
          () -> "by a hook, from " + before.topic().value());
    }
  }

  private void tell(Traced step, Supplier<String> words) {
    Traced said = null;
    for (Sink sink : sinks) {
      if (sink.wants(step)) {
        said = said == null ? step.said(clock.instant(), words.get()) : said;
        sink.tell(said);
      }
    }
  }
}
