package org.ringbench.bench.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/**
 * E-divisive: where the distribution of a series changes (Matteson and James, A Nonparametric
 * Approach for Multiple Change Point Analysis of Multivariate Data, JASA 109, 2014), with exponent
 * 1. Each step splits a segment where the energy distance between what stands before and after is
 * largest, and stops at the first split that a permutation test finds no better than chance.
 */
final class ChangePoints {
  /** A distribution of one value has no spread. */
  private static final int SMALLEST = 2;

  private static final int PERMUTATIONS = 199;

  private final double[] series;
  private final double significance;
  private final Random random;
  private final TreeSet<Integer> borders = new TreeSet<>();

  private record Split(double statistic, int place) {
    static final Split NONE = new Split(Double.NEGATIVE_INFINITY, -1);

    Split orBetter(Split other) {
      return other.statistic > statistic ? other : this;
    }
  }

  private ChangePoints(List<Double> series, double significance, long seed) {
    this.series = series.stream().mapToDouble(Double::doubleValue).toArray();
    this.significance = significance;
    random = new Random(seed);
    borders.add(0);
    borders.add(this.series.length);
  }

  /**
   * The change points: indices at which another distribution begins, in order.
   *
   * @param significance of the permutation test, such as 0.05
   * @param seed of the permutations
   */
  static List<Integer> of(List<Double> series, double significance, long seed) {
    return new ChangePoints(series, significance, seed).find();
  }

  private List<Integer> find() {
    while (true) {
      Split best = best(series);
      if (best.place < 0 || !isSignificant(best)) {
        return borders.stream().filter(b -> b > 0 && b < series.length).toList();
      }
      borders.add(best.place);
    }
  }

  /** The best split of all segments. */
  private Split best(double[] values) {
    Split best = Split.NONE;
    for (int[] segment : segments()) {
      best = best.orBetter(split(values, segment[0], segment[1]));
    }
    return best;
  }

  private List<int[]> segments() {
    List<int[]> segments = new ArrayList<>();
    for (int end : borders.tailSet(1)) {
      segments.add(new int[] {borders.lower(end), end});
    }
    return segments;
  }

  /**
   * Whether shuffling within the segments seldom gives as good a split: the first of all shufflings
   * is the series itself.
   */
  private boolean isSignificant(Split split) {
    int asGood = 1;
    double allowed = significance * (PERMUTATIONS + 1);
    for (int p = 0; p < PERMUTATIONS && asGood <= allowed; p++) {
      double[] shuffled = series.clone();
      segments().forEach(segment -> shuffle(shuffled, segment[0], segment[1]));
      asGood += best(shuffled).statistic >= split.statistic ? 1 : 0;
    }
    return asGood <= allowed;
  }

  private void shuffle(double[] values, int from, int to) {
    for (int i = to - 1; i > from; i--) {
      int j = from + random.nextInt(i - from + 1);
      double kept = values[i];
      values[i] = values[j];
      values[j] = kept;
    }
  }

  /** The best split of one segment; its right part may end before the segment does. */
  private static Split split(double[] values, int from, int to) {
    double[][] sums = sums(values, from, to);
    int length = to - from;
    Split best = Split.NONE;
    for (int place = SMALLEST; place <= length - SMALLEST; place++) {
      for (int end = place + SMALLEST; end <= length; end++) {
        best = best.orBetter(new Split(statistic(sums, place, end), from + place));
      }
    }
    return best;
  }

  /** Equation 7 of the paper: the scaled energy distance of [0, place) and [place, end). */
  static double statistic(double[][] sums, int place, int end) {
    double n = place;
    double m = end - place;
    double between = sums[place][end] - sums[place][place];
    double left = sums[place][place] / 2;
    double right = (sums[end][end] - 2 * sums[place][end] + sums[place][place]) / 2;
    double distance = 2 * between / (n * m) - 2 * left / (n * (n - 1)) - 2 * right / (m * (m - 1));
    return n * m / (n + m) * distance;
  }

  /** The sums of all distances between the first i and the first j values. */
  static double[][] sums(double[] values, int from, int to) {
    int length = to - from;
    double[][] sums = new double[length + 1][length + 1];
    for (int i = 0; i < length; i++) {
      for (int j = 0; j < length; j++) {
        double distance = Math.abs(values[from + i] - values[from + j]);
        sums[i + 1][j + 1] = distance + sums[i][j + 1] + sums[i + 1][j] - sums[i][j];
      }
    }
    return sums;
  }
}
