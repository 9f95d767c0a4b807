package org.ringbench.plan;

/**
 * The operations that a model is written in. {@code T} is what a value is to the engine: a float
 * matrix, an ND4J array, a node of a {@link Plan}.
 *
 * <p>All values are matrices. Shapes must agree as in linear algebra; an engine throws {@link
 * IllegalArgumentException} where they do not.
 */
public interface Engine<T> {
  /** The matrix product of x and y, one of them transposed if asked. */
  T matmul(T x, T y, Transpose transpose);

  /** x + y. */
  T add(T x, T y);

  /** x - y. */
  T sub(T x, T y);

  /** Every row of x plus the single row {@code row}. */
  T addRow(T x, T row);

  /** The sum of the rows of x: one row. */
  T sumRows(T x);

  /** The sum of all elements of x: one element. */
  T sum(T x);

  /** x * y, elementwise. */
  T hadamard(T x, T y);

  /** x * x, elementwise. */
  T square(T x);

  /** The bits [x >= 0]. */
  T sign(T x);

  /** bit * x; relu(x) is select(sign(x), x), and its gradient is select(that bit, g). */
  T select(T bit, T x);

  /** factor * x. */
  T scale(T x, double factor);

  /** factor * x + y. */
  T axpy(double factor, T x, T y);

  /**
   * x, declared to lie within +-magnitude: fixed-point engines plan their bits by it.
   * Floating-point engines need not look.
   */
  default T bounded(T x, double magnitude) {
    return x;
  }

  /**
   * x, from which on values may be kept with fewer fractional bits where the ring asks for it
   * (errors and their gradients), until the next {@link #scale} or {@link #axpy} brings them back.
   */
  default T reduced(T x) {
    return x;
  }
}
