package org.ringbench.cuda;

import org.ringbench.cuda.driver.CudaDriver.Grid;
import org.ringbench.cuda.driver.DeviceInfo;

/** Where one backend's kernels come from and go to: the module of its device, and its stream. */
interface Launcher {
  /** The device. */
  DeviceInfo device();

  /**
   * A kernel of the module.
   *
   * @param parameterBytes of the structure that it takes
   */
  Kernel kernel(String name, int parameterBytes);

  /** Allows launches of a kernel with so much dynamic shared memory. */
  void allowSharedMemory(Kernel kernel, int bytes);

  /** Queues a launch with the parameters as they are now. */
  void launch(Kernel kernel, Grid grid, int sharedBytes);
}
