package io.heddle.auth.acl;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the word that somebody may have meant. */
final class Nearest {
  private Nearest() {}

  /** The word that is the least unlike, or null when none is much like it. */
  static @Nullable String of(String word, List<String> words) {
    String nearest = null;
    int least = Integer.MAX_VALUE;
    for (String candidate : words) {
      int distance = distance(word, candidate);
      if (distance < least && distance <= Math.max(2, candidate.length() / 2)) {
        least = distance;
        nearest = candidate;
      }
    }
    return nearest;
  }

  /**
   * The least number of letters to insert, remove or replace, upper and lower case being the same.
   */
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (same(a.charAt(i - 1), b.charAt(j - 1)) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }

  private static boolean same(char a, char b) {
    return Character.toLowerCase(a) == Character.toLowerCase(b);
  }
}
