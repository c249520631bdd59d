package io.heddle.broker;

import io.heddle.session.Kept;
import io.heddle.session.Spill;

/** Makes facts of what a restart found. */
final class Found {
  private final Facts facts = new Facts();
  private final Ledger ledger;

  private Found(Ledger ledger) {
    this.ledger = ledger;
  }

  /**
   * What a restart found.
   *
   * @param ledger knows the messages
   */
  static Facts of(Kept kept, Ledger ledger) {
    Found found = new Found(ledger);
    kept.sessions().forEach(found::session);
    kept.groups().forEach(found::group);
    kept.retained().forEach(found::retained);
    found.facts.put(Facts.HEARTBEAT, kept.lastHeartbeat());
    return found.facts;
  }

  private void session(Kept.OfSession of) {
    long owner = of.journal().owner();
    facts.put(Facts.session(owner), Facts.Session.of(of.standing()));
    of.subscriptions()
        .forEach(
            each -> facts.put(Facts.subscription(owner, each.filter().value()), Facts.text(each)));
    of.received().forEach((id, reason) -> facts.put(Facts.received(owner, id), reason));
    of.inflight()
        .forEach(item -> facts.put(Facts.held(owner, item.sequence()), Facts.Held.of(item)));
    waiting(owner, of.waiting(), 0);
  }

  private void group(Kept.OfGroup of) {
    long owner = of.journal().owner();
    facts.put(Facts.group(owner), of.filter().value());
    waiting(owner, of.waiting(), owner);
  }

  private void waiting(long owner, Spill waiting, long group) {
    waiting.forEach(stored -> {
      Facts.Held held = Facts.Held.of(stored, ledger.text(stored.body())).ofGroup(group);
      facts.put(Facts.held(owner, stored.sequence()), held);
    });
  }

  private void retained(Kept.Retained of) {
    facts.put(Facts.retained(of.topic()), new Facts.Retained(of.body(), ledger.text(of.body())));
  }
}
