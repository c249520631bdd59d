package io.heddle.connection;

import io.heddle.api.Ban;
import io.heddle.api.Client;
import io.heddle.broker.Counters;
import io.heddle.broker.Counters.Count;
import io.heddle.mqtt.ReasonCode;
import java.net.InetAddress;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Who is turned away whatever it can prove, and how fast the others may be. Immutable. */
public record Turnstile(BanCheck bans, Rates rates) {
  /** Everybody passes, at any pace. */
  public static final Turnstile NONE = new Turnstile((id, user, address) -> null, Rates.NONE);

  /** Looks somebody up; safe for use by any thread, answers from memory. */
  @FunctionalInterface
  public interface BanCheck {
    /**
     * The ban of somebody; null when there is none.
     *
     * @param userName that was proved; null before that, and for anonymous clients
     * @param address null when there is none
     */
    @Nullable Ban find(String clientId, @Nullable String userName, @Nullable InetAddress address);
  }

  /**
   * Turns somebody away before it is asked who it is: who is banned, or comes from where too many
   * come.
   *
   * @param address null when there is none
   */
  void check(
      String clientId,
      @Nullable InetAddress address,
      Counters counters,
      BiFunction<ReasonCode, String, Farewell> refusing)
      throws Farewell {
    check(rates.tooFastFrom(address), counters, refusing);
    check(bans.find(clientId, null, address), counters, refusing);
  }

  /** Turns a client away that is known, and banned. */
  void check(
      Client client,
      @Nullable InetAddress address,
      Counters counters,
      BiFunction<ReasonCode, String, Farewell> refusing)
      throws Farewell {
    check(bans.find(client.clientId(), client.userName(), address), counters, refusing);
  }

  /**
   * Turns a client away that may come in otherwise, and comes too fast. To be asked at the very
   * last: who only claims its Client Identifier must not keep it out.
   */
  void checkHurry(
      Client client, Counters counters, BiFunction<ReasonCode, String, Farewell> refusing)
      throws Farewell {
    check(rates.tooFast(client.clientId()), counters, refusing);
  }

  private static void check(
      @Nullable String tooFast,
      Counters counters,
      BiFunction<ReasonCode, String, Farewell> refusing)
      throws Farewell {
    if (tooFast != null) {
      counters.add(Count.CONNECTIONS_TOO_FAST, 1);
      throw refusing.apply(ReasonCode.CONNECTION_RATE_EXCEEDED, tooFast);
    }
  }

  private static void check(
      @Nullable Ban ban, Counters counters, BiFunction<ReasonCode, String, Farewell> refusing)
      throws Farewell {
    if (ban != null) {
      counters.add(Count.CLIENTS_BANNED, 1);
      throw refusing.apply(
          ReasonCode.BANNED, "it is banned (" + ban.target() + "): " + ban.reason());
    }
  }
}
