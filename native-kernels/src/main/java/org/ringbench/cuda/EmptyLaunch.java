package org.ringbench.cuda;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.ringbench.cuda.driver.CudaDriver;

/**
 * A kernel that does nothing: how long a launch and the wait for it take is the machine's and the
 * driver's, whatever the kernels of this project do.
 */
public final class EmptyLaunch implements AutoCloseable {
  private static final String PTX =
      """
      .version 8.0
      .target sm_80
      .address_size 64
      .visible .entry empty(.param .align 8 .b8 empty_param_0[8])
      {
        ret;
      }
      """;

  private static final CudaDriver.Grid ONE_WARP = new CudaDriver.Grid(1, 1, 1, 32);
  private static final int WARM_UP = 20;
  private static final double NANOS_PER_MICRO = 1e3;

  private final CudaDriver driver;
  private final int ordinal;
  private final long context;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment parameters = arena.allocate(Long.BYTES, Long.BYTES);
  private final long module;
  private final long function;
  private final long stream;

  private EmptyLaunch(CudaDriver driver, int ordinal) {
    this.driver = driver;
    this.ordinal = ordinal;
    context = driver.retainContext(ordinal);
    try {
      driver.makeCurrent(context);
      module = driver.loadModule((PTX + '\0').getBytes(StandardCharsets.US_ASCII));
      function = driver.function(module, "empty");
      stream = driver.createStream();
    } catch (RuntimeException e) {
      driver.releaseContext(ordinal); // unloads its modules too
      arena.close();
      throw e;
    }
  }

  /**
   * Gets the kernel ready on a GPU.
   *
   * @param driver with that GPU
   * @param ordinal of the GPU
   */
  public static EmptyLaunch open(CudaDriver driver, int ordinal) {
    return new EmptyLaunch(driver, ordinal);
  }

  /** The median time from a launch to its end, on the host, over so many; in microseconds. */
  public double micros(int launches) {
    driver.makeCurrent(context);
    long[] nanos = new long[launches];
    for (int launch = -WARM_UP; launch < launches; launch++) {
      long start = System.nanoTime();
      driver.launch(function, ONE_WARP, 0, stream, parameters);
      driver.synchronise(stream);
      if (launch >= 0) {
        nanos[launch] = System.nanoTime() - start;
      }
    }
    Arrays.sort(nanos);
    return nanos[launches / 2] / NANOS_PER_MICRO;
  }

  /** Gives everything back. */
  @Override
  public void close() {
    driver.makeCurrent(context);
    driver.destroyStream(stream);
    driver.unloadModule(module);
    driver.releaseContext(ordinal);
    arena.close();
  }
}
