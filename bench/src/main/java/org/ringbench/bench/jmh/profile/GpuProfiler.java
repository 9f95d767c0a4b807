package org.ringbench.bench.jmh.profile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.profile.ProfilerException;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;
import org.ringbench.cuda.CudaActivity;
import org.ringbench.cuda.CudaActivity.Counts;
import org.ringbench.cuda.CudaBackendProvider;
import org.ringbench.cuda.nvml.GpuState;
import org.ringbench.cuda.nvml.Nvml;
import org.ringbench.cuda.nvml.NvmlException;
import org.ringbench.ring.RingBackendProvider;

/**
 * {@code -prof gpu}: kernels, copies, memory and clock of the GPU while an operation runs on the
 * backend {@code cuda}, with what prepares the operation. Timing each kernel slows the operation
 * down: its own time is to be taken without this profiler. cuBLAS and ND4J go past this project's
 * driver, so that of their work only the clock is seen.
 */
public class GpuProfiler implements InternalProfiler {
  private static final double NANOS_PER_MILLI = 1e6;

  /** What was watched when this iteration's operations began; null if nobody asked. */
  private static final AtomicReference<Counts> START = new AtomicReference<>();

  private static final AtomicReference<CudaActivity> ACTIVITY = new AtomicReference<>();

  private final RingBackendProvider cuda = new CudaBackendProvider();

  /** For lists of profilers; checks nothing. */
  public GpuProfiler() {}

  /**
   * For JMH, which also takes {@code gpu}.
   *
   * @param options none
   * @throws ProfilerException with one sentence if there is no GPU
   */
  public GpuProfiler(String options) throws ProfilerException {
    this();
    if (!options.isEmpty()) {
      throw new ProfilerException("-prof gpu takes no options: \"" + options + "\"");
    }
    Optional<String> reason = cuda.unavailable();
    if (reason.isPresent()) {
      throw new ProfilerException("-prof gpu needs an NVIDIA GPU: " + reason.get());
    }
  }

  /** An iteration's operations begin; what came before them is not theirs. */
  public static void operationsBegin() {
    if (ACTIVITY.get() != null) {
      START.set(ACTIVITY.get().counts());
    }
  }

  @Override
  public String getDescription() {
    return "Kernel time by CUDA events, launches, copies, peak memory and clock of the GPU";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    if (ACTIVITY.get() == null) { // the first iteration opens the backends
      ACTIVITY.set(CudaActivity.start());
    }
    START.set(ACTIVITY.get().counts());
  }

  @Override
  public Collection<ScalarResult> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    List<ScalarResult> results = new ArrayList<>();
    smMegahertz()
        .ifPresent(clock -> results.add(value("gpu.clock", clock, "MHz", AggregationPolicy.AVG)));
    long operations = result.getMetadata().getAllOps();
    Counts counts = ACTIVITY.get().counts().since(START.get());
    results.addAll(perOperation(counts, operations));
    return results;
  }

  /** The figures of operations; none if they launched nothing. */
  static List<ScalarResult> perOperation(Counts counts, long operations) {
    if (counts.launches() == 0 || operations == 0) {
      return List.of();
    }
    return List.of(
        value(
            "gpu.kernelTime",
            counts.kernelNanos() / NANOS_PER_MILLI / operations,
            "ms/op",
            AggregationPolicy.AVG),
        each("gpu.launches", counts.launches(), operations, "#/op"),
        each("gpu.uploads", counts.uploads(), operations, "#/op"),
        each("gpu.uploadedBytes", counts.uploadedBytes(), operations, "B/op"),
        each("gpu.downloads", counts.downloads(), operations, "#/op"),
        each("gpu.downloadedBytes", counts.downloadedBytes(), operations, "B/op"),
        each("gpu.copiedBytes", counts.copiedBytes(), operations, "B/op"),
        value("gpu.peakBytes", (double) counts.peakBytes(), "B", AggregationPolicy.MAX));
  }

  /** The clock of the GPU in use, at the end of the iteration; NVML counts GPUs in its own way. */
  private Optional<Integer> smMegahertz() {
    try (Nvml nvml = Nvml.open()) {
      List<GpuState> gpus =
          nvml.devices().stream().filter(gpu -> cuda.device().startsWith(gpu.name())).toList();
      return gpus.size() == 1
          ? gpus.getFirst().smMegahertz().stream().boxed().findFirst()
          : Optional.empty();
    } catch (NvmlException e) {
      return Optional.empty(); // as in containers that show the driver without NVML
    }
  }

  private static ScalarResult each(String label, long sum, long operations, String unit) {
    return value(label, (double) sum / operations, unit, AggregationPolicy.AVG);
  }

  private static ScalarResult value(
      String label, double value, String unit, AggregationPolicy policy) {
    return new ScalarResult(label, value, unit, policy);
  }
}
