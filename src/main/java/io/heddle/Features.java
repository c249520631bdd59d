package io.heddle;

import io.heddle.api.Hook;
import io.heddle.api.Services;
import io.heddle.api.Statistics;
import io.heddle.broker.Core;
import io.heddle.broker.Machine;
import io.heddle.builtin.AutoSubscribe;
import io.heddle.builtin.AutoSubscription;
import io.heddle.builtin.Delayed;
import io.heddle.builtin.DelayedOptions;
import io.heddle.builtin.Keeping;
import io.heddle.builtin.RewriteFilters;
import io.heddle.builtin.RewriteRule;
import io.heddle.builtin.RewriteTopics;
import io.heddle.builtin.Timepiece;
import io.heddle.config.Configuration;
import io.heddle.hook.Hooks;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.TopicName;
import io.heddle.session.Cancellable;
import io.heddle.session.Delivery;
import io.heddle.session.DropReason;
import io.heddle.session.Shelf;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the broker brings as hooks, as far as the configuration wants it. Begun by the thread that
 * starts the broker; after that safe for use by any.
 */
final class Features implements AutoCloseable {
  private final Configuration configuration;

  /** Written once by the thread that starts the broker, read by any. */
  private volatile @Nullable Delayed delayed;

  Features(Configuration configuration) {
    this.configuration = configuration;
  }

  /** Where a Will to a topic goes in the end. */
  static UnaryOperator<TopicName> destination(Configuration configuration) {
    return configuration.delayed() == null ? UnaryOperator.identity() : Delayed::destination;
  }

  /** What waits to be published; empty when nothing can. */
  Optional<Statistics.DelayedMessages> delayedMessages() {
    return Optional.ofNullable(delayed).map(Delayed::figures);
  }

  /** Adds the hooks. */
  void begin(Core core, Hooks hooks, Services services) {
    DelayedOptions options = configuration.delayed();
    List<RewriteRule> rules = configuration.rewriting();
    RewriteTopics topics = new RewriteTopics(rules, services, options != null);
    add(hooks, "rewrite", Hooks.Place.FIRST, topics.hasRules(), topics);
    RewriteFilters filters = new RewriteFilters(rules, services);
    add(hooks, "rewrite", Hooks.Place.FIRST, filters.hasRules(), filters);
    if (options != null) {
      Delayed own =
          new Delayed(
              options,
              services,
              new Clock(core.machine()),
              new OnShelf(core.shelf()),
              message -> cut(core, message));
      delayed = own;
      add(hooks, "delayed", Hooks.Place.LAST, true, own);
    }
    List<AutoSubscription> wanted = configuration.autoSubscriptions();
    if (!wanted.isEmpty()) {
      hooks.add("auto-subscribe", Hooks.Place.LAST, new AutoSubscribe(wanted, services));
    }
  }

  private static void cut(Core core, Message message) {
    core.witness().dropped(DropReason.DELAY_CUT, message, message.qos(), message.publisher());
  }

  /**
   * What waited when an earlier process ended waits on. Where messages are not delayed any more it
   * is dropped, and counted.
   */
  void resume(Core core) {
    Delayed own = delayed;
    Shelf shelf = core.shelf();
    for (Delivery kept : shelf.all()) {
      if (own == null) {
        shelf.take(kept);
        cut(core, kept.message());
      } else {
        own.restore(kept.message(), () -> shelf.take(kept));
      }
    }
  }

  private static void add(Hooks hooks, String name, Hooks.Place place, boolean wanted, Hook hook) {
    if (wanted) {
      hooks.add(name, place, hook);
    }
  }

  /** What waits to be published and is not kept is dropped, and counted. */
  @Override
  public void close() {
    Delayed own = delayed;
    if (own != null) {
      own.close();
    }
  }

  /** Keeps on the shelf of the store. */
  private record OnShelf(Shelf shelf) implements Keeping {
    @Override
    public @Nullable Runnable keep(Message written) {
      Delivery kept = shelf.put(written);
      return kept == null ? null : () -> shelf.take(kept);
    }

    @Override
    public void together(Runnable action) {
      shelf.together(action);
    }

    @Override
    public boolean isFull() {
      return shelf.isFull();
    }
  }

  /** The machine's time. */
  private record Clock(Machine machine) implements Timepiece {
    @Override
    public long millis() {
      return machine.clock().millis();
    }

    @Override
    public long nanos() {
      return machine.timer().nanos();
    }

    @Override
    public Runnable after(Duration delay, Runnable action) {
      Cancellable later = machine.timer().after(delay, action);
      return later::cancel;
    }
  }
}
