package org.ringbench.bench.workload;

import org.ringbench.bench.baseline.CublasEngine;
import org.ringbench.bench.baseline.GpuBaselines;
import org.ringbench.bench.baseline.Nd4jCudaEngine;
import org.ringbench.bench.baseline.Nd4jEngine;
import org.ringbench.bench.results.Names;
import org.ringbench.cores.CoreBinding;
import org.ringbench.plain.FloatEngine;
import org.ringbench.plain.PlainEngine;

/**
 * A plaintext engine in floats.
 *
 * @param engine that computes
 * @param finish waits for an engine that queues
 */
record Baseline<T>(PlainEngine<T> engine, Runnable finish) {
  Baseline(PlainEngine<T> engine) {
    this(engine, () -> {});
  }

  /**
   * The engine of that name.
   *
   * @param threads of an engine on the CPU; 0 stands for all cores
   * @throws IllegalArgumentException if there is none, or it cannot run here
   */
  static Baseline<?> of(String name, int threads) {
    int count = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
    return switch (name) {
      case Names.ND4J -> new Baseline<>(new Nd4jEngine(count));
      case Names.JAVA_FLOAT ->
          new Baseline<>(new FloatEngine(count, CoreBinding.onProcessors(count)));
      case Names.CUBLAS -> {
        CublasEngine gpu = GpuBaselines.cublas();
        yield new Baseline<>(gpu, gpu::synchronise);
      }
      case Names.ND4J_CUDA -> {
        Nd4jCudaEngine gpu = GpuBaselines.nd4jCuda();
        yield new Baseline<>(gpu, gpu::synchronise);
      }
      default ->
          throw new IllegalArgumentException("engine \"" + name + "\": expected one in floats");
    };
  }
}
