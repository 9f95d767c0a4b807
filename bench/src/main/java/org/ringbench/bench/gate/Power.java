package org.ringbench.bench.gate;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.math3.analysis.integration.IterativeLegendreGaussIntegrator;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.special.Gamma;

/** How likely a session notices a slowdown: the upper tail of the noncentral t distribution. */
final class Power {
  private static final NormalDistribution NORMAL = new NormalDistribution();
  private static final int POINTS = 16;
  private static final double ACCURACY = 1e-9;
  private static final int EVALUATIONS = 200_000;

  /** Of three pairs, the fewest, at any power that is asked for. */
  private static final double LARGEST_SHIFT = 64;

  private static final double SHIFT_ACCURACY = 1e-6;

  private record Design(int pairs, double power) {}

  private static final Map<Design, Double> SHIFTS = new ConcurrentHashMap<>();

  private Power() {}

  /**
   * The probability that the lower bound of the mean lies above a threshold.
   *
   * @param pairs that are measured
   * @param deviation of their differences
   * @param change the true mean, as a logarithm
   * @param threshold as a logarithm
   */
  static double of(int pairs, double deviation, double change, double threshold) {
    if (deviation == 0) {
      return change > threshold ? 1 : 0;
    }
    double shift = (change - threshold) * Math.sqrt(pairs) / deviation;
    return tail(Pairs.quantile(pairs - 1), pairs - 1, shift);
  }

  /** The fewest pairs with that power, between the bounds; {@code most} if even that has not. */
  static int pairs(
      double wanted, int least, int most, double deviation, double change, double threshold) {
    int pairs = least;
    // By the shift that gives the power, which depends on nothing that was measured.
    while (pairs < most
        && (change - threshold) * Math.sqrt(pairs) < deviation * shift(pairs, wanted)) {
      pairs++;
    }
    return pairs;
  }

  /** The shift of the noncentral t at which a bound of so many pairs has a power. */
  private static double shift(int pairs, double wanted) {
    return SHIFTS.computeIfAbsent(
        new Design(pairs, wanted),
        _ -> {
          double low = 0;
          double high = LARGEST_SHIFT;
          while (high - low > SHIFT_ACCURACY) {
            double middle = (low + high) / 2;
            if (tail(Pairs.quantile(pairs - 1), pairs - 1, middle) < wanted) {
              low = middle;
            } else {
              high = middle;
            }
          }
          return high;
        });
  }

  /**
   * P(T > t) of T = (Z + shift) / W, where Z is normal and W the root of a chi square over its
   * degrees of freedom: the integral over W of P(Z > t w - shift).
   */
  static double tail(double t, int freedom, double shift) {
    double half = freedom / 2.0;
    double logFactor = Math.log(2) + half * Math.log(half) - Gamma.logGamma(half);
    // W is near 1 with deviation 1 / sqrt(2 freedom): ten of those leave nothing out.
    double width = 10 / Math.sqrt(2.0 * freedom);
    double p =
        new IterativeLegendreGaussIntegrator(POINTS, ACCURACY, ACCURACY)
            .integrate(
                EVALUATIONS,
                w ->
                    Math.exp(logFactor + (freedom - 1) * Math.log(w) - half * w * w)
                        * NORMAL.cumulativeProbability(shift - t * w),
                Math.max(0, 1 - width),
                1 + width);
    return Math.min(1, Math.max(0, p));
  }
}
