package org.ringbench.cuda.driver;

/**
 * The float routines of BLAS that a plaintext training step uses, on row-major matrices in device
 * memory, queued on one stream. The thread that calls has the context current that the
 * implementation was made under.
 */
public interface FloatBlas extends AutoCloseable {
  /** Name and version, for reports. */
  String description();

  /**
   * out (m x n) = op(x) (m x k) * op(y) (k x n), where op transposes if asked to; {@code out}
   * overlaps no operand.
   *
   * @param x the address of m x k floats, or of k x m to be transposed
   * @param y the address of k x n floats, or of n x k to be transposed
   */
  void multiply(
      long x, boolean transposeX, long y, boolean transposeY, long out, int m, int k, int n);

  /**
   * out (one row of {@code cols}) = weights (one row of {@code rows}) * x (rows x cols).
   *
   * @param weights ones, for the sum of the rows
   */
  void multiplyRow(long weights, long x, long out, int rows, int cols);

  /** Frees the library's own memory; the stream's work must be done. */
  @Override
  void close();
}
