package org.ringbench.bench.gpu;

import java.util.List;
import org.ringbench.bench.gpu.Pair.Twin;
import org.ringbench.ring.MatmulTerm;
import org.ringbench.ring.Shape;

/** The matrix product, in all orientations, of one term and of two. */
final class ProductCases {
  /** Rows, inner dimension and columns: odd ones, k = 1, single rows and columns, whole tiles. */
  static final int[][] SIZES = {
    {1, 1, 1},
    {1, 9, 1},
    {3, 1, 5},
    {5, 7, 3},
    {16, 32, 8},
    {17, 33, 9},
    {64, 64, 64},
    {65, 63, 67},
    {1, 300, 64},
    {100, 64, 1},
    {64, 784, 128},
    {130, 65, 97},
    {128, 10, 64},
    {31, 1025, 33}
  };

  private ProductCases() {}

  static List<KernelCase> all() {
    return List.of(new KernelCase("matmul", ProductCases::matmul));
  }

  private static void matmul(Pair p) {
    for (int[] size : SIZES) {
      for (int orientation = 0; orientation < 4; orientation++) {
        boolean tx = (orientation & 1) != 0;
        boolean ty = (orientation & 2) != 0;
        product(p, size, tx, ty, 1, size[1]);
        product(p, size, tx, ty, Long.MIN_VALUE + 3, size[1], 5);
      }
    }
  }

  private static void product(
      Pair p, int[] size, boolean tx, boolean ty, long factor, int... inner) {
    int m = size[0];
    int n = size[2];
    Twin acc = p.words(new Shape(m, n));
    Twin[] x = new Twin[inner.length];
    Twin[] y = new Twin[inner.length];
    for (int i = 0; i < inner.length; i++) {
      x[i] = p.words(tx ? new Shape(inner[i], m) : new Shape(m, inner[i]));
      y[i] = p.words(ty ? new Shape(n, inner[i]) : new Shape(inner[i], n));
    }
    p.call(
        (b, of) -> {
          MatmulTerm[] terms = new MatmulTerm[inner.length];
          for (int i = 0; i < terms.length; i++) {
            terms[i] = new MatmulTerm(of.apply(x[i]), tx, of.apply(y[i]), ty);
          }
          b.matmul(factor, terms, of.apply(acc));
        });
    String what =
        "%d x %d x %d%s%s, %d terms"
            .formatted(m, inner[0], n, tx ? ", x'" : "", ty ? ", y'" : "", inner.length);
    p.same(what, acc);
  }
}
