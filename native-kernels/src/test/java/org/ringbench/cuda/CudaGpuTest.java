package org.ringbench.cuda;

import org.junit.jupiter.api.condition.EnabledIf;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingBackendConformance;

/** The conformance suite on a GPU and its own driver, where there are any. */
@EnabledIf(value = "isAvailable", disabledReason = "no GPU that the CUDA backend can use")
class CudaGpuTest extends RingBackendConformance {
  static boolean isAvailable() {
    return new CudaBackendProvider().unavailable().isEmpty();
  }

  @Override
  protected RingBackend create() {
    return new CudaBackendProvider().create();
  }
}
