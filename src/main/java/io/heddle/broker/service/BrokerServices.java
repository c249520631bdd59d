package io.heddle.broker.service;

import io.heddle.api.Bans;
import io.heddle.api.Clients;
import io.heddle.api.Drops;
import io.heddle.api.Explanations;
import io.heddle.api.Extensions;
import io.heddle.api.Listeners;
import io.heddle.api.Messages;
import io.heddle.api.Reloaded;
import io.heddle.api.Retained;
import io.heddle.api.Services;
import io.heddle.api.Sessions;
import io.heddle.api.Settings;
import io.heddle.api.Statistics;
import io.heddle.api.Status;
import io.heddle.api.Store;
import io.heddle.api.Subscriptions;
import io.heddle.api.Traces;
import io.heddle.broker.Core;
import java.util.List;
import java.util.concurrent.ExecutorService;

/** The services of one broker. Immutable. */
public record BrokerServices(
    Core core,
    Messages messages,
    Clients clients,
    Sessions sessions,
    Subscriptions subscriptions,
    Retained retained,
    Statistics statistics,
    Settings settings,
    ExecutorService computing,
    Extensions extensions,
    Operations operations)
    implements Services {

  /** The services of this broker, with what this room does not know of it. */
  public static BrokerServices of(
      Core core,
      Settings settings,
      Gauges gauges,
      ExecutorService computing,
      Extensions extensions,
      Operations operations) {
    return new BrokerServices(
        core,
        new MessageService(core),
        new ClientService(core),
        new SessionService(core),
        new SubscriptionService(core),
        new RetainedService(core),
        new StatisticsService(core, core.clock().instant(), gauges),
        settings,
        computing,
        extensions,
        operations);
  }

  @Override
  public Explanations explanations() {
    return new ExplanationService(core, operations);
  }

  @Override
  public Drops drops() {
    return new DropService(core.witness().last());
  }

  @Override
  public Bans bans() {
    return operations.bans();
  }

  @Override
  public Listeners listeners() {
    return operations.listeners();
  }

  @Override
  public Store store() {
    return operations.store();
  }

  @Override
  public Traces traces() {
    return operations.traces();
  }

  @Override
  public Status status() {
    return operations.status();
  }

  @Override
  public List<Reloaded> reload() {
    return operations.reload();
  }

  /** Takes no more work to compute, and interrupts what is left; ends traces. */
  public void close() {
    operations.close();
    computing.shutdownNow();
  }
}
