package org.ringbench.bench.gpu;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.ringbench.bench.baseline.GpuBaselines;
import org.ringbench.bench.table.Listing;
import org.ringbench.cuda.CudaKernels;
import org.ringbench.cuda.nvml.ClockReasons;
import org.ringbench.cuda.nvml.GpuState;
import org.ringbench.cuda.nvml.Nvml;
import org.ringbench.cuda.nvml.NvmlException;

/** What there is for a GPU on this machine, and what is missing and what that would be for. */
public final class GpuFindings {
  private static final double GIGABYTE = 1e9;
  private static final double MILLI = 1e-3;

  /** Where toolkits install their tools without a word to PATH. */
  private static final Path USUAL = Path.of("/usr/local/cuda/bin");

  private GpuFindings() {}

  /** Adds a section. */
  public static void addTo(Listing listing) {
    listing.section("GPU");
    try (Nvml nvml = Nvml.open()) {
      addDriver(listing, nvml);
    } catch (NvmlException e) {
      listing.entry("driver", "missing: " + e.getMessage());
    }
    library(listing, "libcuda.so.1", "runs the kernels; comes with the NVIDIA driver");
    library(listing, "libcublas.so.12", "multiplies for cublas-float; comes with CUDA 12");
    listing.entry(
        "kernels",
        CudaKernels.damage()
            .map(damage -> "damaged: " + damage)
            .orElse(CudaKernels.modules() + " modules of PTX, as they were generated"));
    tool(listing, "nvcc", "makes the kernels' PTX anew; not needed to run them");
    tool(listing, "ptxas", "shows registers and spills for sm_100; not needed to run");
    tool(listing, "compute-sanitizer", "gpu-check looks for memory errors with it");
  }

  private static void addDriver(Listing listing, Nvml nvml) {
    OptionalInt cuda = nvml.cudaVersion();
    listing.entry(
        "driver",
        nvml.driverVersion()
            + (cuda.isPresent()
                ? ", for CUDA up to %d.%d"
                    .formatted(cuda.getAsInt() / 1000, cuda.getAsInt() % 1000 / 10)
                : ""));
    List<GpuState> devices = nvml.devices();
    if (devices.isEmpty()) {
      listing.entry("gpu", "missing: the driver shows none");
    }
    devices.forEach(gpu -> listing.entry("gpu " + gpu.index(), describe(gpu)));
    devices.forEach(gpu -> listing.entry("gpu " + gpu.index() + " now", describeNow(gpu)));
  }

  /** What stays: name, compute capability, memory, highest clocks. */
  static String describe(GpuState gpu) {
    List<String> words = new ArrayList<>(List.of(gpu.name()));
    gpu.computeCapability().ifPresent(c -> words.add("compute capability " + c));
    gpu.memoryBytes().ifPresent(m -> words.add("%.1f GB".formatted(m / GIGABYTE)));
    gpu.maxSmMegahertz().ifPresent(f -> words.add("up to " + f + " MHz"));
    gpu.maxMemoryMegahertz().ifPresent(f -> words.add("memory up to " + f + " MHz"));
    gpu.persistence().ifPresent(p -> words.add("persistence " + (p ? "on" : "off")));
    return String.join(", ", words);
  }

  /** What changes: clocks, heat, power, memory in use, and whether it is held back. */
  static String describeNow(GpuState gpu) {
    List<String> words = new ArrayList<>();
    gpu.smMegahertz().ifPresent(f -> words.add(f + " MHz"));
    gpu.memoryMegahertz().ifPresent(f -> words.add("memory " + f + " MHz"));
    gpu.celsius().ifPresent(t -> words.add(t + " C"));
    gpu.milliwatts().ifPresent(w -> words.add("%.0f W".formatted(w * MILLI)));
    gpu.powerLimitMilliwatts().ifPresent(w -> words.add("limit %.0f W".formatted(w * MILLI)));
    gpu.memoryUsedBytes().ifPresent(m -> words.add("%.1f GB in use".formatted(m / GIGABYTE)));
    gpu.clockReasons()
        .ifPresent(
            bits -> {
              List<String> reasons = ClockReasons.words(bits);
              String what = ClockReasons.isThrottled(bits) ? "THROTTLED: " : "not throttled";
              String why = String.join(", ", reasons);
              words.add(
                  ClockReasons.isThrottled(bits) || reasons.isEmpty()
                      ? what + why
                      : what + " (" + why + ")");
            });
    return words.isEmpty() ? "the driver tells nothing" : String.join(", ", words);
  }

  private static void library(Listing listing, String name, String purpose) {
    listing.entry(name, (GpuBaselines.isInstalled(name) ? "found: " : "missing: ") + purpose);
  }

  private static void tool(Listing listing, String name, String purpose) {
    listing.entry(
        name,
        tool(name)
            .map(path -> "found: " + path + " (" + purpose + ")")
            .orElse("missing: " + purpose));
  }

  /** A program on the PATH or where toolkits install it. */
  static Optional<Path> tool(String name) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.concat(
            Stream.of(path.split(File.pathSeparator, -1)).filter(f -> !f.isEmpty()).map(Path::of),
            Stream.of(USUAL))
        .map(folder -> folder.resolve(name))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
