package org.ringbench.data;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The order in which rows are trained on: which rows make up which batch of which epoch. */
public final class Batches {
  private final int rows;
  private final int batchSize;
  private final boolean shuffled;
  private final long seed;

  private Batches(int rows, int batchSize, boolean shuffled, long seed) {
    if (rows < 1 || batchSize < 1) {
      throw new IllegalArgumentException(
          rows + " rows in batches of " + batchSize + ": both must be at least 1");
    }
    this.rows = rows;
    this.batchSize = batchSize;
    this.shuffled = shuffled;
    this.seed = seed;
  }

  /** Rows 0, 1, 2 and so on, in every epoch. */
  public static Batches sequential(int rows, int batchSize) {
    return new Batches(rows, batchSize, false, 0);
  }

  /**
   * A new order in each epoch, which depends on the seed, the epoch and the number of rows alone.
   */
  public static Batches shuffled(int rows, int batchSize, long seed) {
    return new Batches(rows, batchSize, true, seed);
  }

  /** The batches of an epoch, counted from 0; the last is smaller where the rows do not fill it. */
  public int[][] epoch(int epoch) {
    int[] order =
        shuffled
            ? new SplitMix(new SplitMix(seed).nextLong() + epoch).permutation(rows)
            : IntStream.range(0, rows).toArray();
    int[][] batches = new int[count()][];
    for (int b = 0; b < batches.length; b++) {
      int from = b * batchSize;
      batches[b] = Arrays.copyOfRange(order, from, Math.min(from + batchSize, rows));
    }
    return batches;
  }

  /** The number of batches of an epoch. */
  public int count() {
    return Math.ceilDiv(rows, batchSize);
  }
}
