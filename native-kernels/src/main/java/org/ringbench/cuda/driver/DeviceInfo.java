package org.ringbench.cuda.driver;

/**
 * A GPU, as the driver describes it.
 *
 * @param ordinal its index
 * @param name such as {@code NVIDIA A100-SXM4-40GB}
 * @param major of the compute capability
 * @param minor of the compute capability
 * @param multiprocessors their number
 * @param memoryBytes in all
 * @param clockKilohertz the highest clock of a multiprocessor
 * @param memoryClockKilohertz the highest clock of the memory
 * @param memoryBusBits width of the memory bus
 * @param sharedBytesPerBlock the most that a block may opt in to
 */
public record DeviceInfo(
    int ordinal,
    String name,
    int major,
    int minor,
    int multiprocessors,
    long memoryBytes,
    int clockKilohertz,
    int memoryClockKilohertz,
    int memoryBusBits,
    int sharedBytesPerBlock) {

  /** The compute capability, such as {@code 8.0}. */
  public String computeCapability() {
    return major + "." + minor;
  }
}
