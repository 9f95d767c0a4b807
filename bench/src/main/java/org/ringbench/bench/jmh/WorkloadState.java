package org.ringbench.bench.jmh;

import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.ringbench.bench.environment.VectorUnit;
import org.ringbench.bench.jmh.profile.GpuProfiler;
import org.ringbench.bench.jmh.profile.PhaseProfiler;
import org.ringbench.bench.workload.Tally;
import org.ringbench.bench.workload.Workload;

/** The life of a workload in a fork: opened, warmed up, counted before each iteration, checked. */
@State(Scope.Thread)
public abstract class WorkloadState implements Countable {
  private Workload workload;
  private final NearCores nearCores = new NearCores();
  private Tally tally;
  private NearCores.Seen cores = NearCores.Seen.NOTHING;

  /** Makes the workload that the parameters ask for. */
  abstract Workload open();

  /** Opens the workload and warms it up. */
  @Setup(Level.Trial)
  public void setUp() {
    VectorUnit.require();
    workload = open();
    SteadyState.reach(workload::prepare, workload::run);
  }

  /** Counts, and waits for cores that are near each other where two threads work together. */
  @Setup(Level.Iteration)
  public void count() {
    tally = workload.count();
    cores = tally.threads() > 1 ? nearCores.await() : NearCores.Seen.NOTHING;
    GpuProfiler.operationsBegin();
  }

  /** Gets ready what the operation's time leaves out. */
  @Setup(Level.Invocation)
  public void prepare() {
    workload.prepare();
  }

  /** Checks the answer of everything that was measured. */
  @TearDown(Level.Trial)
  public void tearDown() {
    try {
      workload.check();
      PhaseProfiler.traceIfAsked(workload);
    } finally {
      workload.close();
    }
  }

  @Override
  public final Tally countOnce() {
    VectorUnit.require();
    try (Workload once = open()) {
      once.prepare();
      once.run();
      Tally counted = once.count();
      once.check();
      return counted;
    }
  }

  /** The timed operation. */
  void run(Counters counters) {
    workload.run();
    counters.set(tally, cores);
  }
}
