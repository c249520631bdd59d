package io.heddle.local;

import io.heddle.api.LocalClient;
import io.heddle.api.Received;
import io.heddle.broker.Core;
import io.heddle.broker.Sessions;
import io.heddle.connection.Insider;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.session.Attachment;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One local client. Safe for use by any thread; its mailbox and its hold on the session guard
 * themselves.
 */
final class Resident implements LocalClient, Mailbox.Owner, Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Resident.class);

  private static final End CLOSED = new End(ReasonCode.SUCCESS, "the program has closed it");

  private final Core core;
  private final Attachment attachment;
  private final boolean present;
  private final Mailbox mailbox;
  private final Carriage carriage;
  private final Voice voice;
  private final Interests interests;
  private final boolean acknowledges;
  private final Consumer<Resident> whenGone;
  private final AtomicReference<@Nullable Letter> handed = new AtomicReference<>();
  private final AtomicBoolean left = new AtomicBoolean();

  /**
   * A client with its session.
   *
   * @param acknowledges whether the program acknowledges
   * @param whenGone is called when it has left the session
   */
  Resident(
      Core core,
      Sessions.Arrival arrival,
      Mailbox mailbox,
      Insider insider,
      boolean acknowledges,
      Consumer<Resident> whenGone) {
    this.core = core;
    this.attachment = arrival.attachment();
    this.present = arrival.present();
    this.mailbox = mailbox;
    this.carriage =
        new Carriage(
            core, attachment.session(), words -> mailbox.end(ReasonCode.UNSPECIFIED_ERROR, words));
    this.voice =
        new Voice(
            insider,
            new Rules(insider.admittance(), insider.bounds()),
            carriage,
            mailbox.traffic(),
            insider.pacer(() -> mailbox.end() != null),
            this::requireConnected);
    this.interests =
        new Interests(
            core.subscribing(), attachment, mailbox, insider, carriage, this::requireConnected);
    this.acknowledges = acknowledges;
    this.whenGone = whenGone;
  }

  /** From now on messages come. */
  void begin() {
    carriage.brought(attachment::resume);
    if (mailbox.end() != null) {
      leave();
    }
    // The timer's threads are nobody's heirs: this one is not scheduled with a client's.
    core.timer().after(Duration.ZERO, this);
  }

  /** The life of the thread that calls back. */
  @Override
  public void run() {
    Thread.currentThread().setName("mqtt-" + clientId() + "-callbacks");
    while (isConnected()) {
      try {
        Work work = mailbox.work();
        if (work != null) {
          perform(work);
        }
      } catch (InterruptedException meantForCallback) {
        // It came too late for the callback that somebody wanted to end.
      }
    }
  }

  private void perform(Work work) {
    switch (work) {
      case Work.Release(int packetId) ->
          carriage.brought(shuttle -> attachment.pubcomp(packetId, shuttle));
      case Work.Call(Letter letter, Consumer<Received> taker) -> call(letter, taker);
    }
  }

  private void call(Letter letter, Consumer<Received> taker) {
    if (!carriage.awaitSafe(letter.mark())) {
      return;
    }
    try {
      taker.accept(letter);
      if (!acknowledges) {
        letter.acknowledge();
      }
    } catch (Throwable fault) { // whatever it is
      String topic = letter.message().topic().value();
      LOG.error("A callback of {} failed for a message of {}", clientId(), topic, fault);
      letter.answer(ReasonCode.IMPLEMENTATION_SPECIFIC_ERROR);
    }
  }

  /** What is acknowledged at QoS 2 does not come again: that is so when this returns. */
  @Override
  public void acknowledge(int packetId, Qos qos, ReasonCode reason) {
    if (qos == Qos.AT_LEAST_ONCE) {
      carriage.brought(shuttle -> attachment.puback(packetId, reason, shuttle));
    } else {
      AtomicLong mark = new AtomicLong();
      carriage.brought(shuttle -> {
        attachment.pubrec(packetId, reason, shuttle);
        attachment.pubcomp(packetId, shuttle);
        attachment.leaveMark(shuttle);
        mark.setPlain(shuttle.mark());
      });
      carriage.awaitSafe(mark.getPlain());
    }
  }

  @Override
  public void hasRoomAgain() {
    carriage.brought(attachment::drained);
  }

  @Override
  public void ended() {
    core.timer().after(Duration.ZERO, this::leave);
  }

  /** Lets the session go, with the Will unless the program said goodbye. */
  private void leave() {
    if (left.compareAndSet(false, true)) {
      try {
        core.sessions().leave(attachment, !CLOSED.equals(mailbox.end()));
      } finally {
        whenGone.accept(this);
      }
    }
  }

  /** Somebody else ends it. */
  void end(ReasonCode reason, String words) {
    mailbox.end(reason, words);
  }

  @Override
  public void close() {
    if (mailbox.end(CLOSED)) {
      leave();
    }
  }

  @Override
  public String clientId() {
    return attachment.session().clientId();
  }

  @Override
  public boolean sessionPresent() {
    return present;
  }

  @Override
  public boolean isConnected() {
    return mailbox.end() == null;
  }

  @Override
  public @Nullable End end() {
    return mailbox.end();
  }

  private void requireConnected() {
    End end = mailbox.end();
    if (end != null) {
      throw new IllegalStateException(
          "the client " + clientId() + " is not connected any more: " + end.words());
    }
  }

  @Override
  public ReasonCode publish(Message message) {
    return voice.publish(Objects.requireNonNull(message, "message"));
  }

  @Override
  public ReasonCode subscribe(Subscription subscription) {
    return interests.subscribe(Objects.requireNonNull(subscription, "subscription"), null);
  }

  @Override
  public ReasonCode subscribe(Subscription subscription, Consumer<Received> callback) {
    return interests.subscribe(
        Objects.requireNonNull(subscription, "subscription"),
        Objects.requireNonNull(callback, "callback"));
  }

  @Override
  public ReasonCode unsubscribe(TopicFilter filter) {
    return interests.unsubscribe(Objects.requireNonNull(filter, "filter"));
  }

  @Override
  public Optional<Received> receive(Duration most) throws InterruptedException {
    acknowledge(handed.getAndSet(null));
    requireConnected();
    Letter letter = letter(TimeUnit.NANOSECONDS.convert(most));
    if (letter == null) {
      requireConnected();
    } else if (!acknowledges) {
      acknowledge(handed.getAndSet(letter));
    }
    return Optional.ofNullable(letter);
  }

  /** Waits for the next one, and until it is safe. */
  private @Nullable Letter letter(long most) throws InterruptedException {
    long begun = core.timer().nanos();
    Letter letter = mailbox.letter(most);
    boolean readable = letter == null;
    try {
      readable = letter == null || isSafe(letter, most - (core.timer().nanos() - begun));
    } finally {
      if (letter != null && !readable) {
        mailbox.putBack(letter);
      }
    }
    return readable ? letter : null;
  }

  private boolean isSafe(Letter letter, long most) throws InterruptedException {
    return core.store().await(letter.mark(), Math.max(0, most));
  }

  private static void acknowledge(@Nullable Letter before) {
    if (before != null) {
      before.acknowledge();
    }
  }
}
