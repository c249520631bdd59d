package io.heddle.connection;

import io.heddle.mqtt.Properties;
import io.heddle.mqtt.ReasonCode;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of something that a client wants, once interceptors were asked. Immutable.
 *
 * @param what goes on; null when nothing does
 * @param instead the code for the client then
 * @param denied whether an interceptor or a rule of access said no, and not a limit
 * @param told to the client besides the code
 * @param words for people
 */
public record Ruling<T>(
    @Nullable T what, ReasonCode instead, boolean denied, Properties told, String words) {

  static <T> Ruling<T> on(T what) {
    return new Ruling<>(what, ReasonCode.SUCCESS, false, Properties.NONE, "");
  }

  static <T> Ruling<T> none(ReasonCode instead) {
    return new Ruling<>(null, instead, false, Properties.NONE, "");
  }

  static <T> Ruling<T> no(Admittance.Refusal refusal) {
    return new Ruling<>(null, refusal.reason(), refusal.denied(), Properties.NONE, refusal.words());
  }
}
