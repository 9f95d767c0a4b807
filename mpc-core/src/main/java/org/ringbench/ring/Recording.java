package org.ringbench.ring;

/**
 * Work of backends on one device that was asked for once and can be run again, over the same
 * tensors and with the then current values of every {@link RowIndices} that was set in it.
 */
public interface Recording extends AutoCloseable {
  /**
   * Runs the work again and waits for it.
   *
   * @param streamOffset is added to the stream of every {@link RingBackend#expand} in it
   */
  void replay(long streamOffset);

  /** Frees it; a later replay throws {@link IllegalStateException}. */
  @Override
  void close();
}
