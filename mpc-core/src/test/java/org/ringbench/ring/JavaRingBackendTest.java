package org.ringbench.ring;

class JavaRingBackendTest extends RingBackendConformance {
  @Override
  protected RingBackend create() {
    return Vectors.backend();
  }
}
