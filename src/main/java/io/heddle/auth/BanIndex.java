package io.heddle.auth;

import io.heddle.api.AddressRange;
import io.heddle.api.Ban;
import io.heddle.api.Ban.Target;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Bans, so that those of one client are found soon. Immutable. */
public final class BanIndex {
  /** Nobody is banned. */
  public static final BanIndex NONE = new BanIndex(List.of());

  private final Map<Target, Ban> byTarget = new HashMap<>();

  /** Those of more than one address, which are looked through one after the other. */
  private final List<Ban> ranges = new ArrayList<>();

  private BanIndex(List<Ban> bans) {
    for (Ban ban : bans) {
      byTarget.put(ban.target(), ban);
      if (ban.target() instanceof Target.Addresses(AddressRange range)
          && range.bits() < 8 * range.first().getAddress().length) {
        ranges.add(ban);
      }
    }
  }

  /** An index; of two with the same target the later one counts. */
  static BanIndex of(List<Ban> bans) {
    return bans.isEmpty() ? NONE : new BanIndex(bans);
  }

  boolean isEmpty() {
    return byTarget.isEmpty();
  }

  /** One that holds at this moment; null when there is none. */
  @Nullable Ban find(
      String clientId, @Nullable String userName, @Nullable InetAddress address, Instant now) {
    Ban ban = holding(byTarget.get(new Target.ClientId(clientId)), now);
    if (ban == null && userName != null) {
      ban = holding(byTarget.get(new Target.UserName(userName)), now);
    }
    return ban == null && address != null ? find(address, now) : ban;
  }

  private @Nullable Ban find(InetAddress address, Instant now) {
    AddressRange alone = new AddressRange(address, 8 * address.getAddress().length);
    Ban own = holding(byTarget.get(new Target.Addresses(alone)), now);
    if (own != null) {
      return own;
    }
    for (Ban ban : ranges) {
      if (ban.target() instanceof Target.Addresses(AddressRange range)
          && range.contains(address)
          && holding(ban, now) != null) {
        return ban;
      }
    }
    return null;
  }

  private static @Nullable Ban holding(@Nullable Ban ban, Instant now) {
    return ban == null || ban.until() != null && !now.isBefore(ban.until()) ? null : ban;
  }

  /** All that hold at this moment. */
  List<Ban> list(Instant now) {
    return byTarget.values().stream().filter(ban -> holding(ban, now) != null).toList();
  }
}
