package io.heddle.builtin;

import io.heddle.mqtt.Message;
import io.heddle.mqtt.Property;

/**
 * A message that waits for its time, as it is written down for the next process: as a message whose
 * end is its time, and whose Message Expiry Interval is a property again, because it has not begun.
 *
 * @param message without its end
 * @param dueAt milliseconds of the epoch
 * @param lifetime milliseconds of its Message Expiry Interval, whole seconds; {@link Message#NEVER}
 *     for none
 */
record Waiting(Message message, long dueAt, long lifetime) {
  private static final int SECOND = 1000;

  static Waiting of(Message written) {
    long seconds = written.properties().number(Property.MESSAGE_EXPIRY_INTERVAL, -1);
    Message message =
        new Message(
            written.topic(),
            written.payload(),
            written.qos(),
            written.retain(),
            written.properties().without(Property.MESSAGE_EXPIRY_INTERVAL),
            Message.NEVER,
            written.publisher());
    return new Waiting(
        message, written.expiresAt(), seconds < 0 ? Message.NEVER : seconds * SECOND);
  }

  Message written() {
    return new Message(
        message.topic(),
        message.payload(),
        message.qos(),
        message.retain(),
        lifetime == Message.NEVER
            ? message.properties()
            : message.properties().toBuilder()
                .add(Property.MESSAGE_EXPIRY_INTERVAL, Math.max(0, lifetime / SECOND))
                .build(),
        dueAt,
        message.publisher());
  }
}
