package org.ringbench.cuda;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * One word of device memory that is added to the number of every stream that is expanded: 0, except
 * while a graph runs that was recorded for another step.
 */
final class StreamOffset {
  private final CudaStream stream;
  private final MemorySegment host;
  private final long address;

  StreamOffset(CudaStream stream) {
    this.stream = stream;
    host = stream.allocateHost(Long.BYTES);
    address = stream.allocate(Long.BYTES, "the streams' offset");
  }

  long address() {
    return address;
  }

  /** What {@link #load} will copy. */
  void set(long offset) {
    host.set(ValueLayout.JAVA_LONG, 0, offset);
  }

  /** Queues the copy of the host's word. */
  void load() {
    stream.upload(host, address);
  }

  /** Queues a zero. */
  void reset() {
    stream.clear(address, Long.BYTES);
  }
}
