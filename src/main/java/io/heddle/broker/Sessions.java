package io.heddle.broker;

import io.heddle.hook.Interceptors;
import io.heddle.hook.Kind;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.ReasonCode;
import io.heddle.session.Archive;
import io.heddle.session.Attachment;
import io.heddle.session.Cancellable;
import io.heddle.session.Delivery;
import io.heddle.session.Kept;
import io.heddle.session.Remains;
import io.heddle.session.Session;
import io.heddle.session.Shuttle;
import io.heddle.session.Testament;
import io.heddle.session.Visit;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Coming and going: takeover, Wills, expiry. Safe for use by any thread; holds no lock while it
 * publishes or ends a connection.
 *
 * <p>A Will is published when its client leaves without DISCONNECT, after its delay or at the end
 * of the session, whichever is first, and not at all when the client resumes before that {@code
 * [MQTT-3.1.2-8] [MQTT-3.1.3-9]}.
 */
public final class Sessions {
  /** The Session Expiry Interval that means for ever. */
  public static final long FOR_EVER = 0xFFFF_FFFFL;

  private final Registry registry;
  private final Router router;
  private final Subscribing subscribing;
  private final Witness witness;
  private final Timer timer;
  private final InstantSource clock;
  private final Machine machine;
  private final Interceptors interceptors;

  /** Belongs to the thread that starts the broker. */
  private final Comeback comeback;

  /** Written once, when the process is about to end. */
  private volatile boolean closing;

  Sessions(
      Registry registry,
      Router router,
      Subscribing subscribing,
      Witness witness,
      Interceptors interceptors,
      Machine machine) {
    this.interceptors = interceptors;
    this.machine = machine;
    this.registry = registry;
    this.router = router;
    this.subscribing = subscribing;
    this.witness = witness;
    this.timer = machine.timer();
    this.clock = machine.clock();
    this.comeback = new Comeback(registry, subscribing);
  }

  /**
   * A client's hold on its session.
   *
   * @param present whether CONNACK says Session Present
   * @param foreign whose session, in words, had to make way because it is another user's; null when
   *     there is none
   */
  public record Arrival(Attachment attachment, boolean present, @Nullable String foreign) {}

  /**
   * A client comes, and takes over from whoever is connected with its Client Identifier.
   *
   * <p>A Will without delay that is still there is published also when nobody was connected: its
   * client was just lost, and the thread that was to publish it came too late.
   *
   * @param owner the name that the client was authenticated under; null for an anonymous one
   * @return null when the client has no session and there are as many as may be
   */
  public @Nullable Arrival arrive(
      String clientId, boolean cleanStart, @Nullable String owner, Visit visit) {
    Registry.@Nullable Claim claim = registry.claim(clientId, cleanStart, owner, visit);
    if (claim == null) {
      witness.counters().add(Counters.Count.SESSIONS_REFUSED, 1);
      return null;
    }
    if (claim.ended() != null) {
      cleanUp(claim.ended());
    }
    Testament old = claim.attachment().takeDisplacedWill();
    if (old != null) {
      publish(claim.attachment().session(), old);
    }
    return new Arrival(claim.attachment(), claim.resumed(), claim.foreign());
  }

  /** A connection is gone. */
  public void leave(Attachment attachment, boolean keepWill) {
    Registry.Leave leave = registry.leave(attachment, keepWill);
    if (!leave.last()) {
      return;
    }
    if (leave.ended() != null) {
      cleanUp(leave.ended());
      return;
    }
    if (!(closing && registry.keeps())) {
      departed(attachment, Duration.ZERO);
    }
  }

  /** What is to happen unless the client returns, who left so long ago. */
  private void departed(Attachment attachment, Duration ago) {
    List<Cancellable> later = new ArrayList<>();
    long expiry = attachment.session().expirySeconds();
    long delay = attachment.willDelaySeconds();
    if (delay >= 0 && ago.toSeconds() >= delay) {
      publishWill(attachment);
    } else if (delay > 0 && delay < expiry) {
      later.add(timer.after(left(delay, ago), () -> publishWill(attachment)));
    }
    if (expiry != FOR_EVER) {
      later.add(timer.after(left(expiry, ago), () -> expire(attachment)));
    }
    attachment.departed(() -> later.forEach(Cancellable::cancel));
  }

