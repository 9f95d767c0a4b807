package org.ringbench.data;

import org.ringbench.ring.Shape;

/**
 * Made-up data for linear regression: x and the weights are normal, y = x w + b + noise of
 * deviation 0.1, with y of about unit variance. The same seed gives the same floats everywhere.
 */
public final class LinearData {
  /** Features of {@link #generate(long)}. */
  public static final int FEATURES = 64;

  /** Training rows of {@link #generate(long)}. */
  public static final int TRAIN_ROWS = 3_200;

  /** Test rows of {@link #generate(long)}. */
  public static final int TEST_ROWS = 800;

  private static final double NOISE = 0.1;

  private LinearData() {}

  /** 64 features, 3,200 rows to train and 800 to test. */
  public static Split generate(long seed) {
    return generate(seed, FEATURES, TRAIN_ROWS, TEST_ROWS);
  }

  /** Data of the given size, all from one hidden model. */
  public static Split generate(long seed, int features, int trainRows, int testRows) {
    SplitMix random = new SplitMix(seed);
    double[] weights = new double[features];
    for (int j = 0; j < features; j++) {
      weights[j] = random.nextGaussian() / StrictMath.sqrt(features);
    }
    double bias = random.nextGaussian();
    FloatTensor x = new FloatTensor(new Shape(trainRows + testRows, features));
    FloatTensor y = new FloatTensor(new Shape(trainRows + testRows, 1));
    for (int i = 0; i < y.values().length; i++) {
      double value = bias;
      for (int j = 0; j < features; j++) {
        float feature = (float) random.nextGaussian();
        x.values()[i * features + j] = feature;
        value += feature * weights[j];
      }
      y.values()[i] = (float) (value + NOISE * random.nextGaussian());
    }
    return new Dataset("linear-" + seed, x, y).split(trainRows);
  }
}
