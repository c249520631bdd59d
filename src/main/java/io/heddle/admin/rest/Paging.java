package io.heddle.admin.rest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Cuts parts out of lists that are ordered by a key. The work for a part is bounded: one that a
 * filter leaves nearly nothing of may be empty, and says where to go on. Only to count what a
 * filter leaves the whole list is walked over, once, with turns for others in between.
 *
 * @param source what comes behind a key, in order; all for an empty one
 * @param key of an entry
 * @param total of a list without a filter; null when it has to be counted, too
 */
record Paging<T>(
    Function<String, Stream<T>> source, Function<T, String> key, @Nullable LongSupplier total) {
  static final Item<Long> LIMIT =
      Item.optional(
          "limit", Scalar.whole(1, 1000), "The most entries of the answer; 100 when left out.");

  static final Item<String> CURSOR =
      Item.optional(
          "cursor",
          Scalar.TEXT,
          "Where to go on: `next` of the answer before; without it the list begins.");

  /** No identifier has it: with it behind, a text comes right after itself. */
  private static final char BEHIND = '\0';

  private static final long USUAL = 100;

  /** Entries that are looked at for one part. */
  private static final int LOOKS = 10_000;

  /** Entries after which others have their turn: virtual threads are not time-sliced. */
  private static final int TURN = 256;

  /** Where a list goes on. */
  private record Place(OptionalLong total, String after) {
    static final Place BEGIN = new Place(OptionalLong.empty(), "");

    String text() {
      String plain = (total.isPresent() ? "" + total.getAsLong() : "") + ' ' + after;
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    static Place of(String text) throws Problem {
      try {
        String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
        int space = plain.indexOf(' ');
        String number = plain.substring(0, space);
        return new Place(
            number.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(number)),
            plain.substring(space + 1));
      } catch (RuntimeException e) {
        throw Problem.badRequest("cursor: is none that this list has told");
      }
    }
  }

  /**
   * A list of clients, or of what they have.
   *
   * @param from what begins with a Client Identifier, that included
   * @param prefix of the identifiers of those that are in it; null for all
   */
  static <T> Paging<T> ofClients(
      Function<String, Stream<T>> from,
      Function<T, String> key,
      LongSupplier total,
      @Nullable String prefix) {
    Function<String, Stream<T>> all = after -> from.apply(after.isEmpty() ? after : after + BEHIND);
    if (prefix == null) {
      return new Paging<>(all, key, total);
    }
    return new Paging<>(
        after ->
            (after.isEmpty() ? from.apply(prefix) : all.apply(after))
                .takeWhile(each -> key.apply(each).startsWith(prefix)),
        key,
        null);
  }

  /**
   * A part of the list.
   *
   * @param filter what is in it; null for everything
   */
  Listed<T> part(Call call, @Nullable Predicate<T> filter) throws Problem {
    String cursor = call.find(CURSOR);
    Place place = cursor == null ? Place.BEGIN : Place.of(cursor);
    long limit = call.parameters().get(LIMIT, USUAL);
    boolean counts = filter != null || total == null;
    Predicate<T> wanted = filter == null ? each -> true : filter;
    long all =
        counts
            ? place.total.orElseGet(() -> count(wanted))
            : java.util.Objects.requireNonNull(total).getAsLong();
    List<T> items = new ArrayList<>();
    Iterator<T> entries = source.apply(place.after).iterator();
    String last = place.after;
    for (int looks = 0; entries.hasNext() && items.size() < limit && looks < LOOKS; looks++) {
      T entry = entries.next();
      last = key.apply(entry);
      if (wanted.test(entry)) {
        items.add(entry);
      }
      giveTurn(looks);
    }
    Place next = new Place(counts ? OptionalLong.of(all) : OptionalLong.empty(), last);
    return new Listed<>(items, all, entries.hasNext() ? next.text() : null);
  }

  private long count(Predicate<T> wanted) {
    long number = 0;
    long looks = 0;
    for (Iterator<T> entries = source.apply("").iterator(); entries.hasNext(); looks++) {
      number += wanted.test(entries.next()) ? 1 : 0;
      giveTurn(looks);
    }
    return number;
  }

  private static void giveTurn(long looks) {
    if (looks % TURN == TURN - 1) {
      LockSupport.parkNanos(1);
    }
  }
}
