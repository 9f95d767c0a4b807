package org.ringbench.bench.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Warmup;
import org.ringbench.bench.workload.RingOperation;
import org.ringbench.bench.workload.Workload;
import org.ringbench.ring.RingBackends;

/** A kernel of the ring on a vector, on one core. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 100, timeUnit = TimeUnit.MILLISECONDS)
public class RingOperationBenchmark extends EarlyCompiled {
  /** The kernel and its vector. */
  public static class Kernel extends WorkloadState {
    /** What it does: add, scale, truncate, expand or open. */
    @Param({"add", "scale", "truncate", "expand", "open"})
    public String operation;

    /** Length of the vector. */
    @Param("1000000")
    public int elements;

    /** Of the ring. */
    @Param(RingBackends.USUAL)
    public String backend;

    @Override
    Workload open() {
      return RingOperation.open(operation, elements, RingBackends.provider(backend));
    }
  }

  /** The kernel. */
  @Benchmark
  public void run(Kernel kernel, Counters counters) {
    kernel.run(counters);
  }
}
