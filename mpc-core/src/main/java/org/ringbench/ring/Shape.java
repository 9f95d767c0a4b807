package org.ringbench.ring;

/** Rows and columns of a matrix; a vector is one row, a scalar one element. */
public record Shape(int rows, int cols) {
  /** Refuses empty shapes and those over 2^31 - 1 elements. */
  public Shape {
    if (rows < 1 || cols < 1 || (long) rows * cols > Integer.MAX_VALUE - 64) {
      throw new IllegalArgumentException(
          "shape " + rows + " x " + cols + ": both sides must be at least 1, under 2^31 elements");
    }
  }

  /** The number of elements. */
  public int size() {
    return rows * cols;
  }

  /** Rows and columns exchanged. */
  public Shape transposed() {
    return new Shape(cols, rows);
  }

  /** A single row of {@code size} elements. */
  public static Shape row(int size) {
    return new Shape(1, size);
  }

  @Override
  public String toString() {
    return rows + " x " + cols;
  }
}
