package io.heddle.connection;

import io.heddle.api.Access;
import io.heddle.api.Action;
import io.heddle.api.ClientAuthorizer;
import io.heddle.mqtt.Qos;
import io.heddle.mqtt.TopicName;
import java.util.List;
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

  private final ClientAuthorizer[] asked;
  private final Access otherwise;
  private final Faults faults;

  /** Is told what goes wrong with those who are asked. */
  @FunctionalInterface
  interface Faults {
    /** Somebody who was asked threw this. */
    void fault(RuntimeException fault);
  }

  Permissions(List<ClientAuthorizer> asked, boolean allowedByDefault, Faults faults) {
    this.asked = asked.toArray(ClientAuthorizer[]::new);
    this.otherwise = allowedByDefault || asked.isEmpty() ? ALLOWED : DENIED;
    this.faults = faults;
  }

  /** Whether nobody is asked, and everything allowed. */
  boolean isUnlimited() {
    return asked.length == 0;
  }

  /** Whether it may come in: unless somebody says no. */
  Access connect() {
    Access answer = ask(new Action.Connect());
    return answer instanceof Access.NoOpinion ? ALLOWED : answer;
  }

  /** Whether it may do this; allowed or denied. */
  Access decide(Action action) {
    if (asked.length == 0) {
      return ALLOWED;
    }
    Access answer = ask(action);
    return switch (answer) {
      case Access.NoOpinion none -> otherwise;
      case Access.Denied denied -> denied;
      case Access.Allowed(Qos most, String rule) ->
          action instanceof Action.Publish message && message.qos().compareTo(most) > 0
              ? new Access.Denied(rule)
              : answer;
    };
  }

  /** Whether it may publish a message; asks nobody, and makes nothing, where nobody is to ask. */
  Access publish(TopicName topic, Qos qos, boolean retain) {
    return asked.length == 0 ? ALLOWED : decide(new Action.Publish(topic, qos, retain));
  }

  private Access ask(Action action) {
    try {
      for (ClientAuthorizer one : asked) {
        Access answer = one.decide(action);
        if (!(answer instanceof Access.NoOpinion)) {
          return answer;
        }
      }
      return Access.NO_OPINION;
    } catch (RuntimeException fault) {
      faults.fault(fault);
      return FAILED;
    }
  }

  /** What a session asks before it sends a message; null when it need not ask. */
  @Nullable Predicate<TopicName> reading() {
    return isUnlimited() ? null : this::mayReceive;
  }

  private boolean mayReceive(TopicName topic) {
    try {
      for (ClientAuthorizer one : asked) {
        Access answer = one.mayReceive(topic);
        if (!(answer instanceof Access.NoOpinion)) {
          return answer instanceof Access.Allowed;
        }
      }
      return otherwise instanceof Access.Allowed;
    } catch (RuntimeException fault) {
      faults.fault(fault);
      return false;
    }
  }
}
