package org.ringbench.cuda.jcuda;

import static jcuda.driver.JCudaDriver.cuMemFreeHost;
import static jcuda.driver.JCudaDriver.cuMemHostAlloc;

import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;
import jcuda.Pointer;
import org.ringbench.cuda.driver.CudaStatus;

/** Page-locked memory of the host, and JCuda's pointers to it. */
final class HostMemory {
  private final Map<Long, Pointer> allocated = new HashMap<>();

  /** See {@link org.ringbench.cuda.driver.CudaDriver#allocateHost}. */
  MemorySegment allocate(long bytes) {
    if (bytes < 1 || bytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "page-locked memory of %d bytes: expected 1 to %d".formatted(bytes, Integer.MAX_VALUE));
    }
    Pointer pointer = new Pointer();
    CudaStatus.check(
        cuMemHostAlloc(pointer, bytes, 0), "allocation of %d bytes of page-locked memory", bytes);
    MemorySegment memory = MemorySegment.ofBuffer(pointer.getByteBuffer(0, bytes));
    synchronized (allocated) {
      allocated.put(memory.address(), pointer);
    }
    return memory;
  }

  /** See {@link org.ringbench.cuda.driver.CudaDriver#freeHost}. */
  void free(MemorySegment memory) {
    Pointer pointer;
    synchronized (allocated) {
      pointer = allocated.remove(memory.address());
    }
    if (pointer == null) {
      throw CudaStatus.failure(
          CudaStatus.INVALID_VALUE,
          "freeing %s, which is not page-locked memory".formatted(memory));
    }
    CudaStatus.check(cuMemFreeHost(pointer), "cuMemFreeHost");
  }

  /** A pointer for a copy from or to it. */
  static Pointer pointer(MemorySegment memory) {
    if (!memory.isNative()) {
      throw new IllegalArgumentException("%s is not page-locked memory".formatted(memory));
    }
    return Addresses.host(memory.address());
  }
}
