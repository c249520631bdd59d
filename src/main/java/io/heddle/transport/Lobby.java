package io.heddle.transport;

import io.heddle.transport.tls.HandshakePool;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Those who are connected and have not said CONNECT yet, at all listeners. What they may take
 * together is bounded. When there is no more, the place with the most of them loses those that have
 * been there the longest: so whoever sends half handshakes from some hundred addresses makes room
 * himself for the clients of others. Safe for use by any thread; its lock is a leaf.
 */
final class Lobby {
  /** The part of the heap that they may take. */
  private static final int SHARE = 8;

  /** Bytes of a connection, and of the beginning of a CONNECT. */
  private static final int PLAIN = 8 * 1024;

  /** Bytes of the head of a request, and of what reads it. */
  private static final int HTTP = 32 * 1024;

  /** Bytes of the records and messages of a handshake, and of what computes with them. */
  private static final int TLS = 88 * 1024;

  private final long most;
  private final ReentrantLock lock = new ReentrantLock();

  /** None of them empty; by the lock, as the next two. */
  private final Map<Object, Place> places = new HashMap<>();

  /** The same, the fullest first. */
  private final TreeSet<Place> fullest =
      new TreeSet<>(
          Comparator.comparingInt((Place place) -> -place.guests.size())
              .thenComparingLong(place -> place.number));

  private long taken;
  private long numbers;

  /**
   * Nobody is there.
   *
   * @param most bytes
   */
  Lobby(long most) {
    this.most = most;
  }

  /** One that fits the heap. */
  static Lobby ofHeap() {
    return new Lobby(Runtime.getRuntime().maxMemory() / SHARE);
  }

  /** About how much memory a client takes at most before its CONNECT is here. */
  private static int bytes(Transport transport) {
    return switch (transport) {
      case Transport.Tcp _, Transport.Unix _ -> PLAIN;
      case Transport.Ws _ -> PLAIN + HTTP;
      case Transport.Tls _ -> PLAIN + TLS;
      case Transport.Wss _ -> PLAIN + TLS + HTTP;
    };
  }

  /** Where clients come from. Guarded by the lock. */
  private static final class Place {
    final Object key;
    final long number;
    final Deque<Guest> guests = new ArrayDeque<>(1);

    Place(Object key, long number) {
      this.key = key;
      this.number = number;
    }
  }

  /** Somebody who is there until he leaves, or has to. */
  final class Guest {
    private final Place place;
    private final int bytes;
    private final Runnable cut;

    private Guest(Place place, int bytes, Runnable cut) {
      this.place = place;
      this.bytes = bytes;
      this.cut = cut;
    }

    /** He has said CONNECT, or is gone; whoever has left does nothing. */
    void leave() {
      lock.lock();
      try {
        remove(this);
      } finally {
        lock.unlock();
      }
    }
  }

  /**
   * Takes somebody in; null when there is no room for him, and nobody whose place he may take.
   *
   * @param address null for whoever has none
   * @param transport that he comes over
   * @param cut ends his connection, when others need the room more
   */
  @Nullable Guest enter(@Nullable InetSocketAddress address, Transport transport, Runnable cut) {
    int bytes = bytes(transport);
    Object key = HandshakePool.place(address);
    List<Guest> displaced = new ArrayList<>();
    Guest guest = null;
    lock.lock();
    try {
      while (taken + bytes > most && displaces(key, displaced)) {
        // until there is room, or nobody is left who has more
      }
      if (taken + bytes <= most) {
        guest = added(key, bytes, cut);
      }
    } finally {
      lock.unlock();
    }
    displaced.forEach(each -> each.cut.run());
    return guest;
  }

  private Guest added(Object key, int bytes, Runnable cut) {
    Place place = places.computeIfAbsent(key, any -> new Place(any, numbers++));
    Guest guest = new Guest(place, bytes, cut);
    fullest.remove(place);
    place.guests.add(guest);
    fullest.add(place);
    taken += bytes;
    return guest;
  }

  /**
   * Sends one away from where there are the most: from elsewhere when there are more than where the
   * newcomer comes from, or else one of those.
   */
  private boolean displaces(Object newcomer, List<Guest> displaced) {
    if (fullest.isEmpty()) {
      return false;
    }
    Place own = places.get(newcomer);
    int ownSize = own == null ? 0 : own.guests.size();
    Place fuller = fullest.first();
    Place from = own != null && fuller.guests.size() <= ownSize ? own : fuller;
    boolean has = from == own || from.guests.size() > 1 + ownSize;
    if (has) {
      Guest oldest = from.guests.getFirst();
      remove(oldest);
      displaced.add(oldest);
    }
    return has;
  }

  private void remove(Guest guest) {
    Place place = guest.place;
    fullest.remove(place);
    if (place.guests.remove(guest)) {
      taken -= guest.bytes;
    }
    if (place.guests.isEmpty()) {
      places.remove(place.key, place);
    } else {
      fullest.add(place);
    }
  }

  /** How many bytes are set aside at this moment. */
  long taken() {
    lock.lock();
    try {
      return taken;
    } finally {
      lock.unlock();
    }
  }
}
