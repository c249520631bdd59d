package io.heddle.connection;

import io.heddle.api.Ban;
import java.net.InetAddress;
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
}
