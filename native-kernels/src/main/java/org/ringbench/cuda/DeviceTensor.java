package org.ringbench.cuda;

import org.ringbench.ring.RingTensor;
import org.ringbench.ring.Shape;

/**
 * Ring words in device memory.
 *
 * @param owner the backend that allocated them
 * @param address of the first word: a multiple of 8, and of 16 where a view allows it
 */
record DeviceTensor(CudaBackend owner, long address, Shape shape) implements RingTensor {
  @Override
  public RingTensor view(int offset, Shape part) {
    if (offset < 0 || offset > size() - part.size()) {
      throw new IllegalArgumentException(
          "view of %s at word %d of %s".formatted(part, offset, shape));
    }
    return new DeviceTensor(owner, address + (long) offset * Long.BYTES, part);
  }

  long bytes() {
    return (long) size() * Long.BYTES;
  }
}
