package org.ringbench.data;

import java.util.Objects;
import org.ringbench.ring.Shape;

/** A row-major matrix of floats. The values are shared with whoever holds the tensor. */
public final class FloatTensor {
  private final Shape shape;
  private final float[] values;

  /** Zeros. */
  public FloatTensor(Shape shape) {
    this(shape, new float[shape.size()]);
  }

  /**
   * The given values, which are kept and not copied.
   *
   * @throws IllegalArgumentException if there are more or fewer values than the shape has elements
   */
  public FloatTensor(Shape shape, float[] values) {
    if (values.length != shape.size()) {
      throw new IllegalArgumentException(
          values.length + " values for shape " + shape + ": expected " + shape.size());
    }
    this.shape = shape;
    this.values = values;
  }

  /** Rows and columns. */
  public Shape shape() {
    return shape;
  }

  /** The elements, row after row; writing to them changes the tensor. */
  public float[] values() {
    return values;
  }

  /** One element. */
  public float get(int row, int col) {
    Objects.checkIndex(row, shape.rows());
    Objects.checkIndex(col, shape.cols());
    return values[row * shape.cols() + col];
  }

  /** A copy of {@code count} rows, starting at row {@code from}. */
  public FloatTensor rows(int from, int count) {
    Objects.checkFromIndexSize(from, count, shape.rows());
    FloatTensor out = new FloatTensor(new Shape(count, shape.cols()));
    System.arraycopy(values, from * shape.cols(), out.values, 0, out.values.length);
    return out;
  }

  /**
   * Copies row {@code rows[i]} to row {@code i} of {@code out}.
   *
   * @throws IllegalArgumentException if {@code out} has another shape than rows.length x cols
   */
  public void gatherRows(int[] rows, FloatTensor out) {
    int cols = shape.cols();
    if (out.shape.rows() != rows.length || out.shape.cols() != cols) {
      throw new IllegalArgumentException(
          rows.length + " rows of shape " + shape + " do not fit shape " + out.shape);
    }
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(values, rows[i] * cols, out.values, i * cols, cols);
    }
  }

  /** A copy of the rows {@code rows}, in that order. */
  public FloatTensor gatherRows(int[] rows) {
    FloatTensor out = new FloatTensor(new Shape(rows.length, shape.cols()));
    gatherRows(rows, out);
    return out;
  }
}
