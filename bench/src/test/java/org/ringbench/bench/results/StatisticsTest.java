package org.ringbench.bench.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class StatisticsTest {
  @Test
  void medianIsTheMiddleValue() {
    assertEquals(2, Statistics.median(List.of(3.0, 1.0, 2.0)));
    assertEquals(2.5, Statistics.median(List.of(4.0, 1.0, 2.0, 3.0)));
    assertThrows(IllegalArgumentException.class, () -> Statistics.median(List.of()));
  }

  /** By hand: logs -h, 0, h; s = h, t(0.975, 2) = 4.302653, so the half width is h t / sqrt 3. */
  @Test
  void intervalIsStudentsOnLogarithms() {
    double h = 0.01;
    Interval interval = Statistics.interval(List.of(Math.exp(-h), 1.0, Math.exp(h)));
    double halfWidth = h * 4.302653 / Math.sqrt(3);
    assertEquals(1, interval.median());
    assertEquals(Math.exp(-halfWidth), interval.low(), 1e-8);
    assertEquals(Math.exp(halfWidth), interval.high(), 1e-8);
  }

  /** By hand: equal variances s^2/3 on both sides make Welch's degrees of freedom 2 + 2. */
  @Test
  void ratioIsWelchsOnLogarithms() {
    double h = 0.01;
    List<Double> plain = List.of(Math.exp(-h), 1.0, Math.exp(h));
    List<Double> encrypted = plain.stream().map(x -> 12 * x).toList();
    Interval ratio = Statistics.ratio(encrypted, plain);
    double halfWidth = 2.776445 * h * Math.sqrt(2.0 / 3);
    assertEquals(12, ratio.median(), 1e-12);
    assertEquals(12 * Math.exp(-halfWidth), ratio.low(), 1e-6);
    assertEquals(12 * Math.exp(halfWidth), ratio.high(), 1e-6);
  }

  /** By hand: the quartiles of three lie half-way between their values; of five they are values. */
  @Test
  void doubtIsTheQuartilesDistanceOverTheRootOfTheNumber() {
    double h = 0.1;
    List<Double> three = List.of(Math.exp(h), 1.0, Math.exp(-h));
    assertEquals(h / Math.sqrt(3), Statistics.doubt(three), 1e-12);
    List<Double> five = List.of(1.0, 9.0, Math.exp(-h), Math.exp(h), 0.1);
    assertEquals(2 * h / Math.sqrt(5), Statistics.doubt(five), 1e-12);
    assertEquals(0, Statistics.doubt(List.of(2.0, 2.0, 2.0, 2.0, 7.0)), "an outlier moves nothing");
  }

  @Test
  void equalForksGiveAPoint() {
    List<Double> forks = List.of(5.0, 5.0, 5.0);
    assertEquals(5, Statistics.interval(forks).low(), 1e-12);
    assertEquals(1, Statistics.ratio(forks, forks).high(), 1e-12);
  }

  @Test
  void anOutlyingMedianStaysInside() {
    // The median is the lowest value, four times; the mean of the logarithms lies above.
    List<Double> forks = List.of(1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.2, 1.2, 1.2, 1.2);
    Interval interval = Statistics.interval(forks);
    assertTrue(interval.low() <= interval.median() && interval.median() <= interval.high());
  }

  @Test
  void refusesFewerThanThreeForksAndTimesThatAreNone() {
    List<Double> two = List.of(1.0, 2.0);
    List<Double> three = List.of(1.0, 2.0, 3.0);
    assertThrows(IllegalArgumentException.class, () -> Statistics.interval(two));
    assertThrows(IllegalArgumentException.class, () -> Statistics.ratio(three, two));
    assertThrows(IllegalArgumentException.class, () -> Statistics.ratio(two, three));
    List<Double> zero = List.of(1.0, 0.0, 1.0);
    assertThrows(IllegalArgumentException.class, () -> Statistics.interval(zero));
  }

  /** The intervals hold the truth in 95 of 100 samples, as they promise. */
  @Test
  void intervalsCoverTheTruth() {
    RandomGenerator random = new SplittableRandom(7);
    int trials = 4000;
    int covered = 0;
    for (int trial = 0; trial < trials; trial++) {
      Interval ratio = Statistics.ratio(sample(random, 10, 0.05), sample(random, 1, 0.01));
      covered += ratio.low() <= 10 && 10 <= ratio.high() ? 1 : 0;
    }
    assertEquals(0.95, (double) covered / trials, 0.02);
  }

  private static List<Double> sample(RandomGenerator random, double centre, double sigma) {
    List<Double> sample = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      sample.add(centre * Math.exp(sigma * random.nextGaussian()));
    }
    return sample;
  }
}
