package org.ringbench.bench.results;

/**
 * An estimate with its 95% confidence interval.
 *
 * @param median the estimate, within the interval
 * @param low the lower end, positive
 * @param high the upper end
 */
public record Interval(double median, double low, double high) {
  /** Refuses what is no interval of positive numbers. */
  public Interval {
    if (!(0 < low && low <= median && median <= high && high < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "interval [%s, %s] around %s: expected 0 < low <= median <= high"
              .formatted(low, high, median));
    }
  }
}
