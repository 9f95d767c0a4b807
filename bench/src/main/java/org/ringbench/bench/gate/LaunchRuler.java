package org.ringbench.bench.gate;

import org.ringbench.cuda.EmptyLaunch;
import org.ringbench.cuda.jcuda.CudaDrivers;

/** A kernel that does nothing, launched and waited for, in microseconds. */
final class LaunchRuler implements Ruler {
  private static final int LAUNCHES = 500;

  private final EmptyLaunch launch;

  LaunchRuler(int ordinal) {
    launch = EmptyLaunch.open(CudaDrivers.load(ordinal), ordinal);
  }

  @Override
  public double measure() {
    return launch.micros(LAUNCHES);
  }

  @Override
  public void close() {
    launch.close();
  }
}
