package org.ringbench.ring;

class JavaRingBackendPlainTest extends RingBackendConformance {
  @Override
  protected RingBackend create() {
    return JavaRingBackend.plain();
  }
}
