package org.ringbench.cuda;

import org.junit.jupiter.api.AfterAll;
import org.ringbench.emulator.EmulatedDriver;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingBackendConformance;

/** The conformance suite on the committed PTX, executed by the emulated driver. */
class CudaConformanceTest extends RingBackendConformance {
  private final EmulatedDriver driver = Emulation.driver();

  @AfterAll
  static void ran() {
    KernelCoverageTest.conformanceRan();
  }

  @Override
  protected RingBackend create() {
    return CudaBackend.open(driver, 0);
  }
}
