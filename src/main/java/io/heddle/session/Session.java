package io.heddle.session;

import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the server remembers of a client, whether it is connected or not. Safe for use by any
 * thread.
 *
 * <p>One lock guards everything but {@link #straight}. A connection is a visitor: each attachment
 * has an epoch, and a call that comes with an older one, late from a connection whose place was
 * taken, does nothing. After an attachment the session is <i>corked</i>: messages are queued until
 * CONNACK is on its way and {@link Attachment#resume} uncorks it. The fields without a modifier are
 * for {@link Attachment}, which holds the lock.
 *
 * <p>No method writes to a socket or calls an extension; the outlet's methods only put bytes aside.
 * Lock order: share group, then session, then outbox.
 */
public final class Session implements Subscriber {
  private final String clientId;
  final SessionOptions options;
  final Ledger ledger;
  final ReentrantLock lock = new ReentrantLock();
  final Condition changed = lock.newCondition();
  final Reading reading;
  final Outbound outbound;
  private final Admission admission;
  final Diary diary;
  final Inbound inbound;
  final Subscriptions subscriptions;

  /** Who came and went. */
  private final History history = new History();

  /**
   * The way, while QoS 0 messages may take it without the lock: attached, uncorked, no QoS 0
   * queued, no feed whose message they could overtake before it is sent. Written under the lock.
   */
  private volatile @Nullable Way straight;

  /** That of the client that is attached, or was last. */
  private @Nullable Way way;

  /** In whose queue the client's own thread waits for room: others must not wait for it then. */
  @Nullable Subscriber waitsFor;

  @Nullable Outlet outlet;
  boolean corked;
  boolean ended;
  long epoch;
  long expirySeconds;
  final Wills wills = new Wills();
  @Nullable Cancellable departure;

  /** A session for this Client Identifier, with nobody attached. */
  public Session(
      String clientId,
      SessionOptions options,
      QueueBudget budget,
      Drops drops,
      SessionStore store) {
    this.clientId = clientId;
    this.options = options;
    this.ledger = new Ledger(drops);
    this.reading = new Reading(ledger, clientId);
    this.diary = new Diary(store);
    this.inbound = new Inbound(changed, diary);
    this.subscriptions = new Subscriptions(diary);
    DeliveryQueue queue = new DeliveryQueue(options, budget, ledger, clientId, diary);
    Inflight inflight = new Inflight(options, budget, diary);
    queue.belongsTo(new FromDisk(this));
    this.outbound = new Outbound(queue, inflight, reading, diary);
    this.admission = new Admission(this, options);
  }

  /** The Client Identifier. */
  public String clientId() {
    return clientId;
  }

  /**
   * A connection takes the session over, corked. Whoever had it is told to go {@code
   * [MQTT-3.1.4-3]}, and what was to happen after an earlier departure is called off; the caller
   * decides about the Will that is answered.
   */
  public Attachment attach(Visit visit) {
    return locked(() -> {
      displace();
      Attachment attachment = new Attachment(this, ++epoch, wills.replace(visit.testament()));
      outlet = visit.outlet();
      straight = null;
      corked = true;
      expirySeconds = visit.expirySeconds();
      Permit permit = new Permit(visit.mayReceive());
      way = new Way(visit.outlet(), permit);
      reading.allow(permit);
      outbound.resume(Math.min(options.inflight(), visit.receiveMaximum()));
      callOffDeparture();
      diary.mayBegin(visit.kept());
      Archive.attached(this);
      changed.signalAll();
      return attachment;
    });
  }

  /** Counts what is dropped of the client's messages. */
  public Drops drops() {
    return ledger;
  }

  /** Who came and went. */
  public History history() {
    return history;
  }

  /** What the client may get, as long as no other one attaches. */
  public Permit permit() {
    return reading.permit();
  }

  /** The connection that is attached, or null. */
  public @Nullable Outlet outlet() {
    return locked(() -> outlet);
  }

  /**
   * The session is over: nothing is delivered any more, and whoever is attached is told to go.
   * Answers what must be cleaned up; a second call finds nothing.
   */
  public Remains end() {
    return locked(() -> {
      displace();
      ended = true;
      diary.ending();
      Remains remains = new Remains(this, wills.take(), subscriptions.clear(), outbound.end());
      outlet = null;
      Archive.ended(this);
      updateStraight();
      epoch++;
      callOffDeparture();
      changed.signalAll();
      return remains;
    });
  }

  /** Takes the Will out, to be published; null when there is none. */
  public @Nullable Testament takeWill() {
    return locked(wills::take);
  }

  /** What the session is subscribed to, at this moment. */
  public List<Subscription> subscriptions() {
    return locked(() -> subscriptions.all());
  }

  /** The subscription with this filter, at this moment, or null. */
  public @Nullable Subscription subscription(TopicFilter filter) {
    return locked(() -> subscriptions.get(filter));
  }

  /** Notes that the session takes messages from a share group, or no longer does. */
  public void member(Delivery.Origin group, boolean joined) {
    locked(() -> joined ? subscriptions.groups().add(group) : subscriptions.groups().remove(group));
  }

  /** Seconds that the session outlives its connection. */
  public long expirySeconds() {
    return locked(() -> expirySeconds);
  }

  /** Sends what may be sent, as {@link Outbound#pump}; the caller holds the lock. */
  boolean pump(Outlet to, Shuttle shuttle) {
    long before = outbound.queue().bytes();
    boolean unfinished = outbound.pump(to, shuttle);
    updateStraight();
    if (outbound.queue().bytes() < before) {
      changed.signalAll();
    }
    return unfinished;
  }

  /** The share groups that may hand over a message; the caller holds the lock. */
  List<Delivery.Origin> hungryFor() {
    boolean hungry = outlet != null && !corked && outbound.wantsMore();
    return hungry ? List.copyOf(subscriptions.groups()) : List.of();
  }

  private <T extends @Nullable Object> T locked(Supplier<T> question) {
    lock.lock();
    try {
      return question.get();
    } finally {
      lock.unlock();
    }
  }

  void updateStraight() {
    boolean free = !corked && outbound.queue().qos0() == 0 && !outbound.hasFeeds();
    way = outlet == null ? null : way;
    straight = free ? way : null;
  }

  /**
   * Before its hold becomes stale: from then on no answer reaches the client, which could take it
   * for the session's. An acknowledgement that the session knows nothing of would lose a message.
   */
  private void displace() {
    if (outlet != null) {
      outlet.end(
          ReasonCode.SESSION_TAKEN_OVER, "another connection came with its Client Identifier");
      ledger.settle(outlet);
    }
  }

  private void callOffDeparture() {
    if (departure != null) {
      departure.cancel();
      departure = null;
    }
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // each attachment has its own permit
  public Outcome deliver(Message message, Terms terms, Shuttle shuttle) {
    Permit asked = reading.permit();
    if (!asked.covers(message.topic())) {
      return reading.denied(message, terms.qos());
    }
    Way free = terms.qos() == Qos.AT_MOST_ONCE ? straight : null;
    if (free != null && free.permit() == asked) {
      return free.outlet().publish(message, terms, false, 0, shuttle);
    }
    lock.lock();
    try {
      return reading.stillAllows(message.topic(), asked)
          ? admission.accept(message, terms, shuttle)
          : reading.denied(message, terms.qos());
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes a message of a share group if it can go out at once, and answers what became of it;
   * {@link Outcome#FULL} if it can not, or may not because another client has come than was asked.
   */
  public Outcome offer(
      Message message, Terms terms, Delivery.Origin origin, Permit asked, Shuttle shuttle) {
    lock.lock();
    try {
      return reading.stillAllows(message.topic(), asked)
          ? admission.offer(new Delivery(message, terms, origin), shuttle)
          : Outcome.FULL;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean wouldWait(Message message, Terms terms, Shuttle shuttle) {
    return locked(() -> admission.wouldWait(message, terms, shuttle));
  }

  @Override
  public long awaitRoom(Message message, long nanos) {
    return locked(() -> admission.awaitRoom(message, nanos));
  }

  /** The client's own thread waits for room there, or no longer: nobody may wait in a circle. */
  void waitsFor(@Nullable Subscriber other) {
    locked(() -> {
      waitsFor = other;
      changed.signalAll();
      return true;
    });
  }

  /** Whether waiting for room makes sense: there is a client, and its thread takes what it says. */
  boolean mayMakeRoom() {
    return outlet != null && !ended && waitsFor == null;
  }
}
