package io.heddle.auth;

import io.heddle.api.AddressRange;
import io.heddle.api.Ban;
import io.heddle.api.Ban.Target;
import java.net.InetAddress;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Bans, so that those of one client are found soon. Immutable. */
public final class BanIndex {
  /** Nobody is banned. */
  public static final BanIndex NONE = new BanIndex(List.of());

  private final Map<Target, Ban> byTarget = new HashMap<>();

  /** The sizes of ranges that there are, by the bits of an address: each is looked up once. */
  private final Map<Integer, BitSet> sizes = new HashMap<>();

  private BanIndex(List<Ban> bans) {
    for (Ban ban : bans) {
      byTarget.put(ban.target(), ban);
      if (ban.target() instanceof Target.Addresses(AddressRange range)) {
        sizes.computeIfAbsent(bits(range.first()), all -> new BitSet()).set(range.bits());
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

  /** The smallest range first. */
  private @Nullable Ban find(InetAddress address, Instant now) {
    BitSet known = sizes.get(bits(address));
    if (known == null) {
      return null;
    }
    for (int bits = known.length() - 1; bits >= 0; bits = known.previousSetBit(bits - 1)) {
      Target range = new Target.Addresses(AddressRange.around(address, bits));
      Ban ban = holding(byTarget.get(range), now);
      if (ban != null) {
        return ban;
      }
    }
    return null;
  }

  private static int bits(InetAddress address) {
    return 8 * address.getAddress().length;
  }

  private static @Nullable Ban holding(@Nullable Ban ban, Instant now) {
    return ban == null || ban.until() != null && !now.isBefore(ban.until()) ? null : ban;
  }

  /** All that hold at this moment. */
  List<Ban> list(Instant now) {
    return byTarget.values().stream().filter(ban -> holding(ban, now) != null).toList();
  }
}
