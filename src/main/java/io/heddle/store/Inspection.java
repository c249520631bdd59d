package io.heddle.store;

import io.heddle.mqtt.Message;
import io.heddle.store.disk.Disk;
import io.heddle.store.log.Damage;
import io.heddle.store.log.Snapshot;
import io.heddle.store.log.Survey;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A look at a store that nobody uses, which changes nothing: reads all that was ever written and is
 * still there. Belongs to one thread.
 */
public final class Inspection implements AutoCloseable {
  private final Survey survey;
  private final Image image;
  private final Census census;
  private final List<Damage> damages;
  private final Wanted wanted;

  private Inspection(Survey survey, Image image) throws IOException {
    this.survey = survey;
    this.image = image;
    this.wanted = Wanted.of(image);
    this.census = new Census(wanted, survey.covered());
    this.damages = survey.read(census);
  }

  /**
   * Reads a store.
   *
   * @throws IOException when it cannot be read, or is of a version that this one does not know
   */
  public static Inspection of(Disk disk) throws IOException {
    Image image = new Image();
    try {
      return new Inspection(Survey.of(disk, image), image);
    } catch (IllegalArgumentException | BufferUnderflowException fault) {
      throw new IOException("an entry is whole, but says nothing that this version knows", fault);
    }
  }

  /** Whether there is no store at all. */
  public boolean isEmpty() throws IOException {
    return survey.segments().isEmpty() && damages.isEmpty();
  }

  /** Says whether it is sound. */
  public Findings check() throws IOException {
    List<String> losses = new ArrayList<>();
    for (Image.Owner owner : image.owners.values()) {
      if (owner.standing != null) {
        tell(losses, lost(owner), "the client " + owner.standing.clientId());
      } else if (owner.group != null) {
        tell(losses, lost(owner), "the share group " + owner.group);
      } else if (!owner.isEmpty()) {
        losses.add(
            "a session with %d messages and %d subscriptions: the store does not say whose"
                .formatted(owner.messages(), owner.subscriptions.size()));
      }
    }
    image.retained.forEach((topic, note) -> {
      if (isLost(note.body())) {
        losses.add("the message retained for the topic " + topic);
      }
    });
    return new Findings(census.entries(), used(), damages, losses);
  }

  private static void tell(List<String> losses, long lost, String whose) {
    if (lost > 0) {
      losses.add(lost + (lost == 1 ? " message of " : " messages of ") + whose);
    }
  }

  private long lost(Image.Owner owner) {
    return owner.bodies().filter(this::isLost).count();
  }

  private boolean isLost(long body) {
    return wanted.isLost(Wanted.place(image, body));
  }

  private long used() throws IOException {
    return survey.segments().stream().mapToLong(Survey.Segment::end).sum();
  }

  /** Says what there is. */
  public Stock stock() throws IOException {
    List<Survey.Segment> segments = survey.segments();
    Collection<Image.Owner> owners = image.owners.values();
    return new Stock(
        survey.version(),
        segments.size(),
        segments.stream().mapToLong(Survey.Segment::fileBytes).sum(),
        used(),
        census.needed(),
        census.kinds(),
        owners.stream().filter(owner -> owner.standing != null).count(),
        owners.stream().mapToLong(owner -> owner.subscriptions.size()).sum(),
        owners.stream().filter(owner -> owner.group != null).count(),
        owners.stream().mapToLong(owner -> owner.waiting.size()).sum(),
        owners.stream().mapToLong(owner -> owner.inflight.size()).sum(),
        image.retained.size(),
        census.oldest(),
        census.lastCommit());
  }

  /**
   * Tells every entry, in the order in which they were written.
   *
   * @param client about whose session, and which of the messages it published; null for all
   */
  public void dump(@Nullable String client, Consumer<Line> to) throws IOException {
    Names names = new Names();
    survey.read(names);
    survey.read(
        new Listing(
            names,
            this::message,
            line -> {
              if (client == null || client.equals(line.client())) {
                to.accept(line);
              }
            }));
  }

  private Message message(long body) throws IOException {
    long place = Wanted.place(image, body);
    return Notation.message(body, place, survey.read(place));
  }

  /** The largest file of a segment. */
  public long largestSegment() throws IOException {
    return survey.segments().stream().mapToLong(Survey.Segment::fileBytes).max().orElse(0);
  }

  /** All of it, to be copied. */
  public Snapshot snapshot() throws IOException {
    return survey.snapshot();
  }

  /** Lets the files go, and the disk. */
  @Override
  public void close() throws IOException {
    survey.close();
  }
}
