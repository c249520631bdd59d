package io.heddle.session;

import io.heddle.mqtt.Qos;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How one receiver gets a message: what differs between the copies of a fan-out. Immutable; without
 * Subscription Identifiers there are six of them, shared, so that a delivery allocates nothing.
 */
public final class Terms {
  private static final int[] NO_IDENTIFIERS = {};
  private static final Terms[] SHARED = new Terms[6];

  static {
    for (Qos qos : Qos.values()) {
      for (int retain = 0; retain < 2; retain++) {
        int index = qos.value() * 2 + retain;
        SHARED[index] = new Terms(index, qos, retain == 1, NO_IDENTIFIERS);
      }
    }
  }

  private final int index;
  private final Qos qos;
  private final boolean retain;
  private final int[] subscriptionIdentifiers;

  private Terms(int index, Qos qos, boolean retain, int[] subscriptionIdentifiers) {
    this.index = index;
    this.qos = qos;
    this.retain = retain;
    this.subscriptionIdentifiers = subscriptionIdentifiers;
  }

  /** The terms with these values; the array must not be changed afterwards. */
  public static Terms of(Qos qos, boolean retain, int[] subscriptionIdentifiers) {
    return subscriptionIdentifiers.length == 0
        ? SHARED[qos.value() * 2 + (retain ? 1 : 0)]
        : new Terms(-1, qos, retain, subscriptionIdentifiers);
  }

  /** 0 to 5 for the shared terms, else -1: lets a table be indexed by them. */
  public int index() {
    return index;
  }

  /** How many different {@link #index} values there are. */
  public static int indexes() {
    return SHARED.length;
  }

  /** The level of the delivery. */
  public Qos qos() {
    return qos;
  }

  /** The retain flag of the delivery. */
  public boolean retain() {
    return retain;
  }

  /** The Subscription Identifiers, not to be changed. */
  public int[] subscriptionIdentifiers() {
    return subscriptionIdentifiers;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Terms terms
        && qos == terms.qos
        && retain == terms.retain
        && Arrays.equals(subscriptionIdentifiers, terms.subscriptionIdentifiers);
  }

  @Override
  public int hashCode() {
    return Objects.hash(qos, retain, Arrays.hashCode(subscriptionIdentifiers));
  }
}
