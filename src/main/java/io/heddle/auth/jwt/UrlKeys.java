package io.heddle.auth.jwt;

import io.heddle.auth.Complaints;
import io.heddle.auth.WrongFile;
import io.heddle.auth.http.NoAnswerException;
import io.heddle.auth.http.Web;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keys that somebody publishes at an address, fetched when they are needed, and again from time to
 * time. One client at a time fetches, on its own thread; those who need a key that is not there
 * wait for it, all others go on with the keys that there are. When they cannot be fetched, the ones
 * that are known serve for a stated time. Safe for use by any thread; there is no lock.
 */
public final class UrlKeys implements TokenKeys {
  private final Web web;
  private final Times times;
  private final LongSupplier nanos;
  private final Complaints complaints;

  /**
   * Opens when the fetch that is under way has ended; null when there is none. Whoever sets it
   * fetches.
   */
  private final AtomicReference<@Nullable CountDownLatch> fetching = new AtomicReference<>();

  private volatile @Nullable Known known;

  /** When the last fetch ended, if {@link #tried}; written by whoever fetches. */
  private volatile long lastTry;

  private volatile boolean tried;

  /** Keys, and when they came. */
  private record Known(KeyRing keys, long since) {}

  /**
   * When keys are fetched.
   *
   * @param refresh after that time, whether or not a key is missing
   * @param pause between two fetches at least, whoever asks for whatever key
   * @param keep for how long keys serve that cannot be fetched again
   * @param timeout how long somebody waits for the fetch of another one
   */
  public record Times(Duration refresh, Duration pause, Duration keep, Duration timeout) {}

  /** No keys yet. */
  public UrlKeys(Web web, Times times, LongSupplier nanos, Complaints complaints) {
    this.web = web;
    this.times = times;
    this.nanos = nanos;
    this.complaints = complaints;
  }

  @Override
  public KeyRing get(@Nullable String id) throws NoKeysException {
    Known now = current();
    boolean missing = now == null || !now.keys.hasFor(id);
    if ((missing || isOlder(now, times.refresh)) && mayTry()) {
      fetch(missing);
      now = current();
    } else if (missing) {
      await();
      now = current();
    }
    if (now == null) {
      throw new NoKeysException("the keys of tokens cannot be fetched");
    }
    return now.keys;
  }

  private @Nullable Known current() {
    Known now = known;
    return now == null || isOlder(now, times.keep) ? null : now;
  }

  private boolean isOlder(@Nullable Known keys, Duration age) {
    return keys == null || nanos.getAsLong() - keys.since > age.toNanos();
  }

  private boolean mayTry() {
    return !tried || nanos.getAsLong() - lastTry >= times.pause.toNanos();
  }

  /** Fetches, or waits for whoever does already if a key is missing. */
  private void fetch(boolean missing) {
    CountDownLatch mine = new CountDownLatch(1);
    if (!fetching.compareAndSet(null, mine)) {
      if (missing) {
        await();
      }
      return;
    }
    try {
      // Another one may have ended between the question and the turn.
      if (mayTry()) {
        fetchNow();
      }
    } finally {
      fetching.set(null);
      mine.countDown();
    }
  }

  private void fetchNow() {
    try {
      Web.Answer answer = web.get();
      if (answer.status() != 200) {
        complaints.tell(web.name() + ": answers with status " + answer.status() + " and no keys");
        return;
      }
      known = new Known(KeyRing.published(web.name(), answer.body()), nanos.getAsLong());
    } catch (NoAnswerException e) {
      complaints.tell(e.words());
    } catch (WrongFile e) {
      complaints.tell(String.valueOf(e.getMessage()));
    } finally {
      lastTry = nanos.getAsLong();
      tried = true;
    }
  }

  private void await() {
    CountDownLatch other = fetching.get();
    if (other == null) {
      return;
    }
    try {
      other.await(times.timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
