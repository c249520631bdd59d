package io.heddle.connection;

import io.heddle.api.Access;
import io.heddle.api.Action;
import io.heddle.api.Client;
import io.heddle.api.ClientAuthorizer;
import io.heddle.api.Peer;
import io.heddle.broker.Readership;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.TopicFilter;
import io.heddle.mqtt.TopicName;
import io.heddle.session.Session;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What one client may do: whoever is asked about it, one after the other, and the default after the
 * last. Safe for use by any thread.
 */
final class Permissions {
  private static final Access ALLOWED = new Access.Allowed(Qos.EXACTLY_ONCE, "default");
  private static final Access DENIED = new Access.Denied("no rule is about it");
  private static final Access FAILED = new Access.Denied("a fault of who was asked");

  /** Those of a client about whom nobody is asked. */
  static final Permissions ALL =
      new Permissions(
          new Client("", null, Set.of(), new Peer("", null, List.of())),
          null,
          Guard.NONE,
          fault -> {});

  private final Client client;
  private final @Nullable ClientAuthorizer own;
  private final Guard guard;
  private final Faults faults;

  /** Replaced by any thread that finds others to be asked than it was made of. */
  private volatile Jury jury;

  /** Is told what goes wrong with those who are asked. */
  @FunctionalInterface
  interface Faults {
    /** Somebody who was asked threw this. */
    void fault(Throwable fault);
  }

  /**
   * The permissions of a client.
   *
   * @param own the rights that came with its proof
   */
  Permissions(Client client, @Nullable ClientAuthorizer own, Guard guard, Faults faults) {
    this.client = client;
    this.own = own;
    this.guard = guard;
    this.faults = faults;
    // They make themselves ready when they are first asked: where faults are caught.
    this.jury = Jury.NONE.of(guard.asked().get(), client, own, false);
  }

  /** Whether nobody is asked, and everything allowed, for ever. */
  boolean isUnlimited() {
    return !guard.changes() && own == null && jury.allowsAll();
  }

  /** Whether it may come in: unless somebody says no. */
  Access connect() {
    Access answer = ask(new Action.Connect(), true);
    return answer instanceof Access.NoOpinion ? ALLOWED : answer;
  }

  /** Whether it may do this; allowed or denied. */
  Access decide(Action action) {
    return answer(action, ask(action, true));
  }

  /** The same about what nobody does: nothing follows from it. */
  Access foresee(Action action) {
    return answer(action, ask(action, false));
  }

  private Access answer(Action action, Access answer) {
    return switch (answer) {
      case Access.NoOpinion none -> otherwise();
      case Access.Denied denied -> denied;
      case Access.Allowed(Qos most, String rule) ->
          action instanceof Action.Publish message && message.qos().compareTo(most) > 0
              ? new Access.Denied(rule)
              : answer;
    };
  }

  /** Whether it may publish a message; asks nobody, and makes nothing, where nobody is to ask. */
  Access publish(TopicName topic, Qos qos, boolean retain) {
    Jury now = jury;
    return now.allowsAll() && now.isOf(guard.asked().get())
        ? ALLOWED
        : decide(new Action.Publish(topic, qos, retain));
  }

  private Access otherwise() {
    return jury.allowsAll() || guard.options().allowedByDefault() ? ALLOWED : DENIED;
  }

  /**
   * Asks one after the other.
   *
   * @param does whether the client does it, and it is not only talked about
   */
  private Access ask(Action action, boolean does) {
    try {
      for (ClientAuthorizer one : jury(true).members()) {
        Access answer = does ? one.decide(action) : one.foresee(action);
        if (!(answer instanceof Access.NoOpinion)) {
          return answer;
        }
      }
      return Access.NO_OPINION;
    } catch (Throwable fault) { // whatever it is
      faults.fault(fault);
      return FAILED;
    }
  }

  /**
   * Those who are to be asked now.
   *
   * @param ready whether what they have of the client may be made ready, which may take long
   */
  private Jury jury(boolean ready) {
    Asked asked = guard.asked().get();
    Jury now = jury;
    if (!now.isOf(asked) || ready && !now.ready()) {
      now = now.of(asked, client, own, ready);
      jury = now;
    }
    return now;
  }

  /** The client was taken in; whoever is asked about it may take long to hear of it. */
  void arrived(Session session) {
    if (!isUnlimited()) {
      tell(one -> one.arrived(session.subscriptions()));
    }
  }

  /** The client has unsubscribed. */
  void unsubscribed(Session session, TopicFilter filter) {
    if (isUnlimited()) {
      return;
    }
    TopicFilter topics = filter.unshared();
    boolean last =
        session.subscriptions().stream().noneMatch(each -> each.filter().unshared().equals(topics));
    if (last) {
      tell(one -> one.unsubscribed(topics));
    }
  }

  private void tell(Consumer<ClientAuthorizer> news) {
    try {
      jury(true).members().forEach(news);
    } catch (Throwable fault) { // whatever it is
      faults.fault(fault);
    }
  }

  /** What a session asks before it sends a message; null when it need not ask. */
  @Nullable Predicate<TopicName> reading() {
    return isUnlimited() ? null : new Reader(this);
  }

  /** What a session asks, and whoever wants to know which rule it was. */
  private record Reader(Permissions permissions) implements Readership {
    @Override
    public boolean test(TopicName topic) {
      return permissions.receive(topic) instanceof Access.Allowed;
    }

    @Override
    public Access decide(TopicName topic) {
      return permissions.receive(topic);
    }
  }

  private Access receive(TopicName topic) {
    try {
      for (ClientAuthorizer one : jury(false).members()) {
        Access answer = one.mayReceive(topic);
        if (!(answer instanceof Access.NoOpinion)) {
          return answer;
        }
      }
      return otherwise();
    } catch (Throwable fault) { // whatever it is
      faults.fault(fault);
      return FAILED;
    }
  }
}
