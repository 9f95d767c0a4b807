package org.ringbench.bench.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Warmup;
import org.ringbench.bench.workload.DataSource;
import org.ringbench.bench.workload.DealerWork;
import org.ringbench.bench.workload.TrainingStep;
import org.ringbench.bench.workload.TrainingTask;
import org.ringbench.bench.workload.Workload;
import org.ringbench.ring.RingBackends;

/** The dealer's work for one training step, without the parties. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 100, timeUnit = TimeUnit.MILLISECONDS)
public class DealerBenchmark extends EarlyCompiled {
  /** The step. */
  public static class Step extends WorkloadState {
    /** What is trained: mlp or linreg. */
    @Param("mlp")
    public String model;

    /** Bits after the binary point. */
    @Param("16")
    public int fractionBits;

    /** Rows a step. */
    @Param("64")
    public int batchSize;

    /** How a sign is found: radix4 or radix2. */
    @Param("radix4")
    public String comparison;

    /** Of the MLP: relu or square. */
    @Param("relu")
    public String activation;

    /** Of the ring. */
    @Param(RingBackends.USUAL)
    public String backend;

    @Override
    Workload open() {
      return new DealerWork(
          TrainingTask.of(model, activation, DataSource.ofProperties()),
          batchSize,
          TrainingStep.setting(fractionBits, comparison),
          RingBackends.provider(backend));
    }
  }

  /** The message to party 1. */
  @Benchmark
  public void deal(Step step, Counters counters) {
    step.run(counters);
  }
}
