package org.ringbench.cuda.jcuda;

import org.ringbench.cuda.driver.DeviceInfo;

/** What can be found out about this machine, in the order in which it is safe to ask. */
interface Installation {
  /** As {@code os.name} has it. */
  String operatingSystem();

  /** As {@code os.arch} has it. */
  String architecture();

  /**
   * The driver's CUDA version, 0 without a driver.
   *
   * @throws LinkageError if JCuda's runtime library cannot be loaded
   */
  int driverVersion();

  /**
   * The number of GPUs; asked only of a driver that is new enough, as what follows.
   *
   * @throws org.ringbench.cuda.driver.CudaException if the driver does not start
   */
  int devices();

  /** A GPU. */
  DeviceInfo device(int ordinal);
}
