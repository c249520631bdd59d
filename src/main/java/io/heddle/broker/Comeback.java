package io.heddle.broker;

import io.heddle.session.Attachment;
import io.heddle.session.Delivery;
import io.heddle.session.Kept;
import io.heddle.session.Remains;
import io.heddle.session.Session;
import io.heddle.session.Standing;
import io.heddle.session.Testament;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that an earlier process kept, from when they are taken up until everybody is there
 * who is asked about what follows from that. Belongs to the thread that starts the broker.
 */
final class Comeback {
  private final Registry registry;
  private final Subscribing subscribing;

  /** Those whose time is over. */
  private final List<Remains> over = new ArrayList<>();

  /** Those that wait for their clients, and for how long they have. */
  private final Map<Attachment, Duration> absent = new LinkedHashMap<>();

  /** Wills whose time had come when the process before ended. */
  private final List<Unpublished> unpublished = new ArrayList<>();

  private record Unpublished(Session session, Testament testament) {}

  Comeback(Registry registry, Subscribing subscribing) {
    this.registry = registry;
    this.subscribing = subscribing;
  }

  void restore(Kept kept, LongFunction<Delivery.@Nullable Origin> groups, long now) {
    for (Kept.OfSession each : kept.sessions()) {
      long leftAt = leftAt(each.standing(), kept);
      Duration ago = Duration.ofMillis(Math.max(0, now - leftAt));
      Session session =
          isOver(each.standing().expirySeconds(), ago)
              ? ended(registry.restoreEnded(each, leftAt, groups))
              : waiting(registry.restore(each, leftAt, groups), each, ago);
      each.standing().due().forEach(due -> unpublished.add(new Unpublished(session, due)));
    }
  }

  private Session ended(Remains remains) {
    over.add(remains);
    return remains.session();
  }

  private Session waiting(Attachment attachment, Kept.OfSession kept, Duration ago) {
    subscribing.restore(attachment.session(), kept.subscriptions());
    absent.put(attachment, ago);
    return attachment.session();
  }

  void resume(
      BiConsumer<Session, Testament> publish,
      Consumer<Remains> cleanUp,
      BiConsumer<Attachment, Duration> departed) {
    unpublished.forEach(each -> publish.accept(each.session(), each.testament()));
    over.forEach(cleanUp);
    absent.forEach(departed);
    unpublished.clear();
    over.clear();
    absent.clear();
  }

  private static long leftAt(Standing standing, Kept kept) {
    return standing.attached()
        ? Math.max(standing.movedAt(), kept.lastHeartbeat())
        : standing.movedAt();
  }

  private static boolean isOver(long expirySeconds, Duration ago) {
    return expirySeconds != Sessions.FOR_EVER
        && ago.compareTo(Duration.ofSeconds(expirySeconds)) >= 0;
  }
}
