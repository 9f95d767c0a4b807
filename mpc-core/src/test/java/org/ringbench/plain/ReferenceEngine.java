package org.ringbench.plain;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import org.ringbench.data.FloatTensor;
import org.ringbench.plan.Plan;
import org.ringbench.plan.Transpose;
import org.ringbench.ring.Shape;

/** What the operations mean, in doubles and in the plainest loops there are. */
public final class ReferenceEngine implements PlainEngine<double[][]> {
  @Override
  public void begin(Plan plan) {}

  @Override
  public double[][] load(FloatTensor tensor) {
    double[][] x = new double[tensor.shape().rows()][tensor.shape().cols()];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < x[i].length; j++) {
        x[i][j] = tensor.get(i, j);
      }
    }
    return x;
  }

  @Override
  public FloatTensor read(double[][] x) {
    FloatTensor tensor = new FloatTensor(shapeOf(x));
    for (int i = 0; i < tensor.values().length; i++) {
      tensor.values()[i] = (float) x[i / x[0].length][i % x[0].length];
    }
    return tensor;
  }

  @Override
  public Shape shapeOf(double[][] x) {
    return new Shape(x.length, x[0].length);
  }

  @Override
  public String description() {
    return "reference";
  }

  @Override
  public int threads() {
    return 1;
  }

  @Override
  public double[][] matmul(double[][] x, double[][] y, Transpose t) {
    double[][] a = t.left() ? transposed(x) : x;
    double[][] b = t.right() ? transposed(y) : y;
    double[][] out = new double[a.length][b[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < b[0].length; j++) {
        for (int k = 0; k < b.length; k++) {
          out[i][j] += a[i][k] * b[k][j];
        }
      }
    }
    return out;
  }

  @Override
  public double[][] add(double[][] x, double[][] y) {
    return map(x, y, Double::sum);
  }

  @Override
  public double[][] sub(double[][] x, double[][] y) {
    return map(x, y, (a, b) -> a - b);
  }

  @Override
  public double[][] hadamard(double[][] x, double[][] y) {
    return map(x, y, (a, b) -> a * b);
  }

  @Override
  public double[][] square(double[][] x) {
    return hadamard(x, x);
  }

  @Override
  public double[][] sign(double[][] x) {
    return map(x, x, (a, _) -> a >= 0 ? 1 : 0);
  }

  @Override
  public double[][] select(double[][] bit, double[][] x) {
    return hadamard(bit, x);
  }

  @Override
  public double[][] scale(double[][] x, double factor) {
    return map(x, x, (a, _) -> factor * a);
  }

  @Override
  public double[][] axpy(double factor, double[][] x, double[][] y) {
    return map(x, y, (a, b) -> factor * a + b);
  }

  @Override
  public double[][] addRow(double[][] x, double[][] row) {
    double[][] rows = new double[x.length][];
    Arrays.fill(rows, row[0]);
    return add(x, rows);
  }

  @Override
  public double[][] sumRows(double[][] x) {
    double[][] ones = new double[1][x.length];
    Arrays.fill(ones[0], 1);
    return matmul(ones, x, Transpose.NONE);
  }

  @Override
  public double[][] sum(double[][] x) {
    return sumRows(transposed(sumRows(x)));
  }

  private static double[][] transposed(double[][] x) {
    double[][] out = new double[x[0].length][x.length];
    for (int i = 0; i < out.length; i++) {
      for (int j = 0; j < x.length; j++) {
        out[i][j] = x[j][i];
      }
    }
    return out;
  }

  private static double[][] map(double[][] x, double[][] y, DoubleBinaryOperator op) {
    double[][] out = new double[x.length][x[0].length];
    for (int i = 0; i < out.length; i++) {
      for (int j = 0; j < out[i].length; j++) {
        out[i][j] = op.applyAsDouble(x[i][j], y[i][j]);
      }
    }
    return out;
  }
}
