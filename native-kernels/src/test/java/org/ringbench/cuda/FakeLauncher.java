package org.ringbench.cuda;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.ringbench.cuda.driver.CudaDriver.Grid;
import org.ringbench.cuda.driver.DeviceInfo;
import org.ringbench.cuda.driver.KernelResources;

/** Keeps what is launched instead of launching it. */
class FakeLauncher implements Launcher {
  /** A launch, its parameters copied as they were. */
  record Launch(String kernel, Grid grid, MemorySegment parameters) {}

  final List<Launch> launches = new ArrayList<>();

  @Override
  public DeviceInfo device() {
    return new DeviceInfo(0, "fake", 8, 0, 4, 1L << 30, 1, 1, 1, 1 << 16);
  }

  @Override
  public Kernel kernel(String name, int parameterBytes) {
    return Kernel.of(name, 1, new KernelResources(32, 0, 0, 1024), parameterBytes, Arena.ofAuto());
  }

  @Override
  public void allowSharedMemory(Kernel kernel, int bytes) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void launch(Kernel kernel, Grid grid, int sharedBytes) {
    MemorySegment copy = Arena.ofAuto().allocate(kernel.parameters().byteSize(), 16);
    copy.copyFrom(kernel.parameters());
    launches.add(new Launch(kernel.name(), grid, copy));
  }
}
