package io.heddle.broker;

import io.heddle.mqtt.Message;
import io.heddle.mqtt.Qos;
import io.heddle.session.DropReason;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The last messages that each client did not get. Bounded: so many of each client, of so many
 * clients, with names of so many characters; of the clients one that has lost nothing for long is
 * forgotten first. Safe for use by any thread and under any lock: what it locks is a leaf, and one
 * client's alone.
 */
public final class LastDrops {
  /** Characters of a name that are kept. */
  public static final int LONGEST = 256;

  /** Places of a client that has lost one message. */
  private static final int FEW = 4;

  /** Clients that are passed over because they have lost something again, when one has to go. */
  private static final int CHANCES = 16;

  private static final DropReason[] REASONS = DropReason.values();

  private final DropsOptions options;
  private final InstantSource clock;
  private final ConcurrentMap<String, Ring> rings = new ConcurrentHashMap<>();

  /** Those clients, the one that came first in front. */
  private final Queue<Ring> order = new ConcurrentLinkedQueue<>();

  private final AtomicInteger count = new AtomicInteger();

  LastDrops(DropsOptions options, InstantSource clock) {
    this.options = options;
    this.clock = clock;
  }

  /**
   * One of them.
   *
   * @param at milliseconds of the epoch
   * @param client empty for nobody in particular
   */
  public record Entry(
      long at, DropReason reason, String client, String topic, Qos qos, String publisher) {}

  /** Those of one client; guarded by itself. */
  private static final class Ring {
    private final String key;
    private final String client;
    private final int most;
    private long[] times = new long[FEW];
    private byte[] reasons = new byte[FEW];
    private String[] names = new String[2 * FEW];
    private int next;
    private int size;

    /** Whether something was added since somebody asked. */
    private volatile boolean busy;

    Ring(String key, String client, int most) {
      this.key = key;
      this.client = client;
      this.most = most;
    }

    synchronized void add(long now, DropReason reason, Qos qos, Message message) {
      if (next == times.length && next < most) {
        grow(Math.min(most, 2 * next));
      }
      int place = next >= Math.min(most, times.length) ? 0 : next;
      times[place] = now;
      reasons[place] = (byte) (reason.ordinal() << 2 | qos.value());
      names[2 * place] = kept(message.topic().value());
      names[2 * place + 1] = kept(message.publisher());
      next = place + 1;
      size = Math.max(size, next);
      if (!busy) {
        busy = true;
      }
    }

    private void grow(int places) {
      times = Arrays.copyOf(times, places);
      reasons = Arrays.copyOf(reasons, places);
      names = Arrays.copyOf(names, 2 * places);
    }

    /** The newest first. */
    synchronized List<Entry> all() {
      List<Entry> all = new ArrayList<>(size);
      for (int i = 1; i <= size; i++) {
        int place = Math.floorMod(next - i, size);
        byte reason = reasons[place];
        all.add(
            new Entry(
                times[place],
                REASONS[reason >> 2],
                client,
                names[2 * place],
                Qos.of(reason & 3),
                names[2 * place + 1]));
      }
      return all;
    }
  }

  private static String kept(String name) {
    return name.length() <= LONGEST ? name : name.substring(0, LONGEST);
  }

  /** Others with the same beginning are told apart by their hash. */
  private static String key(String client) {
    return client.length() <= LONGEST
        ? client
        : client.substring(0, LONGEST) + '\0' + client.hashCode();
  }

  /** No identifier has this. */
  private static String nobody(String publisher) {
    return '\0' + key(publisher);
  }

  /**
   * A message was dropped.
   *
   * @param client who does not get it; where that is nobody in particular, it is remembered with
   *     its publisher
   */
  void add(DropReason reason, Message message, Qos qos, String client) {
    if (options.perClient() == 0) {
      return;
    }
    String key = client.isEmpty() ? nobody(message.publisher()) : key(client);
    Ring ring = rings.get(key);
    if (ring == null) {
      ring = begin(key, kept(client));
    }
    ring.add(clock.millis(), reason, qos, message);
  }

  private Ring begin(String key, String client) {
    Ring fresh = new Ring(key, client, options.perClient());
    Ring known = rings.putIfAbsent(key, fresh);
    if (known != null) {
      return known;
    }
    order.add(fresh);
    if (count.incrementAndGet() > options.clients()) {
      forgetOne();
    }
    return fresh;
  }

  private void forgetOne() {
    for (int chances = CHANCES; ; chances--) {
      Ring first = order.poll();
      if (first == null) {
        return;
      }
      if (first.busy && chances > 0) {
        first.busy = false;
        order.add(first);
      } else {
        rings.remove(first.key, first);
        count.decrementAndGet();
        return;
      }
    }
  }

  /** Those of a client, the newest first. */
  public List<Entry> of(String client) {
    Ring ring = rings.get(key(client));
    return ring == null ? List.of() : ring.all();
  }

  /** Those that were nobody's in particular, of a publisher's messages; the newest first. */
  public List<Entry> ofNobody(String publisher) {
    Ring ring = rings.get(nobody(publisher));
    return ring == null ? List.of() : ring.all();
  }

  /** All, in no order of clients; those of one with the newest first. */
  public void forEach(Consumer<Entry> action) {
    rings.values().forEach(ring -> ring.all().forEach(action));
  }
}
