package org.ringbench.plain;

import org.ringbench.data.FloatTensor;
import org.ringbench.plan.Transpose;

/**
 * The operands of one matrix product, out (m x n) = op(x) (m x k) * op(y) (k x n), where a
 * transposed operand is only another pair of strides. It is filled anew for each product, so that
 * products allocate nothing.
 */
final class Product {
  float[] x;
  int xRow;
  int xInner;

  float[] y;
  int yInner;
  int yCol;

  float[] out;
  int m;
  int k;
  int n;

  void set(FloatTensor left, FloatTensor right, Transpose transpose, FloatTensor result) {
    int xCols = left.shape().cols();
    int yCols = right.shape().cols();
    x = left.values();
    xRow = transpose.left() ? 1 : xCols;
    xInner = transpose.left() ? xCols : 1;
    y = right.values();
    yInner = transpose.right() ? 1 : yCols;
    yCol = transpose.right() ? yCols : 1;
    out = result.values();
    m = result.shape().rows();
    k = transpose.left() ? left.shape().rows() : xCols;
    n = result.shape().cols();
  }
}
