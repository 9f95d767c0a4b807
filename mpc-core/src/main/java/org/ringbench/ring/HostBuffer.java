package org.ringbench.ring;

import java.lang.foreign.MemorySegment;

/**
 * A tensor as host memory for a link to read or to fill: the tensor's own words where they are in
 * host memory, a staging copy where they are not.
 */
public final class HostBuffer {
  private final RingBackend backend;
  private final RingTensor tensor;
  private final long[] staging; // null where the tensor itself is in host memory
  private final MemorySegment segment;

  /** The host memory of a tensor of that backend. */
  public HostBuffer(RingBackend backend, RingTensor tensor) {
    this.backend = backend;
    this.tensor = tensor;
    var host = backend.host(tensor);
    staging = host.isPresent() ? null : new long[tensor.size()];
    segment = host.orElseGet(() -> MemorySegment.ofArray(staging));
  }

  /** The tensor. */
  public RingTensor tensor() {
    return tensor;
  }

  /** The tensor's words as they are now, to be read. */
  public MemorySegment read() {
    if (staging != null) {
      backend.download(tensor, staging, 0);
    }
    return segment;
  }

  /** Memory to fill with the tensor's words; {@link #written} then stores them. */
  public MemorySegment write() {
    return segment;
  }

  /** Stores what was put into {@link #write}. */
  public void written() {
    if (staging != null) {
      backend.upload(staging, 0, tensor);
    }
  }
}
