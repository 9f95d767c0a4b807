package org.ringbench.ring;

/**
 * A row-major matrix of ring words in memory that a {@link RingBackend} owns; bit planes use the
 * same type with the layout of {@link BitPlanes}.
 *
 * <p>Only the backend that allocated a tensor can read it. A view shares the words of its parent.
 */
public interface RingTensor {
  /** Rows and columns. */
  Shape shape();

  /** The {@code shape.size()} words that start at word {@code offset}, without a copy. */
  RingTensor view(int offset, Shape shape);

  /** The number of words. */
  default int size() {
    return shape().size();
  }
}
