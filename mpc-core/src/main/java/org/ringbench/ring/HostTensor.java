package org.ringbench.ring;

import java.lang.foreign.MemorySegment;

/** A tensor in host memory: what {@link HostKernels} are given. */
public interface HostTensor extends RingTensor {
  /** The tensor's own {@code size()} words, on the heap: nothing is copied. */
  MemorySegment segment();
}
