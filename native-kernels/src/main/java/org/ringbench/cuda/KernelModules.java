package org.ringbench.cuda;

import java.util.ArrayList;
import java.util.List;
import org.ringbench.cuda.driver.CudaDriver;

/** The kernels' modules on one device, loaded from the committed PTX. */
final class KernelModules {
  private final CudaDriver driver;
  private final List<Long> modules = new ArrayList<>();

  KernelModules(CudaDriver driver) {
    this.driver = driver;
  }

  long function(String kernel) {
    throw new IllegalArgumentException("no kernel " + kernel);
  }

  void close() {
    modules.forEach(driver::unloadModule);
  }
}
