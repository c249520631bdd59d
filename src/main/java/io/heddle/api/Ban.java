package io.heddle.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That somebody may not come in.
 *
 * @param until when it is over; null for never
 * @param reason for people who read the log or the list; the client is not told
 */
public record Ban(Target target, @Nullable Instant until, String reason) {

  /** Who is banned. */
  public sealed interface Target {

    /** Whoever comes with this Client Identifier, which everybody can choose. */
    record ClientId(String clientId) implements Target {
      @Override
      public String toString() {
        return "client " + clientId;
      }
    }

    /** Whoever was authenticated as this user. */
    record UserName(String userName) implements Target {
      @Override
      public String toString() {
        return "user " + userName;
      }
    }

    /** Whoever comes from these addresses. */
    record Addresses(AddressRange range) implements Target {
      @Override
      public String toString() {
        return "address " + range.first().getHostAddress() + "/" + range.bits();
      }
    }
  }
}
