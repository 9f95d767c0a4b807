package org.ringbench.emulator;

import org.ringbench.cuda.driver.DeviceInfo;

/**
 * The limits of a GPU that the driver holds launches and allocations to (CUDA C++ Programming
 * Guide, table "Technical Specifications per Compute Capability").
 *
 * @param name as the driver gives it
 * @param major of the compute capability
 * @param minor of the compute capability
 * @param multiprocessors their number
 * @param memoryBytes in all
 * @param clockKilohertz the highest clock of a multiprocessor
 * @param memoryClockKilohertz the highest clock of the memory
 * @param memoryBusBits width of the memory bus
 * @param sharedBytesPerBlock the most that a block may opt in to
 */
public record GpuModel(
    String name,
    int major,
    int minor,
    int multiprocessors,
    long memoryBytes,
    int clockKilohertz,
    int memoryClockKilohertz,
    int memoryBusBits,
    int sharedBytesPerBlock) {

  /** sm_80. */
  public static final GpuModel A100 =
      new GpuModel("Emulated A100", 8, 0, 108, 40L << 30, 1_410_000, 1_215_000, 5120, 163 * 1024);

  /** sm_86. */
  public static final GpuModel RTX_3090 =
      new GpuModel("Emulated RTX 3090", 8, 6, 82, 24L << 30, 1_695_000, 9_751_000, 384, 99 * 1024);

  /** sm_89. */
  public static final GpuModel L4 =
      new GpuModel("Emulated L4", 8, 9, 58, 24L << 30, 2_040_000, 6_251_000, 192, 99 * 1024);

  /** sm_90. */
  public static final GpuModel H100 =
      new GpuModel("Emulated H100", 9, 0, 132, 80L << 30, 1_980_000, 2_619_000, 5120, 227 * 1024);

  static final int SHARED_BYTES_WITHOUT_OPT_IN = 48 * 1024;
  static final int THREADS_PER_BLOCK = 1024;
  static final int REGISTERS_PER_BLOCK = 65_536;
  static final int GRID_YZ = 65_535;

  /** The same GPU with another size of memory. */
  public GpuModel withMemory(long bytes) {
    return new GpuModel(
        name,
        major,
        minor,
        multiprocessors,
        bytes,
        clockKilohertz,
        memoryClockKilohertz,
        memoryBusBits,
        sharedBytesPerBlock);
  }

  DeviceInfo info(int ordinal) {
    return new DeviceInfo(
        ordinal,
        name,
        major,
        minor,
        multiprocessors,
        memoryBytes,
        clockKilohertz,
        memoryClockKilohertz,
        memoryBusBits,
        sharedBytesPerBlock);
  }
}
