package io.heddle.hook;

import io.heddle.api.Client;
import io.heddle.api.ConnectInterceptor;
import io.heddle.api.ConnectRequest;
import io.heddle.api.ConnectionInterceptor;
import io.heddle.api.Hook;
import io.heddle.api.Peer;
import io.heddle.api.PublishInterceptor;
import io.heddle.api.Statistics;
import io.heddle.api.SubscribeInterceptor;
import io.heddle.api.Terms;
import io.heddle.api.UnsubscribeInterceptor;
import io.heddle.api.Verdict;
import io.heddle.api.WillInterceptor;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Subscription;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Asks interceptors, on the thread of the caller, which may block: it holds no lock, and has
 * nothing to be sent that others wait for. Each has its time, see {@link HookOptions}; one that
 * takes longer, throws or answers null has denied. Safe for use by any thread.
 *
 * <p>Every answer is the final one of all of a kind: allowed unchanged, changed to the last value,
 * denied or dropped. Where nobody is registered it costs one look.
 */
public final class Interceptors {
  private final Clockwork clockwork;
  private final Watch watch;
  private final AtomicBoolean watched = new AtomicBoolean();
  private final ConcurrentMap<Key, Work> works = new ConcurrentHashMap<>();
  private final Chain<ConnectionInterceptor, Peer, Peer> connections;
  private final Chain<ConnectInterceptor, ConnectRequest, Terms> connects;
  private final Chain<SubscribeInterceptor, Client, Subscription> subscribes;
  private final Chain<UnsubscribeInterceptor, Client, TopicFilter> unsubscribes;
  private final Chain<PublishInterceptor, Client, Message> publishes;
  private final Chain<WillInterceptor, Client, Message> wills;

  /** Written by whoever adds or removes a hook. */
  private volatile boolean publishesWait;

  /** Whose work. */
  private record Key(String name, Kind kind) {}

  /** Those that there are, as they come and go. */
  public Interceptors(Hooks hooks, HookOptions options, Clockwork clockwork) {
    this.clockwork = clockwork;
    this.watch = new Watch(clockwork, options.timeout());
    connections =
        new Chain<>(
            ConnectionInterceptor.class,
            Kind.CONNECTION,
            (hook, who, peer) -> hook.onConnection(peer),
            watch);
    connects =
        new Chain<>(ConnectInterceptor.class, Kind.CONNECT, ConnectInterceptor::onConnect, watch);
    subscribes =
        new Chain<>(
            SubscribeInterceptor.class, Kind.SUBSCRIBE, SubscribeInterceptor::onSubscribe, watch);
    unsubscribes =
        new Chain<>(
            UnsubscribeInterceptor.class,
            Kind.UNSUBSCRIBE,
            UnsubscribeInterceptor::onUnsubscribe,
            watch);
    publishes = new Chain<>(PublishInterceptor.class, Kind.PUBLISH, new OfMessages(), watch);
    wills = new Chain<>(WillInterceptor.class, Kind.WILL, WillInterceptor::onWill, watch);
    hooks.onChange(this::set);
  }

  /** Nobody, ever. */
  public static Interceptors none() {
    return new Interceptors(
        new Hooks(),
        HookOptions.USUAL,
        new Clockwork() {
          @Override
          public long nanos() {
            return 0;
          }

          @Override
          public void every(Duration pause, Runnable action) {
            // There is nothing to be looked at.
          }

          @Override
          public void aside(Runnable work) {
            work.run();
          }
        });
  }

  private void set(List<Hooks.Registered> all) {
    for (Chain<?, ?, ?> chain :
        List.of(connections, connects, subscribes, unsubscribes, publishes, wills)) {
      chain.set(all, this::work);
      if (!chain.isEmpty() && watched.compareAndSet(false, true)) {
        watch.start();
      }
    }
    publishesWait = publishes.anyMatch(Interceptors::waits);
  }

  private Work work(String name, Kind kind) {
    return works.computeIfAbsent(new Key(name, kind), key -> new Work(name, kind, clockwork));
  }

