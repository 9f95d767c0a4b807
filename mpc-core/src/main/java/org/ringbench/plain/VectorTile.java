package org.ringbench.plain;

/**
 * The innermost kernel of a matrix product: one block of {@link #rows} x {@link #cols} outputs,
 * held in registers.
 */
interface VectorTile {
  /** Rows of the block. */
  int rows();

  /** Columns of the block, a multiple of the vector length. */
  int cols();

  /**
   * out[outAt + r * outRow + c] = sum over i < k of x[xAt + r * xRow + i * xInner] * packed[i *
   * cols + c].
   */
  void compute(
      int k,
      float[] x,
      int xAt,
      int xRow,
      int xInner,
      float[] packed,
      float[] out,
      int outAt,
      int outRow);
}
