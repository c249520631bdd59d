package io.heddle.store;

import io.heddle.mqtt.Message;
import io.heddle.mqtt.TopicFilter;
import io.heddle.session.Journal;
import io.heddle.session.Kept;
import io.heddle.session.Spill;
import io.heddle.session.Standing;
import io.heddle.store.log.DamagedEntryException;
import io.heddle.store.log.SegmentLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes sessions, groups and retained messages of an {@link Image}: reads the messages from the
 * log. One that is damaged is told, and missing. Belongs to one thread; used once.
 */
final class Recall {
  private static final Logger LOG = LoggerFactory.getLogger(Recall.class);

  private final Image image;
  private final SegmentLog log;
  private final Bodies bodies;
  private final LongFunction<OwnerJournal> journals;
  private final Map<Long, Message> messages = new HashMap<>();
  private final Set<Handover> handedOver = new HashSet<>();
  private long lost;

  /** A message of a share group that a member has. */
  private record Handover(long group, long body) {}

  Recall(Image image, SegmentLog log, Bodies bodies, LongFunction<OwnerJournal> journals) {
    this.image = image;
    this.log = log;
    this.bodies = bodies;
    this.journals = journals;
  }

  Kept kept(long lastHeartbeat) throws IOException {
    image.owners.values().forEach(Recall::forgetWhatIsOver);
    forgetWhoCameBack();
    readMessages();
    noteHandovers();
    List<Kept.OfSession> sessions = new ArrayList<>();
    List<Kept.OfGroup> groups = new ArrayList<>();
    List<Long> strays = new ArrayList<>();
    image.owners.forEach((number, owner) -> {
      OwnerJournal journal = journals.apply(number);
      if (owner.standing != null) {
        sessions.add(session(journal, owner.standing, owner));
      } else if (owner.group != null) {
        groups.add(group(journal, TopicFilter.of(owner.group), owner));
      } else {
        strays.add(number);
      }
    });
    strays.forEach(this::forget);
    List<Kept.Retained> retained = retained();
    if (lost > 0) {
      LOG.error("{} messages are lost: their part of the store is damaged", lost);
    }
    return new Kept(lastHeartbeat, sessions, groups, retained);
  }

  /** Of a session that has ended there are only messages left that go back to share groups. */
  private static void forgetWhatIsOver(Image.Owner owner) {
    if (owner.standing != null && owner.standing.isOver()) {
      owner.waiting.removeIf(any -> true, any -> {});
      owner.inflight.values().removeIf(holding -> !holding.goesBack());
    }
  }

  /**
   * A client has one session, and a filter one share group. When there are two, the end of the
   * earlier one is in a damaged part.
   */
  private void forgetWhoCameBack() {
    Map<String, Image.Owner> latest = new HashMap<>();
    Map<String, Image.Owner> groups = new HashMap<>();
    new TreeMap<>(image.owners)
        .forEach((number, owner) -> {
          Standing standing = owner.standing;
          if (standing != null && !standing.isOver()) {
            Image.Owner earlier = latest.put(standing.clientId(), owner);
            if (earlier != null) {
              earlier.standing = null;
            }
          } else if (owner.group != null) {
            Image.Owner earlier = groups.put(owner.group, owner);
            if (earlier != null) {
              earlier.group = null;
            }
          }
        });
  }

  /** It was never there as a whole, or what it was is damaged. */
  private void forget(long number) {
    Image.Owner owner = image.owners.get(number);
    if (owner != null && !owner.isEmpty()) {
      LOG.warn(
          "A session with {} messages and {} subscriptions is lost: the store does not say whose",
          owner.messages(),
          owner.subscriptions.size());
    }
    journals.apply(number).ended();
  }

  /**
   * In the order in which they lie, which is the fastest. What waits, or is retained, is read when
   * it is wanted.
   */
  private void readMessages() throws IOException {
    Set<Long> wanted = new TreeSet<>(Comparator.comparingLong(this::place));
    image
        .owners
        .values()
        .forEach(owner -> owner.inflight.values().forEach(holding -> wanted.add(holding.body())));
    for (long body : wanted) {
      Message message = read(body);
      if (message != null) {
        messages.put(body, message);
      }
    }
  }

  private long place(long body) {
    return image.placed.getOrDefault(body, body);
  }

  private @Nullable Message read(long body) throws IOException {
    long position = place(body);
    try {
      return Notation.message(body, position, log.read(position));
    } catch (DamagedEntryException
        | java.io.FileNotFoundException
        | java.nio.file.NoSuchFileException e) {
      return null;
    }
  }

  private Kept.OfSession session(Journal journal, Standing standing, Image.Owner owner) {
    return new Kept.OfSession(
        journal,
        standing,
        List.copyOf(owner.subscriptions.values()),
        waiting(owner),
        inflight(owner),
        Map.copyOf(owner.received));
  }

  /**
   * A message that a member has too was handed over to it, and only that was written before the
   * end: it is the member's alone, or another one would get it as well.
   */
  private Kept.OfGroup group(OwnerJournal journal, TopicFilter filter, Image.Owner owner) {
    owner.waiting.removeIf(
        stored -> handedOver.contains(new Handover(journal.owner(), stored.body())), journal::gone);
    return new Kept.OfGroup(journal, filter, waiting(owner));
  }

  /** Which messages of groups sessions have. */
  private void noteHandovers() {
    for (Image.Owner owner : image.owners.values()) {
      if (owner.standing != null) {
        owner.inflight.values().stream()
            .filter(holding -> holding.group() != 0)
            .forEach(holding -> handedOver.add(new Handover(holding.group(), holding.body())));
      }
    }
  }

  private Spill waiting(Image.Owner owner) {
    owner.waiting.forEach(stored -> hold(stored.body(), stored.weight()));
    return owner.waiting;
  }

  private void hold(long body, int bytes) {
    bodies.kept(body, place(body), bytes);
  }

  private List<Kept.Item> inflight(Image.Owner owner) {
    List<Kept.Item> items = new ArrayList<>();
    owner.inflight.values().stream()
        .sorted(Comparator.comparingLong(Holding::sequence))
        .forEach(holding -> {
          Message message = messages.get(holding.body());
          if (message == null) {
            lost++;
          } else {
            hold(holding.body(), message.weight());
            items.add(item(holding, message));
          }
        });
    return items;
  }

  private static Kept.Item item(Holding holding, Message message) {
    return new Kept.Item(
        holding.sequence(),
        holding.body(),
        message,
        holding.stored().terms(),
        holding.packetId(),
        holding.order(),
        holding.released(),
        holding.group());
  }

  /** In the order in which they lie, which is the fastest for whoever reads them. */
  private List<Kept.Retained> retained() {
    return image.retained.values().stream()
        .sorted(Comparator.comparingLong(note -> place(note.body())))
        .map(this::retained)
        .toList();
  }

  private Kept.Retained retained(Note.Retained note) {
    hold(note.body(), note.weight());
    return new Kept.Retained(note.topic(), note.body(), note.weight(), note.expiresAt());
  }
}
