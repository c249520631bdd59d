package io.heddle.broker;

import io.heddle.hook.Interceptors;
import io.heddle.hook.Observers;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import io.heddle.session.DeliveryQueue;
import io.heddle.session.Diary;
import io.heddle.session.Foresight;
import io.heddle.session.Kept;
import io.heddle.session.Ledger;
import io.heddle.session.QueueBudget;
import io.heddle.session.Session;
import io.heddle.session.SessionStore;
import io.heddle.session.Shelf;
import io.heddle.session.Shuttle;
import io.heddle.session.Subscriber;
import io.heddle.topic.Matches;
import io.heddle.topic.SubscriptionTrie;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The broker without its connections: builds the parts of this room and holds them together. Safe
 * for use by any thread.
 */
public final class Core {
  private static final Duration SWEEP = Duration.ofSeconds(30);
  private static final Duration HEARTBEAT = Duration.ofSeconds(1);

  private final BrokerOptions options;
  private final Machine machine;
  private final Counters counters = new Counters();
  private final Witness witness;
  private final SubscriptionTrie<Subscriber> trie;
  private final QueueBudget budget;
  private final RetainedStore retained;
  private final Router router;
  private final ShareGroups groups;
  private final Subscribing subscribing;
  private final Sweep asking;
  private final Registry registry;
  private final Sessions sessions;
  private final Interceptors interceptors;
  private final SessionStore store;
  private final Shelf shelf;

  /** A broker with nobody connected, and nobody who is asked about clients. */
  public Core(BrokerOptions options, Machine machine) {
    this(options, machine, Observers.NONE, Interceptors.none());
  }

  /** A broker with nobody connected, and nobody who is asked about clients. */
  public Core(BrokerOptions options, Machine machine, Observers observers) {
    this(options, machine, observers, Interceptors.none());
  }

  /** A broker with nobody connected, which keeps everything in memory. */
  public Core(
      BrokerOptions options, Machine machine, Observers observers, Interceptors interceptors) {
    this(options, machine, observers, interceptors, SessionStore.NONE);
  }

  /** A broker with nobody connected. */
  public Core(
      BrokerOptions options,
      Machine machine,
      Observers observers,
      Interceptors interceptors,
      SessionStore store) {
    this.store = store;
    this.shelf = new Shelf(store);
    LastDrops last = new LastDrops(options.drops(), machine.clock());
    this.witness = new Witness(counters, observers, last, new Tracing(machine.clock()));
    this.options = options;
    this.interceptors = interceptors;
    this.machine = machine;
    this.trie = new SubscriptionTrie<>(machine.random().nextLong());
    this.budget = new QueueBudget(options.session().queueTotalBytes());
    this.retained = new RetainedStore(options, machine.clock(), witness, store);
    this.router = new Router(trie, retained, options.mergeOverlaps(), witness.tracing());
    this.groups = new ShareGroups(trie, this::newGroup);
    this.subscribing = new Subscribing(trie, groups, retained, options, counters);
    this.asking = new Sweep(machine.threads(), this::askAnew);
    this.registry = new Registry(options, budget, witness, machine.clock(), store);
    this.sessions = new Sessions(registry, router, subscribing, witness, interceptors, machine);
  }

  private ShareGroup newGroup() {
    Diary diary = new Diary(store);
    Ledger ledger = new Ledger(witness);
    DeliveryQueue queue = new DeliveryQueue(options.session(), budget, ledger, diary);
    return new ShareGroup(queue, diary, options.session().policy(), ledger);
  }

  /** Where what must outlive the process is written down. */
  public SessionStore store() {
    return store;
  }

  /** Where messages lie that nobody gets yet. */
  public Shelf shelf() {
    return shelf;
  }

  /** Takes up what an earlier process kept. Before anybody connects, and by one thread. */
  public void restore(Kept kept) {
    kept.retained().forEach(retained::restore);
    Map<Long, ShareGroup> known = new HashMap<>();
    for (Kept.OfGroup group : kept.groups()) {
      if (Shelf.isOne(group)) {
        shelf.restore(group);
      } else {
        known.put(group.journal().owner(), groups.restore(group));
      }
    }
    sessions.restore(kept, known::get);
    groups.endEmpty();
  }

