package io.heddle.session;

import io.heddle.mqtt.Qos;
import io.heddle.mqtt.TopicFilter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sending side of a session: what waits, what is in flight, what comes again after a resume.
 * Guarded by the session's lock.
 *
 * <p>Three sources share the window, in this order: messages that were in flight when the client
 * was lost; then, in turn, the queue and the feeds of retained messages. A feed is read only at the
 * moment its message is sent, so a slow client never gets a retained value older than one that it
 * was sent live.
 */
final class Outbound {
  /** Messages that are sent without giving the lock and the processor to somebody else. */
  private static final int PORTION = 512;

  private final DeliveryQueue queue;
  private final Inflight inflight;
  private final ArrayDeque<Delivery> again = new ArrayDeque<>(0);

  /** In the order in which they came; a client may have one for each of its filters. */
  private final LinkedHashMap<TopicFilter, Feed> feeds = new LinkedHashMap<>(0);

  private final Reading reading;
  private final Diary diary;
  private Map<Delivery.Origin, List<Delivery>> returned = Map.of();
  private boolean feedsTurn = true;
  private boolean unfinished;

  Outbound(DeliveryQueue queue, Inflight inflight, Reading reading, Diary diary) {
    this.diary = diary;
    this.queue = queue;
    this.inflight = inflight;
    this.reading = reading;
  }

  DeliveryQueue queue() {
    return queue;
  }

  Inflight inflight() {
    return inflight;
  }

  /** Whether a new QoS 1 or 2 message may go out at once, overtaking nobody. */
  boolean isOpen(Outlet outlet) {
    return queue.isEmpty()
        && again.isEmpty()
        && windowOpen()
        && inflight.hasBudget()
        && outlet.hasRoom();
  }

  /** The exchange of a message is over; one that was yet to be sent again is no longer. */
  @Nullable Delivery over(@Nullable Delivery delivery) {
    if (delivery != null && !again.isEmpty()) {
      again.remove(delivery);
    }
    return delivery;
  }

  /** Sends a message that nothing waits before. */
  Outcome send(Delivery delivery, Outlet outlet, Shuttle shuttle) {
    if (delivery.qos() == Qos.AT_MOST_ONCE) {
      return outlet.publish(delivery.message(), delivery.terms(), false, 0, shuttle);
    }
    int packetId = inflight.add(delivery, shuttle);
    Outcome outcome =
        outlet.publish(delivery.message(), delivery.terms(), false, packetId, shuttle);
    if (outcome == Outcome.DROPPED) {
      inflight.remove(delivery);
    }
    return outcome;
  }

  /**
   * What was in flight is sent again with its identifiers {@code [MQTT-4.4.0-1]}, unless the client
   * may not get it any more, or is another one that may not, see {@link #takeReturned}: first the
   * PUBRELs, which no window may hold up {@code [MQTT-3.3.4-10]}, then the messages, each in their
   * order {@code [MQTT-4.6.0-1]}.
   */
  void resume(int window) {
    inflight.limit(window);
    again.clear();
    List<Delivery> all = inflight.inOrder();
    all.forEach(delivery -> addAgain(delivery, Delivery.State.RELEASED));
    all.forEach(delivery -> addAgain(delivery, Delivery.State.SENT));
  }

  private void addAgain(Delivery delivery, Delivery.State state) {
    if (delivery.state == state) {
      again.addLast(delivery);
    }
  }

  /**
   * Sends what may be sent: as long as the window is open and the outlet has room. Answers whether
   * it stopped before the end, after a good portion or a long search: call it again then, after
   * letting the lock go.
   */
  boolean pump(Outlet outlet, Shuttle shuttle) {
    unfinished = false;
    boolean sent = true;
    for (int i = 0; sent && i < PORTION; i++) {
      sent = again.isEmpty() ? sendNext(outlet, shuttle) : sendAgain(outlet, shuttle);
    }
    unfinished |= sent;
    return unfinished;
  }

  /** Whether the last {@link #pump} stopped before the end. */
  boolean isUnfinished() {
    return unfinished;
  }

  private boolean sendAgain(Outlet outlet, Shuttle shuttle) {
    Delivery delivery = again.peekFirst();
    boolean release = delivery != null && delivery.state == Delivery.State.RELEASED;
    if (delivery == null || !release && !windowOpen() || !outlet.hasRoom()) {
      return false;
    }
    again.removeFirst();
    if (inflight.get(delivery.packetId) != delivery) {
      return true;
    }
    if (release) {
      outlet.pubrel(delivery.packetId, shuttle);
    } else if (!isReturned(delivery)
        && (reading.denies(delivery.message(), delivery.qos())
            || outlet.publish(
                    delivery.message(), delivery.terms(), true, delivery.packetId, shuttle)
                == Outcome.DROPPED)) {
      inflight.remove(delivery);
    }
    return true;
  }

