package org.ringbench.bench.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Warmup;
import org.ringbench.bench.workload.BeaverProduct;
import org.ringbench.bench.workload.Phase;
import org.ringbench.bench.workload.ProductShape;
import org.ringbench.bench.workload.Workload;
import org.ringbench.plan.Setting;
import org.ringbench.ring.RingBackends;

/** A product of two shared matrices with the dealer beside the parties, or of two in floats. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 100, timeUnit = TimeUnit.MILLISECONDS)
public class BeaverProductBenchmark extends EarlyCompiled {
  /** The product; axes that mean nothing to an engine are ignored. */
  public static class Product extends WorkloadState {
    /** Rows, inner dimension and columns. */
    @Param({"64x784x128", "784x64x128", "64x128x64", "512x64x1", "512x512x512"})
    public String size;

    /** What computes: encrypted, nd4j, java-float, cublas-float or nd4j-cuda-float. */
    @Param("encrypted")
    public String engine;

    /** What of an encrypted product is timed: total, online or offline. */
    @Param("total")
    public String phase;

    /** Bits after the binary point. */
    @Param("16")
    public int fractionBits;

    /** Of the ring. */
    @Param(RingBackends.USUAL)
    public String backend;

    /** Of a plaintext engine; 0 stands for all cores. */
    @Param("0")
    public int threads;

    @Override
    Workload open() {
      return new BeaverProduct(
              ProductShape.of(size),
              engine,
              Phase.of(phase),
              Setting.of(fractionBits),
              backend,
              threads)
          .open();
    }
  }

  /** The product. */
  @Benchmark
  public void multiply(Product product, Counters counters) {
    product.run(counters);
  }
}
