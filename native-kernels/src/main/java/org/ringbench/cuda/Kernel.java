package org.ringbench.cuda;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.ringbench.cuda.driver.KernelResources;

/**
 * A kernel of the module, with the host's copy of its parameter: every kernel takes one structure
 * by value, little-endian, laid out as C does.
 *
 * @param name in the PTX
 * @param function the driver's handle
 * @param parameters zeroed at first, reused by every launch from one backend
 */
record Kernel(String name, long function, KernelResources resources, MemorySegment parameters) {
  /** A kernel whose parameter takes {@code parameterBytes}. */
  static Kernel of(
      String name, long function, KernelResources resources, long parameterBytes, Arena arena) {
    return new Kernel(name, function, resources, arena.allocate(parameterBytes, 16));
  }
}