  /** What was sent at QoS 2 goes to nobody else. It stays in its place until the group has it. */
  private boolean isReturned(Delivery delivery) {
    Delivery.@Nullable Origin origin = delivery.origin();
    boolean goes =
        origin != null
            && delivery.qos() == Qos.AT_LEAST_ONCE
            && !reading.allows(delivery.message().topic());
    if (goes) {
      delivery.state = Delivery.State.RETURNED;
      returned = returned.isEmpty() ? new LinkedHashMap<>() : returned;
      returned.computeIfAbsent(origin, any -> new ArrayList<>()).add(delivery);
    }
    return goes;
  }

  /** Whether there is something to be returned. */
  boolean hasReturned() {
    return !returned.isEmpty();
  }

  /**
   * The messages that another member of their share group is to get, because the client may not get
   * them any more; each is answered once, and then {@link #handedBack}.
   */
  Map<Delivery.Origin, List<Delivery>> takeReturned() {
    Map<Delivery.Origin, List<Delivery>> taken = returned;
    returned = Map.of();
    return taken;
  }

  /** Their share groups have them, and it is written there. */
  void handedBack(List<Delivery> messages) {
    messages.forEach(inflight::handOver);
  }

  private boolean sendNext(Outlet outlet, Shuttle shuttle) {
    if (queue.isEmpty() && feeds.isEmpty() || !outlet.hasRoom()) {
      return false;
    }
    return feedsTurn
        ? sendFromFeed(outlet, shuttle) || sendFromQueue(outlet, shuttle)
        : sendFromQueue(outlet, shuttle) || sendFromFeed(outlet, shuttle);
  }

  private boolean sendFromQueue(Outlet outlet, Shuttle shuttle) {
    Delivery first = queue.peek(shuttle.now());
    if (first == null || first.qos() != Qos.AT_MOST_ONCE && !windowOpen()) {
      return false;
    }
    queue.remove(first);
    feedsTurn = true;
    if (reading.denies(first.message(), first.qos())) {
      diary.gone(first);
    } else {
      send(first, outlet, shuttle);
    }
    return true;
  }

  private boolean sendFromFeed(Outlet outlet, Shuttle shuttle) {
    while (windowOpen() && !unfinished) {
      Map.Entry<TopicFilter, Feed> first = feeds.firstEntry();
      if (first == null) {
        return false;
      }
      Feed feed = first.getValue();
      Delivery next = feed.next();
      if (next != null) {
        feedsTurn = false;
        diary.lent(next, shuttle);
        send(next, outlet, shuttle);
        return true;
      }
      if (feed.isReading()) {
        return false;
      }
      if (!feed.atEnd()) {
        unfinished = true;
      } else {
        feeds.pollFirstEntry();
      }
    }
    return false;
  }

  /** What is to be sent again does not fill the window before it is sent. */
  private boolean windowOpen() {
    return again.isEmpty() ? inflight.hasRoom() : inflight.hasRoom(again.size());
  }

  /** Whether a share group may hand over a message. */
  boolean wantsMore() {
    return queue.isEmpty() && again.isEmpty() && inflight.hasRoom();
  }

  /** A new feed, in place of an older one for the same filter. */
  void feed(Feed feed) {
    cancelFeed(feed.filter());
    feeds.put(feed.filter(), feed);
  }

  boolean hasFeeds() {
    return !feeds.isEmpty();
  }

  void cancelFeed(TopicFilter filter) {
    feeds.remove(filter);
  }

  /**
   * The session ends: empties everything and answers the messages that another member of their
   * share group is to get. What was sent at QoS 2 goes to nobody else {@code [MQTT-4.8.2-5]}.
   */
  Map<Delivery.Origin, List<Delivery>> end() {
    Map<Delivery.Origin, List<Delivery>> orphans = new LinkedHashMap<>(takeReturned());
    for (Delivery delivery : inflight.inOrder()) {
      Delivery.@Nullable Origin origin = delivery.origin();
      if (delivery.state == Delivery.State.RETURNED) {
        continue; // its group is getting it
      }
      if (origin != null && delivery.qos() == Qos.AT_LEAST_ONCE) {
        delivery.state = Delivery.State.RETURNED;
        orphans.computeIfAbsent(origin, any -> new ArrayList<>()).add(delivery);
        continue;
      }
      if (delivery.state != Delivery.State.RELEASED) {
        queue.dropped(DropReason.SESSION_ENDED, delivery);
      }
      inflight.remove(delivery);
    }
    again.clear();
    feeds.clear();
    queue.clear(DropReason.SESSION_ENDED);
    return orphans;
  }
}
