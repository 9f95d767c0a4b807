package org.ringbench.bench.gate;

import java.util.ArrayList;
import java.util.List;

/** What counts found beside changes, in words. */
final class Problems {
  private Problems() {}

  static List<String> of(DeterministicTier counts, String base) {
    List<String> problems = new ArrayList<>();
    if (counts.compared() == 0) {
      problems.add("not comparable: head and " + base + " have no row in common");
    }
    counts.missing().forEach(id -> problems.add("incomplete: head lacks " + id));
    counts
        .otherWork()
        .forEach(
            id ->
                problems.add(
                    "not comparable: %s computes something else than in the %s"
                        .formatted(id, base)));
    return problems;
  }
}
