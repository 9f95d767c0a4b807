package org.ringbench.cuda.jcuda;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jcuda.Pointer;

/**
 * The array of pointers that {@code cuLaunchKernel} takes, with its one element: kernels here have
 * one parameter. Direct memory, one for each thread, so that a launch copies and pins nothing.
 */
final class LaunchParameters {
  private static final ThreadLocal<LaunchParameters> OWN =
      ThreadLocal.withInitial(LaunchParameters::new);

  private final ByteBuffer array =
      ByteBuffer.allocateDirect(Long.BYTES).order(ByteOrder.nativeOrder());
  private final Pointer pointer = Pointer.to(array);

  private LaunchParameters() {}

  /** The array that holds the address of a structure, until this thread's next launch. */
  static Pointer of(MemorySegment structure) {
    LaunchParameters own = OWN.get();
    own.array.putLong(0, structure.address());
    return own.pointer;
  }
}
