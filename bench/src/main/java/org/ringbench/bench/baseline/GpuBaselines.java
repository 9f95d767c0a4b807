package org.ringbench.bench.baseline;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.nd4j.linalg.factory.Nd4j;
import org.ringbench.bench.results.Names;
import org.ringbench.cuda.driver.CudaDriver;
import org.ringbench.cuda.jcuda.CudaDrivers;
import org.ringbench.cuda.jcuda.JCublas;
import org.ringbench.cuda.jcuda.Probe;
import org.ringbench.cuda.nvml.GpuState;
import org.ringbench.cuda.nvml.Nvml;
import org.ringbench.cuda.nvml.NvmlException;

/**
 * The plaintext engines on a GPU, and why they cannot run where they cannot. None ever takes the
 * place of another.
 */
public final class GpuBaselines {
  /** The folder beside the jar that {@code -Pcuda} fills. */
  public static final String LIB_CUDA = "lib-cuda";

  /** Code of nd4j-cuda-11.6 1.0.0-M2.1 runs on a GPU of its own major version or not at all. */
  private static final int MAX_ND4J_MAJOR = 8;

  private static final double MIN_ND4J_CAPABILITY = 3.7;

  /** What ND4J's and javacpp's native libraries link to. */
  private static final List<String> ND4J_LIBRARIES =
      List.of("libcudart.so.11.0", "libcublas.so.11", "libcusolver.so.11", "libcusparse.so.11");

  private static final String OTHER_BACKEND = "; or run on the processor";

  private GpuBaselines() {}

  /**
   * Refuses an engine that cannot run here; engines that need no GPU pass.
   *
   * @throws IllegalArgumentException with one sentence that says what is missing
   */
  public static void require(String engine) {
    unavailable(engine)
        .ifPresent(
            why -> {
              throw new IllegalArgumentException(
                  "engine \"" + engine + "\" cannot run here: " + why);
            });
  }

  /** Why an engine cannot run here; empty if it can, or needs no GPU. */
  public static Optional<String> unavailable(String engine) {
    return switch (engine) {
      case Names.CUBLAS -> cublasUnavailable();
      case Names.ND4J_CUDA ->
          nd4jCudaUnavailable(libraries(), GpuBaselines::gpus, GpuBaselines::isInstalled);
      default -> Optional.empty();
    };
  }

  /**
   * cuBLAS on the GPU that {@code -Dringbench.cuda.device} names.
   *
   * @throws IllegalArgumentException with one sentence that says what is missing
   */
  public static CublasEngine cublas() {
    require(Names.CUBLAS);
    int ordinal = ((Probe.Available) CudaDrivers.probe()).device().ordinal();
    CudaDriver driver = CudaDrivers.load(ordinal);
    return new CublasEngine(driver, ordinal, stream -> JCublas.open(driver, stream));
  }

  /**
   * ND4J's CUDA backend, in a JVM that has it on its class path.
   *
   * @throws IllegalStateException if ND4J runs on another backend here
   */
  public static Nd4jCudaEngine nd4jCuda() {
    String backend = Nd4j.getBackend().getClass().getSimpleName();
    if (!backend.equals("JCublasBackend")) {
      throw new IllegalStateException(
          "this JVM has ND4J on %s: %s needs one with the libraries of %s"
              .formatted(backend, Names.ND4J_CUDA, LIB_CUDA));
    }
    return new Nd4jCudaEngine();
  }

  /** The folder of ND4J's CUDA libraries, there or not. */
  public static Path libraries() {
    try {
      Path jar =
          Path.of(GpuBaselines.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return jar.resolveSibling(LIB_CUDA);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the jar has no path", e);
    }
  }

  private static Optional<String> cublasUnavailable() {
    if (CudaDrivers.probe() instanceof Probe.Unavailable(String reason)) {
      int end = reason.indexOf(OTHER_BACKEND);
      return Optional.of(end < 0 ? reason : reason.substring(0, end));
    }
    return JCublas.unavailable();
  }

  static Optional<String> nd4jCudaUnavailable(
      Path libraries, Supplier<List<GpuState>> gpus, Predicate<String> isInstalled) {
    if (!Files.isDirectory(libraries)) {
      return Optional.of(
          "its libraries (610 MB) are not in %s: build them with ./mvnw -Pcuda -DskipTests package"
              .formatted(libraries));
    }
    List<GpuState> found;
    try {
      found = gpus.get();
    } catch (NvmlException e) {
      return Optional.of(e.getMessage());
    }
    if (found.isEmpty()) {
      return Optional.of("the NVIDIA driver shows no GPU");
    }
    GpuState gpu = found.getFirst();
    Optional<String> capability = gpu.computeCapability();
    if (capability.isPresent() && !nd4jHasCodeFor(capability.get())) {
      return Optional.of(
          "ND4J's CUDA build has code for compute capability 3.7 to 8.6 and no PTX, and %s has %s;"
                  .formatted(gpu.name(), capability.get())
              + " use the engine "
              + Names.CUBLAS);
    }
    return ND4J_LIBRARIES.stream()
        .filter(isInstalled.negate())
        .findFirst()
        .map(
            library ->
                library
                    + " is not found: install the libraries of CUDA 11.6 and put their folder into"
                    + " LD_LIBRARY_PATH");
  }

  private static boolean nd4jHasCodeFor(String capability) {
    double version = Double.parseDouble(capability);
    return version >= MIN_ND4J_CAPABILITY && (int) version <= MAX_ND4J_MAJOR;
  }

  private static List<GpuState> gpus() {
    try (Nvml nvml = Nvml.open()) {
      return nvml.devices();
    }
  }

  /** Whether the system's loader finds a library. */
  @SuppressWarnings("restricted") // loading it runs only its own initialisers
  public static boolean isInstalled(String library) {
    try (Arena arena = Arena.ofConfined()) {
      SymbolLookup.libraryLookup(library, arena);
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
