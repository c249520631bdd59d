package io.heddle.auth;

import io.heddle.api.Ban;
import io.heddle.api.Bans;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bans of a file and those that were added since. Looking somebody up takes no lock. Safe for
 * use by any thread.
 */
public final class BanList implements Bans {
  private static final Logger LOG = LoggerFactory.getLogger(BanList.class);

  private final Supplier<BanIndex> file;
  private final InstantSource clock;
  private final ReentrantLock turn = new ReentrantLock();
  private final AddedBans kept;

  /** Replaced under the lock. */
  private volatile BanIndex added = BanIndex.NONE;

  /** What of the file was looked at; under the lock. */
  private BanIndex seen;

  private volatile Runnable changed = () -> {};

  /**
   * The bans of a file.
   *
   * @param file answers the same object as long as nothing has changed
   */
  public BanList(Supplier<BanIndex> file, InstantSource clock) {
    this.file = file;
    this.clock = clock;
    this.seen = file.get();
    this.kept = new AddedBans(null);
  }

  /**
   * The bans of a file, and those that were added and outlive the process.
   *
   * @param file answers the same object as long as nothing has changed
   * @param kept where what is added outlives the process; need not be there yet
   * @throws WrongFile when it cannot be read
   */
  public BanList(Supplier<BanIndex> file, InstantSource clock, Path kept) throws WrongFile {
    this.file = file;
    this.clock = clock;
    this.seen = file.get();
    this.kept = new AddedBans(kept);
    this.added = this.kept.read();
  }

  /** What an operator should know. */
  public List<String> problems() {
    return kept.problems();
  }

  /**
   * From now on this runs when there are more bans than before, on the thread that brought them.
   */
  public void onChange(Runnable action) {
    changed = action;
  }

  /** Runs that action when the file has changed since the last time. */
  @SuppressWarnings("ReferenceEquality") // a file that was read anew is another object
  public void look() {
    BanIndex now = file.get();
    boolean other;
    turn.lock();
    try {
      other = now != seen;
      seen = now;
    } finally {
      turn.unlock();
    }
    if (other) {
      changed.run();
    }
  }

  /**
   * The ban of somebody; null when there is none.
   *
   * @param userName that was proved; null before that, and for anonymous clients
   * @param address null for a Unix domain socket
   */
  public @Nullable Ban find(
      String clientId, @Nullable String userName, @Nullable InetAddress address) {
    BanIndex ofFile = file.get();
    BanIndex others = added;
    if (ofFile.isEmpty() && others.isEmpty()) {
      return null;
    }
    Ban ban = ofFile.find(clientId, userName, address, clock.instant());
    return ban == null ? others.find(clientId, userName, address, clock.instant()) : ban;
  }

  @Override
  public void add(Ban ban) {
    change(ban.target(), ban);
    LOG.info("Banned: {} until {}: {}", ban.target(), until(ban), ban.reason());
    changed.run();
  }

  private static String until(Ban ban) {
    return ban.until() == null ? "further notice" : ban.until().toString();
  }

  @Override
  public boolean remove(Ban.Target target) {
    boolean removed = change(target, null);
    if (removed) {
      LOG.info("Banned no more: {}", target);
    }
    return removed;
  }

  /** Those that are over are forgotten with the next change. */
  private boolean change(Ban.Target target, @Nullable Ban ban) {
    turn.lock();
    try {
      List<Ban> bans = new ArrayList<>(added.list(clock.instant()));
      boolean removed = bans.removeIf(each -> each.target().equals(target));
      if (ban != null) {
        bans.add(ban);
      }
      added = BanIndex.of(bans);
      if (removed || ban != null) {
        kept.write(added, clock.instant());
      }
      return removed;
    } finally {
      turn.unlock();
    }
  }

  @Override
  public List<Ban> list() {
    List<Ban> all = new ArrayList<>(file.get().list(clock.instant()));
    all.addAll(added.list(clock.instant()));
    return List.copyOf(all);
  }
}
