package io.heddle.api;

import io.heddle.mqtt.Will;
import org.jspecify.annotations.Nullable;

/**
 * The terms on which a client is taken in.
 *
 * @param limits for this connection
 * @param will to be published when it leaves without saying goodbye; null for none
 */
public record Terms(ClientLimits limits, @Nullable Will will) {

  /** The same with other limits. */
  public Terms limits(ClientLimits other) {
    return new Terms(other, will);
  }

  /** The same with another Will, or none. */
  public Terms will(@Nullable Will other) {
    return new Terms(limits, other);
  }
}
