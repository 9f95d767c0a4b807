package org.ringbench.bench.process;

import java.util.Arrays;
import org.ringbench.data.Dataset;
import org.ringbench.data.FloatTensor;

/** Linear regression by SGD in float64, in the clear: what the encrypted one is compared with. */
final class FloatRegression {
  private final int features;
  private final float[] x;
  private final float[] y;
  private final double rate;
  private final double momentum;
  private final double[] weights; // the bias is the last
  private final double[] velocities;
  private final double[] gradient;
  private final double[] row;

  FloatRegression(Dataset rows, double rate, double momentum) {
    features = rows.features().shape().cols();
    x = rows.features().values();
    y = rows.labels().values();
    this.rate = rate;
    this.momentum = momentum;
    weights = new double[features + 1];
    velocities = new double[features + 1];
    gradient = new double[features + 1];
    row = new double[features];
  }

  /** One step, with the mean of the squared errors of a batch as its loss. */
  void step(int[] batch) {
    Arrays.fill(gradient, 0);
    for (int r : batch) {
      double error = weights[features] - y[r];
      // Apart, so that the compiler can turn the loops into vectors.
      for (int j = 0; j < features; j++) {
        row[j] = x[r * features + j];
      }
      error += dot();
      for (int j = 0; j < features; j++) {
        gradient[j] += error * row[j];
      }
      gradient[features] += error;
    }
    double factor = 2 * rate / batch.length;
    for (int j = 0; j <= features; j++) {
      velocities[j] = momentum * velocities[j] + factor * gradient[j];
      weights[j] -= velocities[j];
    }
  }

  private double dot() {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int j = 0;
    for (; j + 3 < features; j += 4) {
      a += row[j] * weights[j];
      b += row[j + 1] * weights[j + 1];
      c += row[j + 2] * weights[j + 2];
      d += row[j + 3] * weights[j + 3];
    }
    for (; j < features; j++) {
      a += row[j] * weights[j];
    }
    return a + b + (c + d);
  }

  double weight(int feature) {
    return weights[feature];
  }

  double bias() {
    return weights[features];
  }

  FloatTensor weights() {
    return Outcome.column(Arrays.copyOf(weights, features));
  }
}
