package io.heddle.hook;

import io.heddle.api.Client;
import io.heddle.api.ClientInfo;
import io.heddle.api.DropReason;
import io.heddle.api.Login;
import io.heddle.api.Observer;
import io.heddle.api.Peer;
import io.heddle.api.SessionEnd;
import io.heddle.api.Statistics;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.ReasonCode;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All observers of a broker, as one. Safe for use by any thread.
 *
 * <p>What is told on a thread of the observer takes no lock, and may be told under any; everything
 * else calls the observers on this thread, which must hold none. Whom to tell is known beforehand
 * for each {@link Happening}: when it is nobody, that costs a look at an empty array.
 */
public final class Observers implements AutoCloseable {
  /** Nobody, for ever. */
  public static final Observers NONE =
      new Observers(new Watchers(new Backlog(1, 1), (name, work) -> {}, () -> 0));

  private final Watchers watchers;

  /**
   * What went wrong with the hooks of one name.
   *
   * @param missed events that they were not told, because they were too slow
   * @param failures calls in which they threw
   */
  public record Figures(long missed, long failures) {
    Figures plus(Figures other) {
      return new Figures(missed + other.missed, failures + other.failures);
    }
  }

  private Observers(Watchers watchers) {
    this.watchers = watchers;
  }

  /**
   * The observers among these hooks, now and after every change.
   *
   * @param queue what may wait for one observer
   * @param threads starts work that mostly waits, on a virtual thread of this name
   * @param nanos a clock that never jumps
   */
  public static Observers of(
      Hooks hooks, Backlog queue, BiConsumer<String, Runnable> threads, LongSupplier nanos) {
    Watchers watchers = new Watchers(queue, threads, nanos);
    hooks.onChange(watchers::change);
    return new Observers(watchers);
  }

  /** Whether anybody wants to be told. */
  public boolean watches(Happening happening) {
    return watchers.of(happening).length > 0;
  }

  private void now(Happening happening, Consumer<Observer> event) {
    for (Watcher each : watchers.of(happening)) {
      each.now(happening, event);
    }
  }

  private void later(Happening happening, @Nullable Message message, Consumer<Observer> event) {
    for (Watcher each : watchers.of(happening)) {
      each.later(happening, message, event);
    }
  }

  /** As {@link Observer#refused}, on this thread. */
  public void refused(Login login, ReasonCode reason, String words) {
    now(Happening.REFUSED, observer -> observer.refused(login, reason, words));
  }

  /** As {@link Observer#connected}, on this thread. */
  public void connected(ClientInfo client) {
    now(Happening.CONNECTED, observer -> observer.connected(client));
  }

  /** As {@link Observer#sessionCreated}, on this thread. */
  public void sessionCreated(ClientInfo client) {
    now(Happening.SESSION_CREATED, observer -> observer.sessionCreated(client));
  }

  /** As {@link Observer#sessionResumed}, on this thread. */
  public void sessionResumed(ClientInfo client) {
    now(Happening.SESSION_RESUMED, observer -> observer.sessionResumed(client));
  }

  /** As {@link Observer#reauthenticated}, on this thread. */
  public void reauthenticated(Client client) {
    now(Happening.REAUTHENTICATED, observer -> observer.reauthenticated(client));
  }

  /** As {@link Observer#subscribed}, on this thread. */
  public void subscribed(Client client, Subscription subscription) {
    now(Happening.SUBSCRIBED, observer -> observer.subscribed(client, subscription));
  }

  /** As {@link Observer#unsubscribed}, on this thread. */
  public void unsubscribed(Client client, TopicFilter filter) {
    now(Happening.UNSUBSCRIBED, observer -> observer.unsubscribed(client, filter));
  }

  /** As {@link Observer#published}, on this thread. */
  public void published(Client client, Message message) {
    now(Happening.PUBLISHED, observer -> observer.published(client, message));
  }

  /** As {@link Observer#disconnected}, on this thread. */
  public void disconnected(
      Peer peer, @Nullable ClientInfo client, ReasonCode reason, String words) {
    now(Happening.DISCONNECTED, observer -> observer.disconnected(peer, client, reason, words));
  }

  /** As {@link Observer#delivered}, soon. */
  public void delivered(String clientId, Message message) {
    if (watches(Happening.DELIVERED)) {
      later(Happening.DELIVERED, message, observer -> observer.delivered(clientId, message));
    }
  }

  /** As {@link Observer#acknowledged}, soon. */
  public void acknowledged(String clientId, Message message) {
    if (watches(Happening.ACKNOWLEDGED)) {
      later(Happening.ACKNOWLEDGED, message, observer -> observer.acknowledged(clientId, message));
    }
  }

  /** As {@link Observer#dropped}, soon. */
  public void dropped(String clientId, Message message, DropReason reason) {
    if (watches(Happening.DROPPED)) {
      later(Happening.DROPPED, message, observer -> observer.dropped(clientId, message, reason));
    }
  }

  /** As {@link Observer#sessionEnded}, soon. */
  public void sessionEnded(String clientId, SessionEnd reason) {
    later(Happening.SESSION_ENDED, null, observer -> observer.sessionEnded(clientId, reason));
  }

  /** As {@link Observer#willPublished}, soon. */
  public void willPublished(String clientId, Message will) {
    later(Happening.WILL_PUBLISHED, will, observer -> observer.willPublished(clientId, will));
  }

  /** What went wrong, by the names of hooks; counted since the broker started. */
  public Map<String, Figures> figures() {
    return watchers.figures();
  }

  /** What they were told, by the names of hooks and by what; counted since the broker started. */
  public List<Statistics.ObserverCalls> calls() {
    return watchers.calls();
  }

  /**
   * The broker has stopped: tells that last, and waits until everything is told, for a second at
   * most. An observer that is still busy then is interrupted. Nobody is told anything any more.
   */
  @Override
  public void close() {
    watchers.close();
  }
}
