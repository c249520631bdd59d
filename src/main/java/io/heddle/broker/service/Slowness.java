package io.heddle.broker.service;

import io.heddle.api.Backlog;
import io.heddle.api.SlowClient;
import io.heddle.broker.Guest;
import io.heddle.session.Report;
import io.heddle.session.Session;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/**
 * How slow clients are, one compared with another.
 *
 * @param order the slower one is greater
 * @param matters whether there is anything to be said of one
 */
record Slowness(Comparator<SlowClient> order, Predicate<SlowClient> matters) {

  static Slowness of(SlowClient.By by) {
    return switch (by) {
      case BYTES ->
          new Slowness(Comparator.comparingLong(Slowness::bytes), each -> bytes(each) > 0);
      case AGE ->
          new Slowness(
              Comparator.comparing(Slowness::oldest).reversed(),
              each -> each.backlog().oldest() != null);
      case DROPS ->
          new Slowness(Comparator.comparingLong(SlowClient::dropped), each -> each.dropped() > 0);
    };
  }

  private static long bytes(SlowClient client) {
    return client.backlog().bytes() + client.backlog().outboxBytes();
  }

  private static Instant oldest(SlowClient client) {
    Instant oldest = client.backlog().oldest();
    return oldest == null ? Instant.MAX : oldest;
  }

  /** The slowest of all, the first before the others; no more than these are held at a time. */
  List<SlowClient> slowest(Collection<Session> sessions, int most) {
    PriorityQueue<SlowClient> found = new PriorityQueue<>(order);
    for (Session session : sessions) {
      Report report = Report.of(session);
      SlowClient client = report == null ? null : client(report);
      if (client != null && matters.test(client)) {
        found.add(client);
        if (found.size() > most) {
          found.remove();
        }
      }
    }
    List<SlowClient> slowest = new ArrayList<>(found);
    slowest.sort(order.reversed().thenComparing(SlowClient::clientId));
    return slowest;
  }

  private static SlowClient client(Report report) {
    long dropped = report.dropped().values().stream().mapToLong(Long::longValue).sum();
    return new SlowClient(report.clientId(), report.outlet() != null, backlog(report), dropped);
  }

  /** What waits for the client of a session. */
  static Backlog backlog(Report report) {
    Instant oldest = report.oldestAt() == 0 ? null : Instant.ofEpochMilli(report.oldestAt());
    long unsent = report.outlet() instanceof Guest guest ? guest.unsent() : 0;
    return new Backlog(report.queued(), report.queuedBytes(), oldest, unsent);
  }
}