  /** After {@link #restore}, when everybody is there who is asked: publishes Wills that are due. */
  public void resume() {
    sessions.resume();
  }

  /** Says again all that is so: what was written before is then no longer needed. Takes long. */
  public void stateAgain() {
    registry.stateAgain();
    groups.stateAgain();
    shelf.stateAgain();
    retained.stateAgain();
  }

  /** Drops the messages with these numbers, which the store has lost. Takes long. */
  public void giveUp(Set<Long> lost) {
    registry.giveUp(lost);
    groups.giveUp(lost);
    retained.giveUp(lost);
  }

  private void heartbeat() {
    if (counters.clientsConnected() > 0) {
      store.heartbeat();
    }
  }

  /**
   * Begins what is done at intervals: the $SYS topics, and forgetting expired retained messages.
   */
  public void start(String version) {
    Timer timer = machine.timer();
    timer.every(SWEEP, new Sweep(machine.threads(), retained::sweep)::begin);
    // Whoever is asked what clients may get, a web server for one, need not say that it has
    // changed.
    timer.every(SWEEP, asking::begin);
    timer.every(HEARTBEAT, this::heartbeat);
    if (!options.sysInterval().isZero()) {
      SysTopics topics = new SysTopics(this, version);
      topics.publish();
      timer.every(options.sysInterval(), topics::publish);
    }
  }

  /**
   * Publishes the Wills of all clients, connected and absent, because the process is about to end
   * and nothing is stored.
   *
   * @param most how long to wait for whoever is asked about them
   */
  public void publishWills(Duration most) {
    sessions.publishWills(most);
  }

  /**
   * What clients may get has changed: what waits in share groups goes to other members, or to
   * nobody. Begins that and returns at once.
   */
  public void rightsChanged() {
    asking.begin();
  }

  private void askAnew() {
    groups.askAnew(new Shuttle(machine.clock().millis()));
  }

  /** The rules, as the operator set them. */
  public BrokerOptions options() {
    return options;
  }

  /** Time, chance and threads. */
  public Machine machine() {
    return machine;
  }

  /** What happens later. */
  public Timer timer() {
    return machine.timer();
  }

  /** The time of day. */
  public InstantSource clock() {
    return machine.clock();
  }

  /** Who is asked at each step of a client's way. */
  public Interceptors interceptors() {
    return interceptors;
  }

  /** What is counted. */
  public Counters counters() {
    return counters;
  }

  /** What is counted and told of messages and sessions. */
  public Witness witness() {
    return witness;
  }

  /** Who gets what. */
  public Router router() {
    return router;
  }

  /** Who wants what. */
  public Subscribing subscribing() {
    return subscribing;
  }

  /** Who is who. */
  public Sessions sessions() {
    return sessions;
  }

  /** What is kept. */
  public RetainedStore retained() {
    return retained;
  }

  /** Who would be brought a message at this moment; nothing changes. */
  public Audience audience(Foresight.Sample sample) {
    return Audience.of(trie, options.session().policy(), sample);
  }

  /** The sessions that a message of this topic could reach, those of share groups included. */
  public Set<Session> matching(TopicName topic) {
    Matches<Subscriber> matches = new Matches<>(true);
    trie.match(topic, null, matches);
    Set<Session> found = new LinkedHashSet<>();
    for (int i = 0; i < matches.size(); i++) {
      switch (matches.get(i).subscriber()) {
        case Session session -> found.add(session);
        case ShareGroup group -> found.addAll(group.sessions());
        default -> {}
      }
    }
    return found;
  }

  /** The number of subscriptions, each share group counted once. */
  public long subscriptions() {
    return trie.size();
  }

  /** The number of share groups. */
  public int shareGroups() {
    return groups.size();
  }

  /** What there is of each share group, by its filter. */
  public Map<TopicFilter, GroupReport> shareGroupReports() {
    return groups.reports();
  }

  /** The messages that wait in all queues or are in flight, once for each receiver. */
  public long queuedMessages() {
    return budget.messages();
  }

  /** The bytes that wait in all queues or are in flight. */
  public long queuedBytes() {
    return budget.used();
  }

  /** What waits in all queues, and what is in flight. */
  public QueueBudget budget() {
    return budget;
  }
}
