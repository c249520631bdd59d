package io.heddle.broker.trace;

import io.heddle.api.AddressRange;
import io.heddle.api.TraceRequest;
import io.heddle.broker.Tracing.Event;
import io.heddle.broker.Tracing.Traced;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.TopicFilter;
import java.net.InetAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which steps a trace wants. Safe for use by any thread.
 *
 * @param known the clients that have come from the address that is followed, or the one client
 */
record Subject(@Nullable TopicFilter filter, @Nullable AddressRange range, Set<String> known) {
  /** Clients of an address that are remembered. */
  private static final int MOST = 10_000;

  static Subject of(TraceRequest request) {
    Set<String> known = ConcurrentHashMap.newKeySet();
    String clientId = request.clientId();
    if (clientId != null) {
      known.add(clientId);
    }
    return new Subject(request.filter(), request.address(), known);
  }

  /** A client is there already. */
  void meets(String clientId, @Nullable InetAddress address) {
    if (isThere(address) && known.size() < MOST) {
      known.add(clientId);
    }
  }

  private boolean isThere(@Nullable InetAddress address) {
    return range != null && address != null && range.contains(address);
  }

  boolean wants(Traced step) {
    if (filter != null) {
      return isAbout(filter, step);
    }
    if (step.address() != null && range != null) {
      follow(step, step.address());
    }
    return known.contains(step.clientId())
        || step.message() != null && known.contains(step.message().publisher())
        || isThere(step.address());
  }

  /** One that comes from elsewhere now is somebody else. */
  private void follow(Traced step, InetAddress address) {
    if (step.event() == Event.CONNECTED) {
      known.remove(step.clientId());
      meets(step.clientId(), address);
    }
  }

  private static boolean isAbout(TopicFilter filter, Traced step) {
    Message message = step.message();
    Message before = step.before();
    return message != null && filter.matches(message.topic())
        || before != null && filter.matches(before.topic());
  }
}
