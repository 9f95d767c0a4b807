package org.ringbench.bench.gpu;

import java.util.Locale;
import java.util.OptionalDouble;
import org.ringbench.cuda.driver.DeviceInfo;

/**
 * The most that a GPU's multiprocessors can do at their highest clock, in multiply-adds of 64-bit
 * words a second.
 *
 * <p>Sources: 32-bit integer multiply-adds a clock and multiprocessor from the CUDA C++ Programming
 * Guide, table "Throughput of Native Arithmetic Instructions" (64 for each compute capability from
 * 7.0 on). INT8 multiply-adds from NVIDIA's architecture papers, dense: A100, 624 TOPS = 2 x 108
 * multiprocessors x 1.41 GHz x 2,048; GA102 (RTX 3080), 238 TOPS = 2 x 68 x 1.71 GHz x 1,024; AD102
 * (RTX 4090), 661 TOPS = 2 x 128 x 2.52 GHz x 1,024; H100 SXM, 1,979 TOPS = 2 x 132 x 1.83 GHz x
 * 4,096, of which {@code mma.sync}, the instruction of these kernels, reaches about 60% ({@code
 * wgmma} is needed for all).
 */
final class Roofline {
  private static final int IMAD_PER_CLOCK = 64;

  /** A low product with the 64-bit sum, and two cross products. */
  private static final int IMAD_PER_MULTIPLY_ADD = 3;

  /** Products of byte digits that reach the low 64 bits: 8 + 7 + ... + 1. */
  private static final int BYTE_PRODUCTS_PER_MULTIPLY_ADD = 36;

  private static final double HOPPER_MMA_SYNC = 0.6;

  private Roofline() {}

  /** On the CUDA cores, with 32-bit multiply-adds. */
  static double cudaCores(DeviceInfo device) {
    return clocks(device) * IMAD_PER_CLOCK / IMAD_PER_MULTIPLY_ADD;
  }

  /** On the tensor cores, with byte digits; empty where NVIDIA gives no rate of mma.sync. */
  static OptionalDouble tensorCores(DeviceInfo device) {
    OptionalDouble rate = int8PerClock(device.major(), device.minor());
    return rate.isPresent()
        ? OptionalDouble.of(clocks(device) * rate.getAsDouble() / BYTE_PRODUCTS_PER_MULTIPLY_ADD)
        : rate;
  }

  /** INT8 multiply-adds by mma.sync, a clock and multiprocessor. */
  private static OptionalDouble int8PerClock(int major, int minor) {
    return switch (major * 10 + minor) {
      case 80 -> OptionalDouble.of(2048);
      case 86, 89 -> OptionalDouble.of(1024);
      case 90 -> OptionalDouble.of(4096 * HOPPER_MMA_SYNC);
      default -> OptionalDouble.empty();
    };
  }

  /** Clocks of all multiprocessors together, a second. */
  private static double clocks(DeviceInfo device) {
    return device.multiprocessors() * (device.clockKilohertz() * 1e3);
  }

  /** One line about a measured product. */
  static String line(String size, double achieved, DeviceInfo device) {
    double cores = cudaCores(device);
    OptionalDouble tensor = tensorCores(device);
    String text =
        "%s: %s, %.1f%% of the CUDA cores' %s"
            .formatted(size, rate(achieved), 100 * achieved / cores, rate(cores));
    return tensor.isEmpty()
        ? text + "; no rate of INT8 mma.sync is known for " + device.computeCapability()
        : text
            + ", %.1f%% of the tensor cores' %s"
                .formatted(100 * achieved / tensor.getAsDouble(), rate(tensor.getAsDouble()));
  }

  private static String rate(double multiplyAdds) {
    return String.format(Locale.ROOT, "%.1f G multiply-adds/s", multiplyAdds * 1e-9);
  }
}
