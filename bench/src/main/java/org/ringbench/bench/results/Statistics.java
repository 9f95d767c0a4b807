package org.ringbench.bench.results;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.moment.Variance;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;

/**
 * Intervals over forks. The fork is the sampling unit: iterations within one fork share its memory
 * layout and its compilation, so that they differ by far less than two forks do.
 *
 * <p>Times are compared by their logarithms, in which noise is closer to symmetric and a ratio is a
 * difference.
 */
public final class Statistics {
  /** The fewest forks that an interval is made of. */
  public static final int MIN_FORKS = 3;

  private static final double CONFIDENCE = 0.95;

  private Statistics() {}

  /** The middle value, or the mean of the middle two. */
  public static double median(List<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("median of no values");
    }
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /**
   * How uncertain the median is: the distance of the quartiles of the logarithms over the root of
   * their number. One outlier among many does not count, as it does not move the median.
   *
   * @param forks one positive time a fork, at least {@link #MIN_FORKS}
   */
  public static double doubt(List<Double> forks) {
    double[] logs = logarithms(forks);
    Percentile quartiles = new Percentile().withEstimationType(EstimationType.R_7);
    quartiles.setData(logs);
    return (quartiles.evaluate(75) - quartiles.evaluate(25)) / Math.sqrt(logs.length);
  }

  /**
   * The median of the forks, with Student's t interval of the mean of their logarithms.
   *
   * @param forks one positive time a fork, at least {@link #MIN_FORKS}
   */
  public static Interval interval(List<Double> forks) {
    Logs x = Logs.of(forks);
    double halfWidth = halfWidth(Math.sqrt(x.squaredError()), x.count() - 1);
    return around(median(forks), x.mean(), halfWidth);
  }

  /**
   * The ratio of the two medians, with Welch's t interval of the difference of the mean logarithms:
   * the sides may differ in noise and in number of forks.
   */
  public static Interval ratio(List<Double> numerator, List<Double> denominator) {
    Logs x = Logs.of(numerator);
    Logs y = Logs.of(denominator);
    double squaredError = x.squaredError() + y.squaredError();
    double freedom =
        squaredError
            * squaredError
            / (square(x.squaredError()) / (x.count() - 1)
                + square(y.squaredError()) / (y.count() - 1));
    double halfWidth = halfWidth(Math.sqrt(squaredError), freedom);
    return around(median(numerator) / median(denominator), x.mean() - y.mean(), halfWidth);
  }

  /** The interval about the centre, widened to hold the estimate where that is an outlier. */
  private static Interval around(double estimate, double centre, double halfWidth) {
    return new Interval(
        estimate,
        Math.min(estimate, Math.exp(centre - halfWidth)),
        Math.max(estimate, Math.exp(centre + halfWidth)));
  }

  private static double halfWidth(double standardError, double freedom) {
    if (standardError == 0) {
      return 0; // equal forks: Welch's degrees of freedom would be 0 / 0
    }
    return new TDistribution(freedom).inverseCumulativeProbability((1 + CONFIDENCE) / 2)
        * standardError;
  }

  private static double[] logarithms(List<Double> times) {
    if (times.size() < MIN_FORKS) {
      throw new IllegalArgumentException(
          "an interval needs at least " + MIN_FORKS + " forks, not " + times.size());
    }
    double[] logs = times.stream().mapToDouble(Math::log).toArray();
    if (!Arrays.stream(logs).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("times must be positive and finite: " + times);
    }
    return logs;
  }

  private static double square(double x) {
    return x * x;
  }

  /** The moments of the logarithms; {@code squaredError} is that of their mean. */
  private record Logs(int count, double mean, double squaredError) {
    static Logs of(List<Double> times) {
      double[] logs = logarithms(times);
      double squaredError = new Variance().evaluate(logs) / logs.length;
      return new Logs(logs.length, new Mean().evaluate(logs), squaredError);
    }
  }
}
