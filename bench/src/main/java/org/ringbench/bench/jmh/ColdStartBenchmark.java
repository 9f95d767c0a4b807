package org.ringbench.bench.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.ringbench.bench.environment.VectorUnit;
import org.ringbench.bench.workload.ColdStart;
import org.ringbench.bench.workload.DataSource;
import org.ringbench.bench.workload.TrainingStep;
import org.ringbench.bench.workload.TrainingTask;
import org.ringbench.ring.RingBackends;

/**
 * The first encrypted training step of a JVM, from the plan on: {@link ColdStart} says what is
 * timed. Once a fork, without any warm-up.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(5)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class ColdStartBenchmark {
  /** The step. */
  @State(Scope.Thread)
  public static class Step {
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

    private ColdStart start;
    private Counters counters;

    /** Reads the data and nothing else. */
    @Setup(Level.Trial)
    public void setUp() {
      VectorUnit.require();
      start =
          new ColdStart(
              TrainingTask.of(model, activation, DataSource.ofProperties()),
              batchSize,
              TrainingStep.setting(fractionBits, comparison),
              RingBackends.provider(backend));
    }

    /** Ends the session of the iteration before. */
    @Setup(Level.Iteration)
    public void prepare() {
      start.prepare();
    }

    void run(Counters of) {
      start.run();
      counters = of;
    }

    /** Counts and checks the step. */
    @TearDown(Level.Iteration)
    public void check() {
      counters.set(start.count());
      start.check();
    }

    /** Ends the last session. */
    @TearDown(Level.Trial)
    public void tearDown() {
      start.close();
    }
  }

  /** From nothing to the step's end. */
  @Benchmark
  public void start(Step step, Counters counters) {
    step.run(counters);
  }
}
