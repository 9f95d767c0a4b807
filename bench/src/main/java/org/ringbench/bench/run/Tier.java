package org.ringbench.bench.run;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A named part of the grid. The tiers stand in {@code tiers.txt}, which says how they are written.
 *
 * @param name that {@code --tier} takes
 * @param description what it is for
 * @param limit the longest that it may be estimated to take on the reference machine
 * @param forks of each cell
 * @param again how many forks more there are, as a part of all, for the cells whose forks differ
 *     most
 * @param timing how long a fork measures
 * @param accuracy the training runs
 * @param cells in the order in which they are measured: what is compared stands together
 */
public record Tier(
    String name,
    String description,
    Duration limit,
    int forks,
    double again,
    Timing timing,
    AccuracyPlan accuracy,
    List<Cell> cells) {
  /** The cells are fixed. */
  public Tier {
    cells = List.copyOf(cells);
  }

  /** Every tier, the quickest first. */
  public static List<Tier> all() {
    return TierFile.ours().tiers();
  }

  /**
   * The tier of that name.
   *
   * @throws IllegalArgumentException naming the tiers
   */
  public static Tier of(String name) {
    return TierFile.ours().tier(name);
  }

  /** Names of tiers, in words. */
  static String names(List<Tier> tiers) {
    return tiers.stream().map(Tier::name).collect(Collectors.joining(" or "));
  }
}
