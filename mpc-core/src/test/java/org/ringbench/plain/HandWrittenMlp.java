package org.ringbench.plain;

import java.util.Map;
import org.ringbench.data.FloatTensor;

/** One hidden layer of ReLU, one output, squared error: loops over doubles, one row at a time. */
final class HandWrittenMlp {
  private final double[][] w1;
  private final double[] b1;
  private final double[] w2;
  private double b2;

  HandWrittenMlp(Map<String, FloatTensor> start) {
    ReferenceEngine reference = new ReferenceEngine();
    w1 = reference.load(start.get("w1"));
    b1 = reference.load(start.get("b1"))[0];
    w2 = new double[b1.length];
    for (int j = 0; j < w2.length; j++) {
      w2[j] = start.get("w2").get(j, 0);
    }
    b2 = start.get("b2").get(0, 0);
  }

  /** A step of gradient descent; returns the loss before it. */
  double step(FloatTensor x, FloatTensor y, double rate) {
    int rows = x.shape().rows();
    double[][] dw1 = new double[w1.length][b1.length];
    double[] db1 = new double[b1.length];
    double[] dw2 = new double[b1.length];
    double db2 = 0;
    double loss = 0;
    for (int row = 0; row < rows; row++) {
      double[] hidden = b1.clone();
      double error = b2 - y.get(row, 0);
      for (int j = 0; j < hidden.length; j++) {
        for (int k = 0; k < w1.length; k++) {
          hidden[j] += x.get(row, k) * w1[k][j];
        }
        error += Math.max(hidden[j], 0) * w2[j];
      }
      loss += error * error / rows;
      double slope = 2 * error / rows;
      db2 += slope;
      for (int j = 0; j < hidden.length; j++) {
        dw2[j] += slope * Math.max(hidden[j], 0);
        double inner = hidden[j] >= 0 ? slope * w2[j] : 0;
        db1[j] += inner;
        for (int k = 0; k < w1.length; k++) {
          dw1[k][j] += inner * x.get(row, k);
        }
      }
    }
    b2 -= rate * db2;
    for (int j = 0; j < b1.length; j++) {
      w2[j] -= rate * dw2[j];
      b1[j] -= rate * db1[j];
      for (int k = 0; k < w1.length; k++) {
        w1[k][j] -= rate * dw1[k][j];
      }
    }
    return loss;
  }
}
