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
  public static final Coverage COVERAGE = new Coverage();

  private static final long INSTRUCTION_LIMIT = 1_000_000_000;

  private static volatile Options base =
      new Options(INSTRUCTION_LIMIT, WarpOrder.FORWARD, 0, true, COVERAGE);

  private Emulation() {}

  /** How every interpreter of these tests runs. */
  static Options options(WarpOrder order, long seed) {
    return new Options(base.instructionLimit(), order, seed, true, base.coverage());
  }

  /** For mutation runs: what is opened from now on has this limit, and adds to no coverage. */
  public static void limit(long instructions) {
    base = new Options(instructions, WarpOrder.FORWARD, 0, true, null);
  }

  /** A driver with one GPU. */
  public static EmulatedDriver driver() {
    return driver(settings(WarpOrder.SEEDED, 1));
  }

  /** A driver that loads {@link PtxUnderTest}. */
  public static EmulatedDriver driver(EmulatorSettings settings) {
    return new EmulatedDriver(settings) {
      @Override
      public synchronized long loadModule(byte[] ptx) {
        return super.loadModule(PtxUnderTest.image(ptx));
      }
    };
  }

  public static EmulatorSettings settings(WarpOrder order, long seed) {
    return EmulatorSettings.of(options(order, seed)).withSeed(seed);
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
