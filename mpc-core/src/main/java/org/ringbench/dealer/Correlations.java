package org.ringbench.dealer;

import java.lang.foreign.MemorySegment;

/** What the dealer sends to party 1, step after step, wherever it comes from. */
@FunctionalInterface
public interface Correlations {
  /**
   * Fills {@code into} with the next step's message; a step without any takes an empty one.
   *
   * @throws org.ringbench.net.LinkException if the dealer is gone or its message has another size
   */
  void receive(MemorySegment into);
}
