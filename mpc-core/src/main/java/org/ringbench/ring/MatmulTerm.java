package org.ringbench.ring;

/**
 * One product {@code op(x) * op(y)} of a K-concatenated matrix multiplication, where op transposes
 * if asked to.
 */
public record MatmulTerm(RingTensor x, boolean transposeX, RingTensor y, boolean transposeY) {
  /** Rows of the product. */
  public int m() {
    return transposeX ? x.shape().cols() : x.shape().rows();
  }

  /** The inner dimension. */
  public int k() {
    return transposeX ? x.shape().rows() : x.shape().cols();
  }

  /** Columns of the product. */
  public int n() {
    return transposeY ? y.shape().rows() : y.shape().cols();
  }

  /** Refuses operands whose inner dimensions differ. */
  public MatmulTerm {
    int left = transposeX ? x.shape().rows() : x.shape().cols();
    int right = transposeY ? y.shape().cols() : y.shape().rows();
    if (left != right) {
      throw new IllegalArgumentException(
          "matmul of "
              + x.shape()
              + (transposeX ? " transposed" : "")
              + " by "
              + y.shape()
              + (transposeY ? " transposed" : "")
              + ": inner dimensions "
              + left
              + " and "
              + right);
    }
  }
}
