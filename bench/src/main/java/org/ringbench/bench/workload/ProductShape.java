package org.ringbench.bench.workload;

import java.util.List;
import java.util.stream.Stream;
import org.ringbench.ring.Shape;

/**
 * The shape of a matrix product, m x k by k x n.
 *
 * @param m rows
 * @param k inner dimension
 * @param n columns
 */
public record ProductShape(int m, int k, int n) {
  /**
   * Reads such as 64x784x128.
   *
   * @throws IllegalArgumentException if it is not three positive numbers
   */
  public static ProductShape of(String size) {
    if (!size.matches("[1-9]\\d{0,5}(x[1-9]\\d{0,5}){2}")) {
      throw new IllegalArgumentException(
          "size \"%s\": expected ROWSxINNERxCOLUMNS".formatted(size));
    }
    List<Integer> sides = Stream.of(size.split("x", -1)).map(Integer::valueOf).toList();
    return new ProductShape(sides.get(0), sides.get(1), sides.get(2));
  }

  Shape left() {
    return new Shape(m, k);
  }

  Shape right() {
    return new Shape(k, n);
  }

  Shape product() {
    return new Shape(m, n);
  }

  /** Of one product. */
  long multiplyAdds() {
    return (long) m * k * n;
  }

  /** The product in the ring, by plain loops. */
  long[] multiply(long[] x, long[] y) {
    long[] z = new long[m * n];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < k; j++) {
        long factor = x[i * k + j];
        for (int l = 0; l < n; l++) {
          z[i * n + l] += factor * y[j * n + l];
        }
      }
    }
    return z;
  }

  /** The product in float64, by plain loops; {@code absolute} takes every number's size. */
  double[] multiply(float[] x, float[] y, boolean absolute) {
    double[] z = new double[m * n];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < k; j++) {
        double factor = absolute ? Math.abs(x[i * k + j]) : x[i * k + j];
        for (int l = 0; l < n; l++) {
          double other = absolute ? Math.abs(y[j * n + l]) : y[j * n + l];
          z[i * n + l] += factor * other;
        }
      }
    }
    return z;
  }
}
