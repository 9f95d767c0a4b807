package org.ringbench.ring;

import java.lang.foreign.MemorySegment;

/** A heap tensor's own words: nothing is copied. */
final class HeapBuffer implements HostBuffer {
  private final HeapTensor tensor;
  private final MemorySegment segment;

  HeapBuffer(HeapTensor tensor) {
    this.tensor = tensor;
    segment = tensor.segment();
  }

  @Override
  public RingTensor tensor() {
    return tensor;
  }

  @Override
  public MemorySegment read(int words) {
    return words == tensor.size() ? segment : segment.asSlice(0, (long) words * Long.BYTES);
  }

  @Override
  public MemorySegment write(int words) {
    return read(words);
  }

  @Override
  public void written(int words) {
    // It is in its place.
  }
}
