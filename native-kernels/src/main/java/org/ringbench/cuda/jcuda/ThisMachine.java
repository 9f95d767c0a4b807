package org.ringbench.cuda.jcuda;

import jcuda.runtime.JCuda;
import org.ringbench.cuda.driver.CudaStatus;
import org.ringbench.cuda.driver.DeviceInfo;

/**
 * Asks the CUDA runtime, which JCuda links statically and which answers without a driver too, and
 * only then the driver.
 */
final class ThisMachine implements Installation {

  @Override
  public String operatingSystem() {
    return System.getProperty("os.name", "");
  }

  @Override
  public String architecture() {
    return System.getProperty("os.arch", "");
  }

  @Override
  public int driverVersion() {
    JCudaNatives.initialise("jcuda.runtime.JCuda");
    JCuda.setExceptionsEnabled(false);
    int[] version = new int[1];
    CudaStatus.check(JCuda.cudaDriverGetVersion(version), "cudaDriverGetVersion");
    return version[0];
  }

  @Override
  public Count devices() {
    int[] number = new int[1];
    int status = JCuda.cudaGetDeviceCount(number);
    return new Count(status, status == CudaStatus.SUCCESS ? number[0] : 0);
  }

  @Override
  public DeviceInfo device(int ordinal) {
    return JCudaDriver.instance().device(ordinal);
  }
}
