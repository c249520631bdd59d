package io.heddle.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.hook.Observers;
import io.heddle.mqtt.ReasonCode;
import io.heddle.session.QueueBudget;
import io.heddle.session.RecordingOutlet;
import io.heddle.session.Session;
import io.heddle.session.SessionStore;
import io.heddle.session.Visit;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who is who, also when many want to be the same. */
@Timeout(60)
class RegistryTest {
  private static final int THREADS = 16;

  private final Counters counters = new Counters();
  private final Registry registry =
      new Registry(
          World.options(),
          new QueueBudget(1000),
          new Witness(
              counters,
              Observers.NONE,
              new LastDrops(new DropsOptions(16, 100), InstantSource.system()),
              new Tracing(InstantSource.system())),
          InstantSource.system(),
          SessionStore.NONE);

  private Registry.Claim claim(RecordingOutlet outlet, boolean cleanStart, long expiry) {
    return registry.claim("c", cleanStart, null, new Visit(outlet, expiry, 10, null));
  }

  private Registry.Claim claim(boolean cleanStart, long expiry) {
    return claim(new RecordingOutlet(), cleanStart, expiry);
  }

  @Test
  void aSessionIsResumedUnlessACleanStartIsAskedFor() {
    Registry.Claim first = claim(false, 100);
    assertFalse(first.resumed());
    Registry.Claim second = claim(false, 100);
    assertTrue(second.resumed());
    assertSame(first.attachment().session(), second.attachment().session());
    assertNull(second.ended());
    Registry.Claim third = claim(true, 100);
    assertFalse(third.resumed());
    assertNotSame(first.attachment().session(), third.attachment().session());
    assertSame(first.attachment().session(), third.ended().session());
    assertEquals(1, registry.size());
  }

  private Registry.Claim claimOf(String user, RecordingOutlet outlet) {
    return registry.claim("c", false, user, new Visit(outlet, 100, 10, null));
  }

  @Test
  void aSessionIsResumedByItsUserAlone() {
    RecordingOutlet outlet = new RecordingOutlet();
    Registry.Claim first = claimOf("alice", outlet);
    registry.leave(first.attachment(), false);
    Registry.Claim again = claimOf("alice", outlet);
    assertTrue(again.resumed());
    assertNull(again.foreign());
    for (String other : new String[] {"bob", null, "Bob"}) {
      String whose = registry.find("c").history().owner();
      RecordingOutlet next = new RecordingOutlet();
      Registry.Claim claim = claimOf(other, next);
      assertFalse(claim.resumed());
      assertEquals(whose == null ? "an anonymous client" : "user " + whose, claim.foreign());
      assertSame(ReasonCode.SESSION_TAKEN_OVER, outlet.ended());
      assertSame(again.attachment().session(), claim.ended().session());
      assertNull(registry.expire(again.attachment()));
      outlet = next;
      again = claim;
    }
    assertEquals(3, counters.get(Counters.Count.SESSIONS_FOREIGN));
    assertEquals(0, counters.get(Counters.Count.SESSIONS_REPLACED));
    assertEquals(1, registry.size());
  }

  @Test
  void aSessionThatEndsInAnyCaseIsNobodys() {
    assertNull(claim(false, 0).foreign());
    assertNull(claimOf("alice", new RecordingOutlet()).foreign());
    Visit visit = new Visit(new RecordingOutlet(), 100, 10, null);
    assertNull(registry.claim("c", true, "bob", visit).foreign());
    assertEquals(2, counters.get(Counters.Count.SESSIONS_REPLACED));
  }

  @Test
  void whoLostItsSessionLeavesNothing() {
    Registry.Claim first = claim(false, 100);
    Registry.Claim second = claim(false, 100);
    Registry.Leave late = registry.leave(first.attachment(), true);
    assertFalse(late.last());
    assertNull(late.ended());
    assertNull(registry.expire(first.attachment()));
    assertTrue(second.attachment().isLast());
    assertTrue(registry.leave(second.attachment(), true).last());
  }

  @Test
  void aSessionThatMadeWayIsNotEndedTwice() {
    Registry.Claim first = claim(false, 0);
    claim(true, 0);
    assertFalse(registry.leave(first.attachment(), true).last());
    assertNotNull(registry.find("c"));
  }

  @Test
  void anExpiredSessionIsEndedOnceAndOnlyItself() {
    Registry.Claim first = claim(false, 100);
    assertNull(registry.leave(first.attachment(), true).ended());
    assertSame(first.attachment().session(), registry.expire(first.attachment()).session());
    assertNull(registry.expire(first.attachment()));
    claim(false, 100);
    assertNull(registry.expire(first.attachment()));
    assertNotNull(registry.find("c"));
  }

  /** A hundred clients with one Client Identifier: there is never more than one owner. */
  @Test
  void aStormOfTakeovers() throws Exception {
    AtomicInteger ended = new AtomicInteger();
    List<Holder> holders = new ArrayList<>();
    for (List<Holder> some : storm(random -> holdAndLose(random, ended))) {
      holders.addAll(some);
    }
    List<Holder> left = holders.stream().filter(h -> h.outlet.ended() == null).toList();
    assertEquals(1, left.size(), "all but one were told to go");
    Holder owner = left.getFirst();
    assertTrue(owner.claim.attachment().isLast());
    assertSame(owner.outlet, registry.find("c").outlet());
    long sessions = holders.stream().filter(h -> !h.claim.resumed()).count();
    assertEquals(sessions - 1, ended.get(), "every session but the last one ended once");
    long stale =
        holders.stream().filter(h -> registry.leave(h.claim.attachment(), true).last()).count();
    assertEquals(1, stale);
  }

  private record Holder(Registry.Claim claim, RecordingOutlet outlet) {}

  private List<Holder> holdAndLose(SplittableRandom random, AtomicInteger ended) {
    List<Holder> holders = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      RecordingOutlet outlet = new RecordingOutlet();
      Registry.Claim claim = claim(outlet, random.nextInt(4) == 0, random.nextInt(4) * 100L);
      if (claim.ended() != null) {
        ended.incrementAndGet();
      }
      holders.add(new Holder(claim, outlet));
    }
    return holders;
  }

  /** Coming, leaving and expiring at the same time: each session ends exactly once. */
  @Test
  void everySessionThatBeganEnds() throws Exception {
    AtomicInteger begun = new AtomicInteger();
    AtomicInteger ended = new AtomicInteger();
    storm(random -> {
      for (int i = 0; i < 500; i++) {
        Registry.Claim claim = claim(random.nextBoolean(), random.nextInt(2));
        begun.addAndGet(claim.resumed() ? 0 : 1);
        ended.addAndGet(claim.ended() == null ? 0 : 1);
        Registry.Leave leave = registry.leave(claim.attachment(), true);
        ended.addAndGet(leave.ended() == null ? 0 : 1);
        if (leave.last() && leave.ended() == null) {
          ended.addAndGet(registry.expire(claim.attachment()) == null ? 0 : 1);
        }
      }
      return null;
    });
    Session last = registry.find("c");
    assertNull(last);
    assertEquals(begun.get(), ended.get());
  }

  private interface Task<T> {
    T run(SplittableRandom random) throws Exception;
  }

  private static <T> List<T> storm(Task<T> task) throws Exception {
    CyclicBarrier start = new CyclicBarrier(THREADS);
    List<T> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        SplittableRandom random = new SplittableRandom(i);
        Callable<T> one =
            () -> {
              start.await();
              return task.run(random);
            };
        futures.add(threads.submit(one));
      }
      for (Future<T> future : futures) {
        results.add(future.get());
      }
    }
    return results;
  }
}
