package org.ringbench.bench.baseline;

import org.ringbench.ring.Shape;

/**
 * Floats in device memory, row-major.
 *
 * @param address of the first
 * @param shape rows and columns
 */
public record DeviceMatrix(long address, Shape shape) {
  long bytes() {
    return (long) shape.size() * Float.BYTES;
  }
}
