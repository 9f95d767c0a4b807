package org.ringbench.bench.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Warmup;
import org.ringbench.bench.workload.Phase;
import org.ringbench.bench.workload.Relu;
import org.ringbench.bench.workload.TrainingStep;
import org.ringbench.bench.workload.Workload;
import org.ringbench.ring.RingBackends;

/** ReLU of a shared vector, by both parties and the dealer. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public class ReluBenchmark extends EarlyCompiled {
  /** The vector. */
  public static class Vector extends WorkloadState {
    /** Its length. */
    @Param("1000000")
    public int elements;

    /** What is timed: total, online or offline. */
    @Param("total")
    public String phase;

    /** Bits after the binary point. */
    @Param("16")
    public int fractionBits;

    /** How a sign is found: radix4 or radix2. */
    @Param({"radix4", "radix2"})
    public String comparison;

    /** Of the ring. */
    @Param(RingBackends.USUAL)
    public String backend;

    @Override
    Workload open() {
      return Relu.open(
          elements,
          TrainingStep.setting(fractionBits, comparison),
          RingBackends.provider(backend),
          Phase.of(phase));
    }
  }

  /** The protocol. */
  @Benchmark
  public void relu(Vector vector, Counters counters) {
    vector.run(counters);
  }
}
