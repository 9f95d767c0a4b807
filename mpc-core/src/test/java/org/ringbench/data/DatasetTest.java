package org.ringbench.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.ringbench.ring.Shape;

class DatasetTest {
  private static final Dataset SMALL =
      new Dataset("small", tensor(3, 2, 1, 5, 2, 5, 3, 5), tensor(3, 1, 10, 20, 60));

  @Test
  void refusesRowsThatDoNotPair() {
    refuses(
        "d: 2 rows of features and 1 rows of labels: expected as many",
        () -> new Dataset("d", tensor(2, 1, 1, 2), tensor(1, 1, 1)));
  }

  @Test
  void refusesValuesThatAreNotFinite() {
    refuses(
        "d: feature in row 2, column 1 is NaN: expected a finite number",
        () -> new Dataset("d", tensor(2, 2, 1, 2, Float.NaN, 4), tensor(2, 1, 1, 2)));
    refuses(
        "d: label in row 1, column 2 is -Infinity: expected a finite number",
        () -> new Dataset("d", tensor(1, 1, 1), tensor(1, 2, 1, Float.NEGATIVE_INFINITY)));
  }

  @Test
  void tensorRefusesValuesThatDoNotFitItsShape() {
    assertThrows(IllegalArgumentException.class, () -> tensor(2, 2, 1, 2, 3));
    assertThrows(
        IllegalArgumentException.class,
        () -> SMALL.features().gatherRows(new int[] {0}, new FloatTensor(new Shape(2, 2))));
    assertThrows(IndexOutOfBoundsException.class, () -> SMALL.rows(2, 2));
  }

  @Test
  void cutsRows() {
    assertArrayEquals(new float[] {20, 60}, SMALL.rows(1, 2).labels().values());
    assertArrayEquals(new float[] {1, 5}, SMALL.head(1).features().values());
    assertArrayEquals(new float[] {60}, SMALL.split(2).test().labels().values());
    assertArrayEquals(
        new float[] {3, 5, 1, 5}, SMALL.features().gatherRows(new int[] {2, 0}).values());
  }

  @Test
  void shufflesPairsTogether() {
    Dataset data = LinearData.generate(1).train().head(100);
    Dataset shuffled = data.shuffled(9);
    assertArrayEquals(shuffled.features().values(), data.shuffled(9).features().values());
    assertNotEquals(data.labels().get(0, 0), shuffled.labels().get(0, 0));
    int found = 0;
    for (int i = 0; i < 100; i++) {
      for (int j = 0; j < 100; j++) {
        if (data.features().get(i, 0) == shuffled.features().get(j, 0)) {
          assertEquals(data.labels().get(i, 0), shuffled.labels().get(j, 0));
          found++;
        }
      }
    }
    assertEquals(100, found);
  }

  @Test
  void standardises() {
    float third = (float) Math.sqrt(1.5);
    Dataset standard = SMALL.standardised();
    assertArrayEquals(new float[] {-third, 0, 0, 0, third, 0}, standard.features().values(), 1e-6f);
    FloatTensor labels = Standardisation.of(SMALL).restoreLabels(standard.labels());
    assertArrayEquals(SMALL.labels().values(), labels.values(), 1e-5f);
    Standardisation ofOther =
        Standardisation.of(new Dataset("d", tensor(1, 1, 1), tensor(1, 1, 1)));
    assertThrows(IllegalArgumentException.class, () -> ofOther.apply(SMALL));
  }

  @Test
  void batchesKeepTheSmallLastOne() {
    int[][] batches = Batches.sequential(5, 2).epoch(3);
    assertArrayEquals(new int[][] {{0, 1}, {2, 3}, {4}}, batches);
    assertEquals(3, Batches.sequential(5, 2).count());
    assertThrows(IllegalArgumentException.class, () -> Batches.sequential(5, 0));
    assertThrows(IllegalArgumentException.class, () -> Batches.shuffled(0, 1, 1));
  }

  @Test
  void shuffledBatchesDependOnSeedAndEpochAlone() {
    Batches batches = Batches.shuffled(50, 8, 42);
    int[] first = flat(batches.epoch(0));
    assertArrayEquals(first, flat(Batches.shuffled(50, 8, 42).epoch(0)));
    assertArrayEquals(first, flat(Batches.shuffled(50, 16, 42).epoch(0)));
    assertNotEquals(Arrays.toString(first), Arrays.toString(flat(batches.epoch(1))));
    assertNotEquals(
        Arrays.toString(flat(batches.epoch(1))),
        Arrays.toString(flat(Batches.shuffled(50, 8, 43).epoch(0))));
    Arrays.sort(first);
    assertArrayEquals(flat(Batches.sequential(50, 50).epoch(0)), first);
  }

  /** The bits must not change with the JDK: results are compared over years. */
  @Test
  void linearDataIsReproducible() {
    Split data = LinearData.generate(1);
    assertEquals(new Shape(3_200, 64), data.train().features().shape());
    assertEquals(new Shape(800, 1), data.test().labels().shape());
    assertEquals(1484104742, Arrays.hashCode(data.train().labels().values()));
    double squares = 0;
    for (float value : data.train().features().values()) {
      squares += (double) value * value;
    }
    assertEquals(1, squares / data.train().features().values().length, 0.01);
  }

  @Test
  void metrics() {
    FloatTensor predictions = tensor(3, 2, 0.9f, 0, 0.2f, 0.4f, 0.5f, 0.1f);
    FloatTensor labels = tensor(3, 2, 1, 0, 0, 1, 0, 1);
    assertEquals(2 / 3.0, Metrics.accuracy(predictions, labels), 1e-12);
    FloatTensor target = tensor(4, 1, 1, 2, 3, 4);
    FloatTensor guess = tensor(4, 1, 1, 2, 3, 6);
    assertEquals(1, Metrics.meanSquaredError(guess, target), 1e-12);
    assertEquals(0.5, Metrics.meanAbsoluteError(guess, target), 1e-12);
    assertEquals(0.2, Metrics.rSquared(guess, target), 1e-12);
    assertEquals(Double.NaN, Metrics.rSquared(guess, tensor(4, 1, 1, 1, 1, 1)));
    assertThrows(IllegalArgumentException.class, () -> Metrics.accuracy(predictions, target));
  }

  private static FloatTensor tensor(int rows, int cols, float... values) {
    return new FloatTensor(new Shape(rows, cols), values);
  }

  private static int[] flat(int[][] batches) {
    return Arrays.stream(batches).flatMapToInt(Arrays::stream).toArray();
  }

  private static void refuses(String message, Runnable action) {
    assertEquals(message, assertThrows(DataException.class, action::run).getMessage());
  }
}
