package org.ringbench.bench.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Warmup;
import org.ringbench.bench.workload.RingGemm;
import org.ringbench.bench.workload.Workload;
import org.ringbench.ring.RingBackends;

/** A matrix product in the ring, on one core; its ruler is {@link PeakBenchmark#ring}. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 100, timeUnit = TimeUnit.MILLISECONDS)
public class RingGemmBenchmark extends EarlyCompiled {
  /** The product. */
  public static class Product extends WorkloadState {
    /** Rows, inner dimension and columns: a square, the MLP's products, and the regression's. */
    @Param({
      "512x512x512",
      "64x784x128",
      "64x832x128",
      "784x64x128",
      "64x128x64",
      "128x64x64",
      "64x64x10",
      "512x64x1",
      "64x512x1"
    })
    public String size;

    /** Of the ring. */
    @Param(RingBackends.USUAL)
    public String backend;

    @Override
    Workload open() {
      return new RingGemm(size, RingBackends.provider(backend));
    }
  }

  /** The product. */
  @Benchmark
  public void multiply(Product product, Counters counters) {
    product.run(counters);
  }
}
