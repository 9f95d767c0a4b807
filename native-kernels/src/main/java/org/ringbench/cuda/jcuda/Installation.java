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

  /** Asks for the number of GPUs. */
  Count devices();

  /** A GPU; asked only of a driver that is new enough. */
  DeviceInfo device(int ordinal);

  /**
   * The answer.
   *
   * @param status 0, or why there is no number
   */
  record Count(int status, int number) {}
}
