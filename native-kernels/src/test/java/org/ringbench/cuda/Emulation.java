package org.ringbench.cuda;

import java.util.List;
import org.ringbench.cuda.driver.CudaDriver;
import org.ringbench.cuda.jcuda.Probe;
import org.ringbench.emulator.EmulatedDriver;
import org.ringbench.emulator.EmulatorSettings;
import org.ringbench.ptx.Coverage;
import org.ringbench.ptx.Options;
import org.ringbench.ptx.WarpOrder;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingBackendProvider;

/** Emulated drivers for tests, which all add to one coverage. */
public final class Emulation {
  /** Of all kernels, by all tests of this JVM. */
  static final Coverage COVERAGE = new Coverage();

  private static final long INSTRUCTION_LIMIT = 1_000_000_000;

  private Emulation() {}

  /** A driver with one GPU. */
  public static EmulatedDriver driver() {
    return new EmulatedDriver(settings(WarpOrder.SEEDED, 1));
  }

  public static EmulatorSettings settings(WarpOrder order, long seed) {
    Options options = new Options(INSTRUCTION_LIMIT, order, seed, true, COVERAGE);
    return EmulatorSettings.of(options).withSeed(seed);
  }

  /** Backends on the first GPU of a driver. */
  public static RingBackendProvider provider(CudaDriver driver) {
    return provider(driver, 0);
  }

  /** Backends on a GPU of a driver. */
  public static RingBackendProvider provider(CudaDriver driver, int ordinal) {
    Probe probe =
        new Probe.Available(driver.version(), driver.deviceCount(), driver.device(ordinal));
    return new CudaBackendProvider(() -> probe, _ -> driver);
  }

  /** The names of all modules of committed PTX. */
  public static List<String> modules() {
    return PtxResources.names();
  }

  /** The committed PTX of a module, ending in NUL. */
  public static byte[] ptx(String module) {
    return PtxResources.load(module);
  }

  /** Kernels that a CUDA backend has launched. */
  public static long launches(RingBackend backend) {
    return ((CudaBackend) backend).launches();
  }
}
