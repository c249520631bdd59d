package io.heddle.store;

import io.heddle.mqtt.Bytes;
import io.heddle.store.log.Position;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one entry says, for people. Immutable.
 *
 * @param position where it lies
 * @param kind what it says, such as {@code held}
 * @param client about whose session it is, or who published the message; null for neither
 * @param details what else it says: texts, numbers and whether something is so
 * @param bytes what it takes
 * @param payload of a message; null in other entries
 */
public record Line(
    long position,
    String kind,
    @Nullable String client,
    Map<String, Object> details,
    int bytes,
    @Nullable Bytes payload) {

  /** The segment and the offset in it. */
  public String place() {
    return Position.text(position);
  }
}
