package io.heddle.broker.service;

import io.heddle.api.Drop;
import io.heddle.api.DropReason;
import io.heddle.api.Drops;
import io.heddle.broker.LastDrops;
import io.heddle.broker.LastDrops.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/** The last drops. Safe for use by any thread. */
record DropService(LastDrops last) implements Drops {
  private static final Comparator<Drop> BY_TIME = Comparator.comparing(Drop::at);

  @Override
  public List<Drop> of(String clientId) {
    return last.of(clientId).stream().map(DropService::drop).toList();
  }

  /** Those of a publisher's messages of which it was not known yet who would get them. */
  List<Drop> ofNobody(String publisher) {
    return last.ofNobody(publisher).stream().map(DropService::drop).toList();
  }

  private static Drop drop(Entry entry) {
    return new Drop(
        Instant.ofEpochMilli(entry.at()),
        DropReason.valueOf(entry.reason().name()),
        entry.client(),
        entry.topic(),
        entry.qos(),
        entry.publisher(),
        text(entry));
  }

  private static String text(Entry entry) {
    String whom =
        entry.client().isEmpty() ? "any member of a share group" : Words.name(entry.client());
    boolean own = entry.client().equals(entry.publisher());
    return Words.time(entry.at())
        + ": a message of "
        + (entry.publisher().isEmpty() ? "the server" : Words.name(entry.publisher()))
        + " to "
        + Words.name(entry.topic())
        + (own ? " was dropped: " : " was dropped before it reached " + whom + ": ")
        + Words.dropped(entry.reason())
        + ".";
  }

  @Override
  public List<Drop> newest(int most, Predicate<Drop> wanted) {
    if (most < 1) {
      throw new IllegalArgumentException(most + " drops: from 1");
    }
    PriorityQueue<Drop> newest = new PriorityQueue<>(BY_TIME);
    last.forEach(entry -> {
      Drop oldest = newest.size() < most ? null : newest.peek();
      if (oldest == null || oldest.at().toEpochMilli() < entry.at()) {
        Drop drop = drop(entry);
        if (wanted.test(drop)) {
          newest.add(drop);
          if (newest.size() > most) {
            newest.remove();
          }
        }
      }
    });
    List<Drop> all = new ArrayList<>(newest);
    all.sort(BY_TIME.reversed());
    return all;
  }
}
