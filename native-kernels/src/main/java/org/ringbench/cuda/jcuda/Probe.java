package org.ringbench.cuda.jcuda;

import org.ringbench.cuda.driver.DeviceInfo;

/** Whether a GPU can be used. */
public sealed interface Probe {

  /**
   * It can.
   *
   * @param driverVersion the CUDA version of the driver, as {@code 1000 * major + 10 * minor}
   * @param deviceCount GPUs of this machine that the driver shows
   * @param device the chosen one
   */
  record Available(int driverVersion, int deviceCount, DeviceInfo device) implements Probe {}

  /**
   * It cannot.
   *
   * @param reason a sentence that says why, and what to do
   */
  record Unavailable(String reason) implements Probe {}
}
