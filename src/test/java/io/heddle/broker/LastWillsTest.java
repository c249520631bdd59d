package io.heddle.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.api.Verdict;
import io.heddle.api.WillInterceptor;
import io.heddle.hook.HookOptions;
import io.heddle.hook.Hooks;
import io.heddle.hook.Interceptors;
import io.heddle.hook.Observers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The Wills of all clients, when somebody is asked about them. */
@Timeout(60)
class LastWillsTest {
  private static final int MANY = 70_000;

  private final Hooks hooks = new Hooks();
  private final List<Runnable> begun = new ArrayList<>();
  private final AtomicInteger ran = new AtomicInteger();

  /** Begins nothing before all has been handed over. */
  private final class Late implements Threads {
    private final int most;

    Late(int most) {
      this.most = most;
    }

    @Override
    public void start(String name, Runnable work) {
      begun.add(work);
      if (begun.size() == most) {
        new SystemThreads().startHeavy("late", () -> begun.forEach(this::run));
      }
    }

    private void run(Runnable work) {
      work.run();
      ran.incrementAndGet();
    }

    @Override
    public void startHeavy(String name, Runnable work) {
      work.run();
    }
  }

  private Core core(int startedAfter) {
    Machine machine =
        new Machine(InstantSource.system(), new FakeTimer(), new Random(1), new Late(startedAfter));
    Interceptors interceptors =
        new Interceptors(hooks, HookOptions.USUAL, new HookClockwork(machine));
    hooks.add("test", Hooks.Place.EMBEDDER, (WillInterceptor) (client, will) -> Verdict.allow());
    Core core = new Core(Parts.options(9, 9, MANY), machine, Observers.NONE, interceptors);
    for (int i = 0; i < MANY; i++) {
      core.sessions()
          .arrive("c" + i, true, null, Parts.visit(new Parts.Recording(), Parts.will("will")));
    }
    return core;
  }

  @Test
  void theyMayBeMoreThanSixtyFiveThousandAndAreWaitedFor() {
    Core core = core(MANY);
    core.publishWills(Duration.ofSeconds(50));
    assertTrue(ran.get() >= MANY - 1, "all but the count of the last: " + ran);
    assertEquals(MANY, begun.size());
  }

  @Test
  void whoNeverAnswersIsNotWaitedForAndAnInterruptStays() {
    Core core = core(MANY + 1);
    core.publishWills(Duration.ofMillis(1));
    assertEquals(MANY, begun.size());
    Thread.currentThread().interrupt();
    core.publishWills(Duration.ofSeconds(50));
    assertTrue(Thread.interrupted());
    assertFalse(Thread.interrupted());
  }
}
