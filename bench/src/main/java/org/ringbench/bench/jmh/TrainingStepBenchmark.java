package org.ringbench.bench.jmh;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Warmup;
import org.ringbench.bench.workload.DataSource;
import org.ringbench.bench.workload.Networks;
import org.ringbench.bench.workload.Phase;
import org.ringbench.bench.workload.TrainingStep;
import org.ringbench.bench.workload.TrainingTask;
import org.ringbench.bench.workload.Workload;
import org.ringbench.party.Execution;
import org.ringbench.ring.RingBackends;

/** One step of training, on any engine. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public class TrainingStepBenchmark extends EarlyCompiled {
  /** The step; axes that mean nothing to an engine are ignored. */
  public static class Step extends WorkloadState {
    /** What is trained: mlp or linreg. */
    @Param("mlp")
    public String model;

    /** What computes: encrypted, fixed, nd4j, java-float, cublas-float or nd4j-cuda-float. */
    @Param("encrypted")
    public String engine;

    /** What of an encrypted step is timed: total, online or offline. */
    @Param("total")
    public String phase;

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

    /** How the parties and the dealer run: threads, or on one GPU lockstep or graph. */
    @Param("threads")
    public String execution;

    /** Between the parties: a profile's name, or its JSON file. */
    @Param("in-memory")
    public String network;

    /** Of a plaintext engine; 0 stands for all cores. */
    @Param("0")
    public int threads;

    @Override
    Workload open() {
      return new TrainingStep(
              engine,
              Phase.of(phase),
              batchSize,
              TrainingStep.setting(fractionBits, comparison),
              backend,
              Execution.valueOf(execution.toUpperCase(Locale.ROOT)),
              Networks.of(network),
              threads)
          .open(TrainingTask.of(model, activation, DataSource.ofProperties()));
    }
  }

  /** The step. */
  @Benchmark
  public void step(Step step, Counters counters) {
    step.run(counters);
  }
}
