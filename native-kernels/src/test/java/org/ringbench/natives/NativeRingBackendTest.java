package org.ringbench.natives;

import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingBackendConformance;

/** The backend as this machine runs it. */
class NativeRingBackendTest extends RingBackendConformance {
  @Override
  protected RingBackend create() {
    return Machines.requireBackend();
  }
}
