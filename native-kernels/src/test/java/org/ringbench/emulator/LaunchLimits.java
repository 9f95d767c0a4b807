package org.ringbench.emulator;

import java.lang.foreign.MemorySegment;
import org.ringbench.cuda.driver.CudaDriver.Grid;
import org.ringbench.cuda.driver.CudaException;
import org.ringbench.cuda.driver.CudaStatus;
import org.ringbench.ptx.PtxKernel;

/** What cuLaunchKernel looks at before it queues a launch. */
final class LaunchLimits {
  private LaunchLimits() {}

  static void check(
      DriverObject.Function function, Grid grid, int sharedBytes, MemorySegment parameters) {
    PtxKernel kernel = function.kernel;
    if (grid.x() < 1
        || grid.y() < 1
        || grid.z() < 1
        || grid.y() > GpuModel.GRID_YZ
        || grid.z() > GpuModel.GRID_YZ) {
      throw refused(
          kernel,
          CudaStatus.INVALID_VALUE,
          "%s; y and z go up to %d".formatted(grid, GpuModel.GRID_YZ));
    }
    if (grid.threads() < 1 || grid.threads() > GpuModel.THREADS_PER_BLOCK) {
      throw refused(
          kernel,
          CudaStatus.INVALID_VALUE,
          "%d threads, of 1 to %d".formatted(grid.threads(), GpuModel.THREADS_PER_BLOCK));
    }
    if (grid.threads() > kernel.maxThreads()) {
      throw refused(
          kernel,
          CudaStatus.INVALID_VALUE,
          "%d threads; its .maxntid is %d".formatted(grid.threads(), kernel.maxThreads()));
    }
    // Registers are given to whole warps, in units of eight a thread.
    int warps = (grid.threads() + 31) / 32;
    long registers = 32L * warps * ((kernel.registers() + 7) & -8);
    if (registers > GpuModel.REGISTERS_PER_BLOCK) {
      throw refused(
          kernel,
          CudaStatus.LAUNCH_OUT_OF_RESOURCES,
          "%d registers, of %d".formatted(registers, GpuModel.REGISTERS_PER_BLOCK));
    }
    if (sharedBytes < 0 || sharedBytes > function.dynamicSharedLimit) {
      throw refused(
          kernel,
          CudaStatus.INVALID_VALUE,
          "%d bytes of dynamic shared memory; %d are allowed"
              .formatted(sharedBytes, function.dynamicSharedLimit));
    }
    if (!parameters.isNative()) {
      throw new UndefinedUseError("parameters of %s are in the heap".formatted(kernel.name()));
    }
    if (kernel.parameterCount() != 1 || kernel.parameterBytes(0) != parameters.byteSize()) {
      throw new UndefinedUseError(
          "%s takes %d parameters, the first of %d bytes; it was given one of %d bytes"
              .formatted(
                  kernel.name(),
                  kernel.parameterCount(),
                  kernel.parameterCount() == 0 ? 0 : kernel.parameterBytes(0),
                  parameters.byteSize()));
    }
  }

  private static CudaException refused(PtxKernel kernel, int status, String what) {
    return CudaStatus.failure(status, "launch of %s with %s".formatted(kernel.name(), what));
  }
}
