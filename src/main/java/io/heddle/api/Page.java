package io.heddle.api;

import java.util.List;

/**
 * A part of a list that is ordered by Client Identifier.
 *
 * @param items the entries; none behind the last page
 * @param number of the page, from 1
 * @param size the most entries of a page
 * @param total how many entries all pages have together
 */
public record Page<T>(List<T> items, int number, int size, long total) {
  /** Copies the list. */
  public Page {
    items = List.copyOf(items);
  }
}
