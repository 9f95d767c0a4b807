package org.ringbench.bench.gate;

import java.nio.file.Path;
import java.util.List;
import org.ringbench.bench.run.Tier;

/**
 * What a gate compares.
 *
 * @param base the jar of the version that is there
 * @param head the jar of the version that wants in
 * @param tier whose cells are measured
 * @param only parts of the ids to which the cells are limited; empty for all
 * @param pairs of each case, or 0 for the tier's usual number
 * @param times whether times are measured, beside counts
 * @param seed of the order
 * @param flags of the forks beside those that they need
 */
public record GateSettings(
    Path base,
    Path head,
    Tier tier,
    List<String> only,
    int pairs,
    boolean times,
    long seed,
    List<String> flags) {
  private static final int NIGHTLY_PAIRS = 12;
  private static final int USUAL_PAIRS = 7;

  /** Refuses fewer pairs than a bound needs. */
  public GateSettings {
    only = List.copyOf(only);
    flags = List.copyOf(flags);
    if (pairs != 0 && pairs < Pairs.LEAST) {
      throw new IllegalArgumentException(
          "--pairs %d: expected at least %d".formatted(pairs, Pairs.LEAST));
    }
  }

  /** Pairs of each case before the spread or a flag asks for more. */
  int plannedPairs() {
    if (pairs != 0) {
      return pairs;
    }
    return tier.name().equals("nightly") ? NIGHTLY_PAIRS : USUAL_PAIRS;
  }
}
