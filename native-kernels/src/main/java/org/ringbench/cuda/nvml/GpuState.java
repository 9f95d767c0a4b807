package org.ringbench.cuda.nvml;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A GPU at one moment. What this GPU or this driver does not tell is empty.
 *
 * @param index NVML's number, by PCI bus: CUDA's may differ
 * @param name such as {@code NVIDIA A100-SXM4-40GB}
 * @param computeCapability such as {@code 8.0}
 * @param smMegahertz the multiprocessors' clock now
 * @param maxSmMegahertz their highest clock
 * @param memoryMegahertz the memory's clock now
 * @param maxMemoryMegahertz its highest clock
 * @param celsius the chip's temperature
 * @param milliwatts drawn by the board
 * @param powerLimitMilliwatts what it may draw
 * @param clockReasons bits of {@link ClockReasons}
 * @param memoryBytes in all
 * @param memoryUsedBytes by all processes and the driver
 * @param persistence whether the driver stays loaded without a client
 */
public record GpuState(
    int index,
    String name,
    Optional<String> computeCapability,
    OptionalInt smMegahertz,
    OptionalInt maxSmMegahertz,
    OptionalInt memoryMegahertz,
    OptionalInt maxMemoryMegahertz,
    OptionalInt celsius,
    OptionalInt milliwatts,
    OptionalInt powerLimitMilliwatts,
    OptionalLong clockReasons,
    OptionalLong memoryBytes,
    OptionalLong memoryUsedBytes,
    Optional<Boolean> persistence) {}
