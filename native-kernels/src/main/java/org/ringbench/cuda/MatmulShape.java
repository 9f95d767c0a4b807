package org.ringbench.cuda;

/**
 * What the choice of a kernel depends on.
 *
 * @param m rows of the product
 * @param n columns of the product
 * @param k words along the concatenated inner dimension of one launch
 * @param transposeX whether the left operands are stored transposed
 * @param transposeY whether the right operands are stored transposed
 */
record MatmulShape(int m, int n, int k, boolean transposeX, boolean transposeY) {
  MatmulShape {
    if (m < 1 || n < 1 || k < 1) {
      throw new IllegalArgumentException(
          "matmul of %d x %d by %d x %d: all sides must be at least 1".formatted(m, k, k, n));
    }
  }

  /** Words of the ring multiplied and added. */
  double multiplyAdds() {
    return (double) m * n * k;
  }
}
