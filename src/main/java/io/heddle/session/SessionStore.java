package io.heddle.session;

import io.heddle.mqtt.Message;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Where sessions and retained messages outlive the process. Safe for use by any thread. But for
 * {@link #await} and {@link #read} no method blocks, and each may be called under any lock.
 */
public interface SessionStore extends Assurance {
  /** Keeps nothing: everything is gone with the process. */
  SessionStore NONE = new Nowhere();

  /** Whether anything outlives the process. */
  boolean keeps();

  /** A journal for an owner that begins; null when nothing is kept. */
  @Nullable Journal journal();

  /**
   * Keeps a message, and answers its number; the caller has a hold of it. 0 when it is larger than
   * any that clients may send, and so not kept.
   */
  long body(Message message);

  /** One hold of a message more, by somebody who knows of another one. */
  void hold(long body);

  /** One hold of a message more, if anybody has one; false if nobody has. */
  boolean holdIfKept(long body);

  /** One hold of a message less; without any it is forgotten. */
  void letGo(long body);

  /**
   * Reads the message with this number. Blocks.
   *
   * @return null when its part of the store is damaged, or nobody has a hold of it any more
   */
  @Nullable Message read(long body);

  /**
   * Has that run soon on the one thread that may block for it, with the time in milliseconds of the
   * epoch; nothing more is run once the store is closed.
   */
  void readAhead(LongConsumer reading);

  /**
   * The message with this number is the one retained for its topic.
   *
   * @param weight see {@link Message#weight}
   * @param expiresAt see {@link Message#expiresAt}
   */
  void retained(String topic, long body, int weight, long expiresAt);

  /** Nothing is retained for the topic any more. */
  void unretained(String topic);

  /** All that was written so far. */
  long mark();

  /** Whether what was written outlives the process, if perhaps not the machine. */
  default Assurance written() {
    return this;
  }

  /**
   * Whether there is no room for more but the reserve, which is for acknowledgements and for what
   * makes room.
   */
  boolean isFull();

  /** What it has done, and how it is; null when nothing is kept. */
  @Nullable StoreFigures figures();

  /**
   * What is written by this action outlives the process as a whole, or nothing of it does. The
   * action must not wait for anything to be safe.
   */
  default void together(Runnable action) {
    action.run();
  }

  /** Somebody is connected at this moment: whoever is at the last such moment left then. */
  void heartbeat();

  /** See {@link #NONE}. */
  final class Nowhere implements SessionStore {
    private Nowhere() {}

    @Override
    public boolean keeps() {
      return false;
    }

    @Override
    public @Nullable Journal journal() {
      return null;
    }

    @Override
    public long body(Message message) {
      return 0;
    }

    @Override
    public void hold(long body) {}

    @Override
    public boolean holdIfKept(long body) {
      return false;
    }

    @Override
    public void letGo(long body) {}

    @Override
    public @Nullable Message read(long body) {
      return null;
    }

    @Override
    public void readAhead(LongConsumer reading) {}

    @Override
    public void retained(String topic, long body, int weight, long expiresAt) {}

    @Override
    public void unretained(String topic) {}

    @Override
    public long mark() {
      return 0;
    }

    @Override
    public boolean isSafe(long mark) {
      return true;
    }

    @Override
    public boolean await(long mark, long nanos) {
      return true;
    }

    @Override
    public boolean isFull() {
      return false;
    }

    @Override
    public @Nullable StoreFigures figures() {
      return null;
    }

    @Override
    public void heartbeat() {}
  }
}
