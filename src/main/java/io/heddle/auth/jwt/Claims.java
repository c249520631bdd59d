package io.heddle.auth.jwt;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a token says, which was signed by somebody who may say it. Immutable.
 *
 * @param tree made of maps, lists, texts, numbers and booleans
 */
record Claims(Map<String, Object> tree) {

  /** A claim of that name or, when the name has dots and there is none, one within objects. */
  @Nullable Object find(String name) {
    Object own = tree.get(name);
    if (own != null) {
      return own;
    }
    Object at = tree;
    for (String part : name.split("\\.", -1)) {
      at = at instanceof Map<?, ?> object ? object.get(part) : null;
    }
    return at;
  }

  /** A claim that is a text with something in it, or null. */
  @Nullable String text(String name) {
    return find(name) instanceof String text && !text.isEmpty() ? text : null;
  }

  /**
   * A list of texts, or one text with blanks between them; empty when there is no such claim, and
   * null when it is something else, or anything else is in it.
   */
  @Nullable Set<String> texts(String name) {
    Object value = find(name);
    if (value == null) {
      return Set.of();
    }
    List<?> list = value instanceof String text ? List.of(text.split(" ")) : null;
    if (value instanceof List<?> own) {
      list = own;
    }
    if (list == null) {
      return null;
    }
    Set<String> texts = new LinkedHashSet<>();
    for (Object item : list) {
      if (!(item instanceof String text)) {
        return null;
      }
      if (!text.isEmpty()) {
        texts.add(text);
      }
    }
    return texts;
  }
}
