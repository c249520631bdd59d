package io.heddle.broker;

import io.heddle.api.SessionEnd;
import io.heddle.broker.Tracing.Event;
import io.heddle.hook.Observers;
import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import io.heddle.session.DropReason;
import io.heddle.session.Drops;
import java.util.Arrays;

/**
 * Sees what becomes of messages and sessions: it is counted, the last drops are remembered, and
 * observers are told. Safe for use by any thread; takes no lock but a leaf, so it may be used under
 * any.
 */
public record Witness(Counters counters, Observers observers, LastDrops last, Tracing tracing)
    implements Drops {
  /** As the API has the reasons, by their ordinals in here. */
  private static final io.heddle.api.DropReason[] TOLD =
      Arrays.stream(DropReason.values())
          .map(each -> io.heddle.api.DropReason.valueOf(each.name()))
          .toArray(io.heddle.api.DropReason[]::new);

  @Override
  public void dropped(DropReason reason, Qos qos, long messages) {
    counters.dropped(reason, qos, messages);
  }

  @Override
  public void dropped(DropReason reason, Message message, Qos qos, String receiver) {
    counters.dropped(reason, qos, 1);
    last.add(reason, message, qos, receiver);
    observers.dropped(receiver, message, TOLD[reason.ordinal()]);
    if (tracing.isOn()) {
      tracing.tell(
          Event.DROPPED, receiver, null, message, () -> reason + " at QoS " + qos.ordinal());
    }
  }

  @Override
  public void acknowledged(String receiver, Message message) {
    observers.acknowledged(receiver, message);
    tracing.tell(Event.ACKNOWLEDGED, receiver, null, message, () -> "");
  }

  void sessionEnded(String clientId, SessionEnd reason) {
    counters.add(
        switch (reason) {
          case NORMAL -> Counters.Count.SESSIONS_ENDED;
          case EXPIRED -> Counters.Count.SESSIONS_EXPIRED;
          case TAKEN_OVER -> Counters.Count.SESSIONS_REPLACED;
          case OTHER_USER -> Counters.Count.SESSIONS_FOREIGN;
          case REMOVED -> Counters.Count.SESSIONS_REMOVED;
        },
        1);
    observers.sessionEnded(clientId, reason);
    tracing.tell(Event.SESSION_ENDED, clientId, null, null, reason::toString);
  }
}
