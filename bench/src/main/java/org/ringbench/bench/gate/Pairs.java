package org.ringbench.bench.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.moment.Variance;

/**
 * Pairs of forks, one of each version, measured next to each other. What the two forks of a pair
 * have in common (heat, neighbours, the hour) is not in their difference.
 *
 * @param differences d = ln(head / base) of each pair, turned so that positive is worse
 */
record Pairs(List<Double> differences) {
  /** The confidence of each one-sided bound. */
  static final double CONFIDENCE = 0.975;

  private static final Map<Integer, Double> QUANTILES = new ConcurrentHashMap<>();

  /** The fewest pairs that give a bound. */
  static final int LEAST = 3;

  Pairs {
    differences = List.copyOf(differences);
    if (!differences.stream().allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("differences must be finite: " + differences);
    }
  }

  int count() {
    return differences.size();
  }

  double mean() {
    return new Mean().evaluate(values());
  }

  /** The standard deviation of d. */
  double deviation() {
    return Math.sqrt(new Variance().evaluate(values()));
  }

  /** The standard deviation of the logarithm of one fork: a difference has two forks' noise. */
  double forkSpread() {
    return deviation() / Math.sqrt(2);
  }

  /** Student's lower bound of the mean: the truth is below it in 2.5% of sessions. */
  double lower() {
    return mean() - halfWidth();
  }

  /** Student's upper bound of the mean. */
  double upper() {
    return mean() + halfWidth();
  }

  private double halfWidth() {
    if (count() < LEAST) {
      throw new IllegalStateException("%d pairs: expected at least %d".formatted(count(), LEAST));
    }
    return quantile(count() - 1) * deviation() / Math.sqrt(count());
  }

  /** Student's quantile of {@link #CONFIDENCE}. */
  static double quantile(int freedom) {
    return QUANTILES.computeIfAbsent(
        freedom, f -> new TDistribution(f).inverseCumulativeProbability(CONFIDENCE));
  }

  /**
   * The worsening of a ratio: this one's d less the denominator's, in the order in which both were
   * measured, over as many as both have.
   */
  Pairs minus(Pairs denominator) {
    List<Double> ratio = new ArrayList<>();
    for (int k = 0; k < Math.min(count(), denominator.count()); k++) {
      ratio.add(differences.get(k) - denominator.differences.get(k));
    }
    return new Pairs(ratio);
  }

  private double[] values() {
    return differences.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
