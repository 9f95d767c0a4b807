package org.ringbench.ring;

import java.lang.foreign.MemorySegment;

/** A host buffer by copies through {@link RingBackend#download} and {@link RingBackend#upload}. */
final class StagedBuffer implements HostBuffer {
  private final RingBackend backend;
  private final RingTensor tensor;
  private final long[] staging;

  StagedBuffer(RingBackend backend, RingTensor tensor) {
    this.backend = backend;
    this.tensor = tensor;
    staging = new long[tensor.size()];
  }

  @Override
  public RingTensor tensor() {
    return tensor;
  }

  @Override
  public MemorySegment read(int words) {
    backend.download(head(words), staging, 0);
    return write(words);
  }

  @Override
  public MemorySegment write(int words) {
    return MemorySegment.ofArray(staging).asSlice(0, (long) words * Long.BYTES);
  }

  @Override
  public void written(int words) {
    backend.upload(staging, 0, head(words));
  }

  private RingTensor head(int words) {
    return words == tensor.size() ? tensor : tensor.view(0, Shape.row(words));
  }
}
