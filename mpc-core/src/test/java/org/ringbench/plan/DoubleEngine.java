package org.ringbench.plan;

import java.util.function.DoubleBinaryOperator;

/** The plainest engine: arrays of doubles. */
final class DoubleEngine implements Engine<double[][]> {
  private static double[][] zip(double[][] x, double[][] y, DoubleBinaryOperator f) {
    double[][] z = new double[x.length][x[0].length];
    for (int r = 0; r < x.length; r++) {
      for (int c = 0; c < x[0].length; c++) {
        z[r][c] = f.applyAsDouble(x[r][c], y[y.length == 1 ? 0 : r][c]);
      }
    }
    return z;
  }

  private static double[][] transposed(double[][] x) {
    double[][] t = new double[x[0].length][x.length];
    for (int r = 0; r < x.length; r++) {
      for (int c = 0; c < x[0].length; c++) {
        t[c][r] = x[r][c];
      }
    }
    return t;
  }

  @Override
  public double[][] matmul(double[][] x, double[][] y, Transpose t) {
    double[][] left = t.left() ? transposed(x) : x;
    double[][] right = t.right() ? transposed(y) : y;
    double[][] z = new double[left.length][right[0].length];
    for (int i = 0; i < left.length; i++) {
      for (int k = 0; k < right.length; k++) {
        for (int j = 0; j < right[0].length; j++) {
          z[i][j] += left[i][k] * right[k][j];
        }
      }
    }
    return z;
  }

  @Override
  public double[][] add(double[][] x, double[][] y) {
    return zip(x, y, Double::sum);
  }

  @Override
  public double[][] sub(double[][] x, double[][] y) {
    return zip(x, y, (a, b) -> a - b);
  }

  @Override
  public double[][] addRow(double[][] x, double[][] row) {
    return zip(x, row, Double::sum);
  }

  @Override
  public double[][] sumRows(double[][] x) {
    double[][] sum = new double[1][x[0].length];
    for (double[] row : x) {
      sum = zip(sum, new double[][] {row}, Double::sum);
    }
    return sum;
  }

  @Override
  public double[][] sum(double[][] x) {
    return sumRows(transposed(sumRows(x)));
  }

  @Override
  public double[][] hadamard(double[][] x, double[][] y) {
    return zip(x, y, (a, b) -> a * b);
  }

  @Override
  public double[][] square(double[][] x) {
    return hadamard(x, x);
  }

  @Override
  public double[][] sign(double[][] x) {
    return zip(x, x, (a, _) -> a >= 0 ? 1 : 0);
  }

  @Override
  public double[][] select(double[][] bit, double[][] x) {
    return hadamard(bit, x);
  }

  @Override
  public double[][] scale(double[][] x, double factor) {
    return zip(x, x, (a, _) -> factor * a);
  }

  @Override
  public double[][] axpy(double factor, double[][] x, double[][] y) {
    return zip(x, y, (a, b) -> factor * a + b);
  }
}
