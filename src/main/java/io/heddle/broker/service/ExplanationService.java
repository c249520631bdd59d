package io.heddle.broker.service;

import io.heddle.api.Explanations;
import io.heddle.broker.Core;

/** Dry runs. Safe for use by any thread. */
record ExplanationService(Core core, Operations operations) implements Explanations {

  @Override
  public OfMessage publish(Publication publication) {
    if (publication.most() < 1 || publication.payload() < 0) {
      throw new IllegalArgumentException("from 1 receiver, and from 0 bytes");
    }
    Visitor from = publication.from();
    Party party = from == null ? null : Party.of(from, core, operations.newcomers());
    return new MessageDryRun(core, party, publication).run();
  }

  @Override
  public OfSubscription subscribe(Wish wish) {
    Party party = Party.of(wish.from(), core, operations.newcomers());
    return new SubscriptionDryRun(core, party, wish.subscription()).run();
  }

  @Override
  public OfClient connect(Visitor visitor) {
    return new ClientDryRun(core, operations).run(visitor);
  }
}
