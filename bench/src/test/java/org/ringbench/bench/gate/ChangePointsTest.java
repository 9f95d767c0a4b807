package org.ringbench.bench.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Against published examples. */
class ChangePointsTest {
  /** The example of Apache Otava's own tests (change_point_divisive_test.py). */
  private static final List<Double> OTAVA =
      List.of(
          0.3, 2.4, 1.5, -0.9, -0.5, 99.7, 98.3, 99.1, 149.0, 149.7, 149.5, 149.1, 148.8, 150.0);

  @Test
  void otavasExampleChangesAtFiveAndEight() {
    assertEquals(List.of(5, 8), ChangePoints.of(OTAVA, 0.05, 1));
  }

  /** The examples of Hunter's tests (analysis_test.py). */
  @Test
  void huntersExamples() {
    List<Double> halved =
        List.of(
            1.02, 0.95, 0.99, 1.00, 1.12, 1.00, 1.01, 0.98, 1.01, 0.96, 0.50, 0.51, 0.48, 0.48,
            0.55, 0.50, 0.49, 0.51, 0.50, 0.49);
    assertEquals(List.of(10), ChangePoints.of(halved, 0.05, 1));
    List<Double> same = List.of(1.00, 1.02, 1.05, 0.95, 0.98, 1.00, 1.02, 1.05, 0.95, 0.98);
    assertEquals(List.of(), ChangePoints.of(same, 0.05, 1));
    List<Double> fifth = List.of(1.00, 1.02, 1.05, 0.95, 0.98, 0.80, 0.82, 0.85, 0.79, 0.77);
    assertEquals(List.of(5), ChangePoints.of(fifth, 0.05, 1));
  }

  /** The documentation of ecp's wrapper: 100 of N(0, 1), then 100 of N(0, 10) or of N(10, 1). */
  @Test
  void aChangeOfMeanOrOfSpreadIsFound() {
    Random random = new Random(2022);
    List<Double> mean =
        IntStream.range(0, 200).mapToObj(k -> random.nextGaussian() + (k < 100 ? 0 : 10)).toList();
    assertEquals(List.of(100), ChangePoints.of(mean, 0.05, 3));
    List<Double> spread =
        IntStream.range(0, 200).mapToObj(k -> random.nextGaussian() * (k < 100 ? 1 : 10)).toList();
    List<Integer> found = ChangePoints.of(spread, 0.05, 3);
    assertEquals(1, found.size(), found.toString());
    assertEquals(100, found.getFirst(), 4);
  }

  /** The statistic by the paper's sums, term by term. */
  @Test
  void theStatisticIsThatOfThePaper() {
    double[] x = OTAVA.stream().mapToDouble(Double::doubleValue).toArray();
    double[][] sums = ChangePoints.sums(x, 0, x.length);
    for (int place = 2; place <= x.length - 2; place++) {
      for (int end = place + 2; end <= x.length; end++) {
        double n = place;
        double m = end - place;
        double between = 0;
        double left = 0;
        double right = 0;
        for (int i = 0; i < end; i++) {
          for (int j = i + 1; j < end; j++) {
            double d = Math.abs(x[i] - x[j]);
            between += i < place && j >= place ? d : 0;
            left += j < place ? d : 0;
            right += i >= place ? d : 0;
          }
        }
        double energy =
            2 / (m * n) * between - 2 / (n * (n - 1)) * left - 2 / (m * (m - 1)) * right;
        assertEquals(m * n / (m + n) * energy, ChangePoints.statistic(sums, place, end), 1e-9);
      }
    }
  }

  @Test
  void noiseAloneSeldomChanges() {
    int changed = 0;
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      List<Double> noise = IntStream.range(0, 30).mapToObj(_ -> random.nextGaussian()).toList();
      changed += ChangePoints.of(noise, 0.05, seed).isEmpty() ? 0 : 1;
    }
    assertTrue(changed <= 8, "of 60 at 5%: " + changed);
  }

  @Test
  void shortSeriesHaveNone() {
    assertEquals(List.of(), ChangePoints.of(List.of(), 0.05, 1));
    assertEquals(List.of(), ChangePoints.of(List.of(1.0, 9.0, 9.0), 0.05, 1));
  }
}
