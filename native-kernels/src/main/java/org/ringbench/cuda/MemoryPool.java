package org.ringbench.cuda;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.ringbench.cuda.driver.CudaDriver;
import org.ringbench.cuda.driver.CudaException;

/**
 * Device memory by exact size. Plans have static shapes, so what one backend gives back is what the
 * next one asks for.
 */
final class MemoryPool {
  private final CudaDriver driver;
  private final Map<Long, ArrayDeque<Long>> free = new HashMap<>();
  private long pooledBytes;

  MemoryPool(CudaDriver driver) {
    this.driver = driver;
  }

  /** Memory with unspecified contents. */
  synchronized long take(long bytes) {
    ArrayDeque<Long> same = free.get(bytes);
    if (same != null && !same.isEmpty()) {
      pooledBytes -= bytes;
      return same.pop();
    }
    try {
      return driver.allocate(bytes);
    } catch (CudaException e) {
      if (e.status() != CudaException.OUT_OF_MEMORY || pooledBytes == 0) {
        throw e;
      }
      clear();
      return driver.allocate(bytes);
    }
  }

  /** Gives memory back, whose work is done. */
  synchronized void give(long address, long bytes) {
    free.computeIfAbsent(bytes, _ -> new ArrayDeque<>()).push(address);
    pooledBytes += bytes;
  }

  /** Frees all that nobody uses. */
  synchronized void clear() {
    free.values().forEach(same -> same.forEach(driver::free));
    free.clear();
    pooledBytes = 0;
  }
}
