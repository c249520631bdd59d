package io.heddle.local;

import io.heddle.api.LocalClient;
import io.heddle.api.Received;
import io.heddle.broker.Core;
import io.heddle.broker.Sessions;
import io.heddle.broker.Subscribing;
import io.heddle.connection.Admittance;
import io.heddle.connection.Foreign;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.session.Attachment;
import io.heddle.session.Shuttle;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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
  private final Rules rules;
  private final Carriage carriage;
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
      Rules rules,
      boolean acknowledges,
      Consumer<Resident> whenGone) {
    this.core = core;
    this.attachment = arrival.attachment();
    this.present = arrival.present();
    this.mailbox = mailbox;
    this.rules = rules;
    this.carriage = new Carriage(core, attachment.session());
    this.acknowledges = acknowledges;
    this.whenGone = whenGone;
  }

  /** From now on messages come. */
  void begin() {
    brought(attachment::resume);
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
        Mailbox.Work work = mailbox.work();
        if (work != null) {
          perform(work);
        }
      } catch (InterruptedException meantForCallback) {
        // It came too late for the callback that somebody wanted to end.
      }
    }
  }

  private void perform(Mailbox.Work work) {
    switch (work) {
      case Mailbox.Work.Release(int packetId) ->
          brought(shuttle -> attachment.pubcomp(packetId, shuttle));
      case Mailbox.Work.Call(Letter letter, Consumer<Received> taker) -> call(letter, taker);
    }
  }

  private void call(Letter letter, Consumer<Received> taker) {
    try {
      taker.accept(letter);
      if (!acknowledges) {
        letter.acknowledge();
      }
    } catch (RuntimeException | Error fault) {
      Foreign.letThrough(fault);
      String topic = letter.message().topic().value();
      LOG.error("A callback of {} failed for a message of {}", clientId(), topic, fault);
      letter.answer(ReasonCode.IMPLEMENTATION_SPECIFIC_ERROR);
    }
  }

  private void brought(Consumer<Shuttle> action) {
    carriage.ride(publisher -> {
      action.accept(publisher.shuttle());
      return true;
    });
  }

  @Override
  public void acknowledge(int packetId, Qos qos, ReasonCode reason) {
    brought(shuttle -> {
      if (qos == Qos.AT_LEAST_ONCE) {
        attachment.puback(packetId, reason, shuttle);
      } else {
        attachment.pubrec(packetId, reason, shuttle);
        attachment.pubcomp(packetId, shuttle);
      }
    });
  }

  @Override
  public void hasRoomAgain() {
    brought(attachment::drained);
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
    requireConnected();
    Rules.requireForwardable(message);
    Message own = own(message);
    mailbox.traffic().published(own);
    Admittance.Refusal refusal = rules.refusal(own);
    return refusal == null
        ? Admittance.told(carriage.ride(publisher -> publisher.publish(own)))
        : refusal.reason();
  }

  private Message own(Message message) {
    return message.publisher().equals(clientId())
        ? message
        : new Message(
            message.topic(),
            message.payload(),
            message.qos(),
            message.retain(),
            message.properties(),
            message.expiresAt(),
            clientId());
  }

  @Override
  public ReasonCode subscribe(Subscription subscription) {
    return subscribed(subscription, null);
  }

  @Override
  public ReasonCode subscribe(Subscription subscription, Consumer<Received> callback) {
    return subscribed(subscription, callback);
  }

  /** The callback is there before the first message; after a refusal it is as it was. */
  private ReasonCode subscribed(Subscription subscription, @Nullable Consumer<Received> callback) {
    requireConnected();
    TopicFilter filter = subscription.filter();
    if (!rules.admittance().allows(filter)) {
      return ReasonCode.TOPIC_FILTER_INVALID;
    }
    Consumer<Received> before = mailbox.callback(filter, callback);
    Subscribing.Answer answer = rules.admittance().subscribe(attachment, subscription);
    if (answer.reason().isError()) {
      mailbox.callback(filter, before);
      requireConnected();
      return answer.reason();
    }
    brought(shuttle -> {
      if (answer.feed() != null) {
        attachment.feed(answer.feed(), shuttle);
      }
      attachment.pull(shuttle);
    });
    return answer.reason();
  }

  @Override
  public ReasonCode unsubscribe(TopicFilter filter) {
    requireConnected();
    ReasonCode reason = core.subscribing().unsubscribe(attachment, filter);
    mailbox.callback(filter, null);
    return reason;
  }

  @Override
  public Optional<Received> receive(Duration most) throws InterruptedException {
    acknowledge(handed.getAndSet(null));
    requireConnected();
    Letter letter = mailbox.letter(TimeUnit.NANOSECONDS.convert(most));
    if (letter == null) {
      requireConnected();
    } else if (!acknowledges) {
      acknowledge(handed.getAndSet(letter));
    }
    return Optional.ofNullable(letter);
  }

  private static void acknowledge(@Nullable Letter before) {
    if (before != null) {
      before.acknowledge();
    }
  }
}
