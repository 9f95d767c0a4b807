package org.ringbench.bench.workload;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** The garbage of an operation. */
final class Allocation {
  private static final ThreadMXBean THREADS =
      ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

  private Allocation() {}

  /** Heap bytes that all threads together allocate in each of {@code times} operations. */
  static long each(int times, Runnable operation) {
    long before = THREADS.getTotalThreadAllocatedBytes();
    for (int i = 0; i < times; i++) {
      operation.run();
    }
    return (THREADS.getTotalThreadAllocatedBytes() - before) / times;
  }
}
