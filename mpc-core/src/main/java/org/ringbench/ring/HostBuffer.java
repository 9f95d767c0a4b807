package org.ringbench.ring;

import java.lang.foreign.MemorySegment;

/**
 * The first words of a tensor as host memory, for a link to read or to fill: the tensor's own words
 * where they are in host memory, a staging copy where they are not.
 */
public interface HostBuffer {
  /** The tensor. */
  RingTensor tensor();

  /** The tensor's first words as they are now, to be read until the next call. */
  MemorySegment read(int words);

  /** Memory to fill with the tensor's first words; {@link #written} then stores them. */
  MemorySegment write(int words);

  /** Stores what was put into {@link #write}. */
  void written(int words);
}