  /** Whether anybody is asked about such things at this moment. */
  public boolean ask(Kind kind) {
    return switch (kind) {
      case CONNECTION -> !connections.isEmpty();
      case CONNECT -> !connects.isEmpty();
      case SUBSCRIBE -> !subscribes.isEmpty();
      case UNSUBSCRIBE -> !unsubscribes.isEmpty();
      case PUBLISH -> !publishes.isEmpty();
      case WILL -> !wills.isEmpty();
    };
  }

  /** About a connection that was accepted. */
  public Verdict<Peer> connection(Peer peer) {
    return connections.decide(peer, peer);
  }

  private static boolean waits(PublishInterceptor hook) {
    try {
      return hook.waits();
    } catch (Throwable fault) {
      return true; // What it does when it is asked counts.
    }
  }

  /** Whether whoever is asked about a message may wait. */
  public boolean mayWaitOverMessages() {
    return publishesWait;
  }

  /** Whether anybody is to be asked about messages of a client to this topic. */
  public boolean askAbout(Client client, TopicName topic) {
    return publishes.anyMatch(hook -> concerns(hook, client, topic));
  }

  private static boolean concerns(PublishInterceptor hook, Client client, TopicName topic) {
    try {
      return hook.concerns(client, topic);
    } catch (Throwable fault) {
      return true; // It is asked, and what it does then is counted.
    }
  }

  /** The names of those who would be asked about messages of a client to this topic. */
  public List<String> askedAbout(Client client, TopicName topic) {
    return publishes.names(hook -> concerns(hook, client, topic));
  }

  /**
   * What those make of a message that only answer; nothing is counted.
   *
   * @param unasked gets the names of the others that it concerns
   */
  public Verdict<Message> rehearse(Client client, Message message, List<String> unasked) {
    return publishes.rehearse(client, message, Hook::isPure, unasked);
  }

  /** The same about a subscription. */
  public Verdict<Subscription> rehearse(
      Client client, Subscription subscription, List<String> unasked) {
    return subscribes.rehearse(client, subscription, Hook::isPure, unasked);
  }

  /** The names of those who would be asked about such things at this moment. */
  public List<String> asked(Kind kind) {
    return switch (kind) {
      case CONNECTION -> connections.names(any -> true);
      case CONNECT -> connects.names(any -> true);
      case SUBSCRIBE -> subscribes.names(any -> true);
      case UNSUBSCRIBE -> unsubscribes.names(any -> true);
      case PUBLISH -> publishes.names(any -> true);
      case WILL -> wills.names(any -> true);
    };
  }

  /** Those whom a message does not concern are passed over, whoever else is asked about it. */
  private static final class OfMessages
      implements Chain.Question<PublishInterceptor, Client, Message> {
    @Override
    public Verdict<Message> ask(PublishInterceptor hook, Client who, Message what)
        throws Exception {
      return hook.onPublish(who, what);
    }

    @Override
    public boolean concerns(PublishInterceptor hook, Client who, Message what) {
      return Interceptors.concerns(hook, who, what.topic());
    }
  }

  /** About the terms of a client that is authenticated. */
  public Verdict<Terms> connect(ConnectRequest request, Terms terms) {
    return connects.decide(request, terms);
  }

  /** About a filter that a client subscribes to. */
  public Verdict<Subscription> subscribe(Client client, Subscription subscription) {
    return subscribes.decide(client, subscription);
  }

  /** About a filter that a client unsubscribes from. */
  public Verdict<TopicFilter> unsubscribe(Client client, TopicFilter filter) {
    return unsubscribes.decide(client, filter);
  }

  /** About a message that a client publishes. */
  public Verdict<Message> publish(Client client, Message message) {
    return publishes.decide(client, message);
  }

  /** About a Will that is about to be published. */
  public Verdict<Message> will(Client client, Message will) {
    return wills.decide(client, will);
  }

  /** What those did that are or were registered, by their names. */
  public List<Statistics.HookCalls> figures() {
    return works.values().stream()
        .map(Work::figures)
        .sorted(
            Comparator.comparing(Statistics.HookCalls::name)
                .thenComparing(Statistics.HookCalls::kind))
        .toList();
  }
}
