package io.heddle.admin.rest;

import io.heddle.api.AddressRange;
import io.heddle.api.Ban;
import io.heddle.api.Bans;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who is not let in. Immutable. */
record BanRoutes(Bans bans) {
  private static final Scalar<AddressRange> RANGE =
      Scalar.text(
          range -> range.first().getHostAddress() + "/" + range.bits(), AddressRange::parse);

  private static final Item<String> CLIENT =
      Item.optional("clientId", Scalar.TEXT, "This Client Identifier.");
  private static final Item<String> USER = Item.optional("userName", Scalar.TEXT, "This user.");
  private static final Item<AddressRange> ADDRESSES =
      Item.optional("addresses", RANGE, "These addresses, such as 192.0.2.7 or 192.0.2.0/24.");
  private static final Item<Instant> UNTIL =
      Item.optional("until", Scalar.TIME, "When it is over; never when left out.");
  private static final Item<String> REASON =
      Item.optional("reason", Scalar.TEXT, "For those who read the log or this list.");

  private static final Form FORM = Form.of("NewBan", CLIENT, USER, ADDRESSES, UNTIL, REASON);

  private static final Fields<Ban> SHAPE =
      Fields.<Ban>of("Ban")
          .maybe("clientId", Scalar.TEXT, "This Client Identifier.", BanRoutes::client)
          .maybe("userName", Scalar.TEXT, "This user.", BanRoutes::user)
          .maybe("addresses", RANGE, "These addresses.", BanRoutes::range)
          .maybe("until", Scalar.TIME, "When it is over; absent for never.", Ban::until)
          .with("reason", Scalar.TEXT, "For people.", Ban::reason);

  private static @Nullable String client(Ban ban) {
    return ban.target() instanceof Ban.Target.ClientId target ? target.clientId() : null;
  }

  private static @Nullable String user(Ban ban) {
    return ban.target() instanceof Ban.Target.UserName target ? target.userName() : null;
  }

  private static @Nullable AddressRange range(Ban ban) {
    return ban.target() instanceof Ban.Target.Addresses target ? target.range() : null;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/v1/bans", "Who is not let in, those of bans.file included.")
            .answers(Listed.of(SHAPE), call -> Listed.whole(bans.list())),
        Route.post(
                "/api/v1/bans",
                "Bans a client, a user or addresses until the broker stops, and disconnects whom it is about.")
            .takes(FORM)
            .obeys(this::add),
        Route.delete("/api/v1/bans", "Takes a ban back that was added here.")
            .takes(CLIENT, USER, ADDRESSES)
            .fails(404, "There is none, or it is one of bans.file.")
            .obeys(this::remove));
  }

  private void add(Call call) throws Problem {
    Given given = call.content();
    bans.add(new Ban(target(given), given.find(UNTIL), given.get(REASON, "")));
  }

  private void remove(Call call) throws Problem {
    Ban.Target target = target(call.parameters());
    if (!bans.remove(target)) {
      throw Problem.notFound("no ban of " + target + " was added here");
    }
  }

  private static Ban.Target target(Given given) throws Problem {
    List<Ban.Target> targets = new ArrayList<>();
    given.optional(CLIENT).map(Ban.Target.ClientId::new).ifPresent(targets::add);
    given.optional(USER).map(Ban.Target.UserName::new).ifPresent(targets::add);
    given.optional(ADDRESSES).map(Ban.Target.Addresses::new).ifPresent(targets::add);
    if (targets.size() != 1) {
      throw Problem.badRequest("one of clientId, userName and addresses is needed");
    }
    return targets.getFirst();
  }
}