  private static Duration left(long seconds, Duration gone) {
    return Duration.ofSeconds(seconds).minus(gone);
  }

  /**
   * Takes up what an earlier process kept. Whoever was connected at its end left at its last sign
   * of life; whose time is over since then is cleaned up.
   */
  void restore(Kept kept, LongFunction<Delivery.@Nullable Origin> groups) {
    comeback.restore(kept, groups, clock.millis());
  }

  /** After {@link #restore}: publishes Wills whose time came while nobody was there. */
  void resume() {
    comeback.resume(this::publish, this::cleanUp, this::departed);
  }

  private void publishWill(Attachment attachment) {
    Testament left = attachment.takeWill();
    if (left != null) {
      publish(attachment.session(), left);
    }
  }

  private void expire(Attachment attachment) {
    Remains remains = registry.expire(attachment);
    if (remains != null) {
      cleanUp(remains);
    }
  }

  private void cleanUp(Remains remains) {
    Session session = remains.session();
    Shuttle shuttle = new Shuttle(clock.millis());
    subscribing.remove(session, remains.subscriptions(), shuttle);
    Archive.handBack(session, remains.orphans(), shuttle);
    registry.forgetIfGone(session);
    shuttle.flush();
    if (remains.testament() != null) {
      publish(session, remains.testament());
    }
  }

  /** Where somebody is to be asked it is on a thread of its own: he may block. */
  private void publish(Session session, Testament left) {
    if (interceptors.ask(Kind.WILL)) {
      machine
          .threads()
          .startAfresh("heddle-will " + session.clientId(), () -> publishNow(session, left));
    } else {
      publishNow(session, left);
    }
  }

  private void publishNow(Session session, Testament left) {
    Message will = left.will().toMessage(clock.millis(), session.clientId());
    Message message = left.review().review(will);
    Shuttle shuttle = new Shuttle(clock.millis());
    registry.together(() -> {
      if (message != null) {
        router.publisher(session, shuttle).publishAnyway(message);
      }
      Archive.willIsOut(session, left);
    });
    registry.forgetIfGone(session);
    if (message != null) {
      witness.observers().willPublished(session.clientId(), message);
      shuttle.flush();
    }
  }

  /**
   * Publishes the Wills of all clients, connected and absent, whose session ends with the process,
   * because that is about to end. Others wait for the next one.
   *
   * @param most how long to wait for whoever is asked about them
   */
  void publishWills(Duration most) {
    boolean asks = interceptors.ask(Kind.WILL);
    closing = true;
    Unfinished unfinished = new Unfinished();
    for (Session session : registry.all()) {
      boolean waits = Archive.isKept(session) && session.expirySeconds() > 0;
      Testament left = waits ? null : session.takeWill();
      if (left != null && asks) {
        machine
            .threads()
            .startAfresh(
                "heddle-will " + session.clientId(),
                unfinished.counting(() -> publishNow(session, left)));
      } else if (left != null) {
        publishNow(session, left);
      }
    }
    // What is not published by then is lost, as with any other end of the process.
    unfinished.await(most);
  }

  /**
   * Ends a session from outside, with its connection if there is one, which is told this reason.
   * Answers false when there is none.
   */
  public boolean remove(String clientId, ReasonCode reason, String words) {
    Remains remains = registry.remove(clientId, reason, words);
    if (remains == null) {
      return false;
    }
    cleanUp(remains);
    return true;
  }

  /** All sessions; weakly consistent. */
  public Collection<Session> all() {
    return registry.all();
  }

  /** Those of this Client Identifier and behind it, in order; weakly consistent. */
  public Collection<Session> from(String clientId) {
    return registry.from(clientId);
  }

  /** The session of a client, or null. */
  public @Nullable Session find(String clientId) {
    return registry.find(clientId);
  }

  /** How many sessions there are, of connected and absent clients. */
  public int count() {
    return registry.size();
  }
}
