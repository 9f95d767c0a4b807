package org.ringbench.net;

import java.lang.foreign.MemorySegment;

/** One end of the connection between the two parties. */
public interface Link extends AutoCloseable {
  /**
   * Sends a message and receives the peer's, both at the same time. Sizes are fixed by the program:
   * a message of another size than {@code in} is an error. On return {@code out} may be changed.
   *
   * @throws LinkException if the peer is gone or its message has another size
   */
  void exchange(MemorySegment out, MemorySegment in);

  /** The traffic so far. */
  Traffic traffic();

  /** Ends the connection; a peer that waits gets a {@link LinkException}. */
  @Override
  void close();
}
