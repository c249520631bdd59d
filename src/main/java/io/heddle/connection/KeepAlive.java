package io.heddle.connection;

import io.heddle.broker.Timer;
import io.heddle.mqtt.ReasonCode;
import io.heddle.session.Cancellable;
import java.time.Duration;

/**
 * Ends a connection that has been silent for one and a half times its keep alive {@code
 * [MQTT-3.1.2-22]}. Reading a batch costs one write of a field; the timer looks at it once in each
 * period, not at every packet.
 */
final class KeepAlive {
  private final Timer timer;
  private final Outbox outbox;
  private final long silenceNanos;

  /** Written by the connection's thread, read by the timer's. */
  private volatile long lastSeen;

  /** Written by whoever starts the next period; a stale value only cancels what has happened. */
  private volatile Cancellable next = () -> {};

  private volatile boolean held;

  private volatile boolean stopped;

  private KeepAlive(Timer timer, Outbox outbox, int seconds) {
    this.timer = timer;
    this.outbox = outbox;
    this.silenceNanos = Duration.ofMillis(seconds * 1500L).toNanos();
    this.lastSeen = timer.nanos();
  }

  /** Watches a connection; 0 seconds never end it. */
  static KeepAlive watch(Timer timer, Outbox outbox, int seconds) {
    KeepAlive keepAlive = new KeepAlive(timer, outbox, seconds);
    if (seconds > 0) {
      keepAlive.look();
    }
    return keepAlive;
  }

  /** The client was heard, and is listened to. */
  void seen() {
    lastSeen = timer.nanos();
    held = false;
  }

  /** The client is not listened to, because it must wait: it cannot be blamed for its silence. */
  void hold() {
    held = true;
  }

  private void look() {
    long left = held ? silenceNanos : silenceNanos - (timer.nanos() - lastSeen);
    if (stopped) {
      return;
    }
    if (left <= 0) {
      outbox.end(
          ReasonCode.KEEP_ALIVE_TIMEOUT, "it was silent for one and a half times its keep alive");
      return;
    }
    next = timer.after(Duration.ofNanos(left).plusMillis(1), this::look);
    if (stopped) {
      next.cancel();
    }
  }

  void stop() {
    stopped = true;
    next.cancel();
  }
}
