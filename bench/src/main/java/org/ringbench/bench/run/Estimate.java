package org.ringbench.bench.run;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How long a run will take: by experience with single forks ({@code cost} in {@code tiers.txt}),
 * scaled by the speed of this machine.
 *
 * @param timing of every fork
 * @param forks of every cell
 * @param again how many forks more there are, as a part of all
 * @param accuracy the training runs, if any
 * @param speed of this machine; the reference has 1
 */
public record Estimate(
    Timing timing, int forks, double again, Optional<AccuracyPlan> accuracy, double speed) {
  private static final List<ForkCost> COSTS = TierFile.ours().costs();

  /** One fork of a cell. */
  public Duration fork(Cell cell) {
    Duration beside =
        COSTS.stream()
            .filter(cost -> cost.fits(cell))
            .findFirst()
            .map(cost -> cost.of(cell))
            .orElse(Duration.ZERO);
    Duration iterations = cell.benchmark().isSingleShot() ? Duration.ZERO : timing.iterations();
    return Durations.times(beside, 1 / speed).plus(iterations);
  }

  /** All forks of a cell, as long as none comes again. */
  public Duration cell(Cell cell) {
    return fork(cell).multipliedBy(forks);
  }

  /** The training runs. */
  public Duration training() {
    return Durations.times(accuracy.map(AccuracyPlan::estimate).orElse(Duration.ZERO), 1 / speed);
  }

  /** The whole run. */
  public Duration total(List<Cell> cells) {
    Duration all = cells.stream().map(this::cell).reduce(Duration.ZERO, Duration::plus);
    return Durations.times(all, 1 + again).plus(training());
  }
}
