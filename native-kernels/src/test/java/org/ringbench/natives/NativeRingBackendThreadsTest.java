package org.ringbench.natives;

import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingBackendConformance;

/** Three threads a product, without VAES: the JCE expands. */
class NativeRingBackendThreadsTest extends RingBackendConformance {
  @Override
  protected RingBackend create() {
    return Machines.requireBackend(Cpu.AVX512, 3);
  }
}
