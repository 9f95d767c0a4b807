package org.ringbench.bench.run;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds the words that someone may have meant. */
public final class Similar {
  private static final int MOST = 3;

  private Similar() {}

  /** Up to three of the choices that are a few letters from a word, the nearest first. */
  public static List<String> to(String word, Collection<String> choices) {
    String given = word.toLowerCase(Locale.ROOT);
    int limit = Math.max(2, given.length() / 3);
    return choices.stream()
        .filter(choice -> distance(given, choice.toLowerCase(Locale.ROOT)) <= limit)
        .sorted(Comparator.comparingInt(c -> distance(given, c.toLowerCase(Locale.ROOT))))
        .limit(MOST)
        .toList();
  }

  /** Levenshtein's distance; that of a beginning of three letters or more is at most 1. */
  private static int distance(String word, String choice) {
    int[] above = new int[choice.length() + 1];
    for (int j = 0; j <= choice.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= word.length(); i++) {
      int[] row = new int[choice.length() + 1];
      row[0] = i;
      for (int j = 1; j <= choice.length(); j++) {
        int replaced = above[j - 1] + (word.charAt(i - 1) == choice.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    boolean begins = word.length() >= 3 && choice.startsWith(word);
    return begins ? Math.min(1, above[choice.length()]) : above[choice.length()];
  }
}
