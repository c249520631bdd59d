package io.heddle.store;

import io.heddle.mqtt.Message;
import io.heddle.mqtt.TopicFilter;
import io.heddle.session.Journal;
import io.heddle.session.Kept;
import io.heddle.session.Standing;
import io.heddle.store.log.DamagedEntryException;
import io.heddle.store.log.SegmentLog;
import java.io.IOException;
import java.nio.ByteBuffer;
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
    messages.keySet().forEach(bodies::letGo);
    if (lost > 0) {
      LOG.error("{} messages are lost: their part of the store is damaged", lost);
    }
    return new Kept(lastHeartbeat, sessions, groups, retained);
  }

  /** Of a session that has ended there are only messages left that go back to share groups. */
  private static void forgetWhatIsOver(Image.Owner owner) {
    if (owner.standing != null && owner.standing.isOver()) {
      owner.held.values().removeIf(holding -> !holding.goesBack());
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
    if (owner != null && !(owner.held.isEmpty() && owner.subscriptions.isEmpty())) {
      LOG.warn(
          "A session with {} messages and {} subscriptions is lost: the store does not say whose",
          owner.held.size(),
          owner.subscriptions.size());
    }
    journals.apply(number).ended();
  }

  /** In the order in which they lie, which is the fastest. */
  private void readMessages() throws IOException {
    Set<Long> wanted = new TreeSet<>(Comparator.comparingLong(this::place));
    wanted.addAll(image.retained.values());
    image.owners.values().forEach(owner -> owner.held.values().forEach(h -> wanted.add(h.body())));
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
      ByteBuffer bytes = log.read(position);
      int length = bytes.remaining();
      Message message = Notation.message(body, position, bytes);
      bodies.written(body, length);
      if (position != body) {
        bodies.moved(body, position, length);
      }
      return message;
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
        items(owner),
        Map.copyOf(owner.received));
  }

  /**
   * A message that a member has too was handed over to it, and only that was written before the
   * end: it is the member's alone, or another one would get it as well.
   */
  private Kept.OfGroup group(OwnerJournal journal, TopicFilter filter, Image.Owner owner) {
    for (Holding holding : List.copyOf(owner.held.values())) {
      if (handedOver.contains(new Handover(journal.owner(), holding.body()))) {
        owner.held.remove(holding.sequence());
        journal.gone(holding.sequence());
      }
    }
    return new Kept.OfGroup(journal, filter, items(owner));
  }

  /** Which messages of groups sessions have. */
  private void noteHandovers() {
    for (Image.Owner owner : image.owners.values()) {
      if (owner.standing != null) {
        owner.held.values().stream()
            .filter(holding -> holding.group() != 0)
            .forEach(holding -> handedOver.add(new Handover(holding.group(), holding.body())));
      }
    }
  }

  private List<Kept.Item> items(Image.Owner owner) {
    List<Kept.Item> items = new ArrayList<>();
    owner.held.values().stream()
        .sorted(Comparator.comparingLong(Holding::sequence))
        .forEach(holding -> {
          Message message = messages.get(holding.body());
          if (message == null) {
            lost++;
          } else {
            bodies.hold(holding.body());
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
        holding.terms(),
        holding.packetId(),
        holding.order(),
        holding.released(),
        holding.group());
  }

  private List<Kept.Retained> retained() {
    List<Kept.Retained> found = new ArrayList<>();
    image.retained.forEach((topic, body) -> {
      Message message = messages.get(body);
      if (message == null) {
        lost++;
      } else {
        bodies.hold(body);
        found.add(new Kept.Retained(body, message));
      }
    });
    return found;
  }
}
