package org.ringbench.bench.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.ringbench.bench.environment.VectorUnit;

/** The rulers of the other benchmarks: multiply-adds in the registers of one core. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(3)
@Warmup(iterations = 2, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 100, timeUnit = TimeUnit.MILLISECONDS)
public class PeakBenchmark {
  /** Ring elements, by an odd factor. */
  @State(Scope.Thread)
  public static class Ring {
    private long factor = 6364136223846793005L;

    /** Warms up; without the Vector API there are no registers to fill. */
    @Setup
    public void setUp() {
      requireVectors();
      SteadyState.reach(() -> factor += 2 * (Peak.ring(factor) & 1));
    }
  }

  /** Floats, by a factor below 1, so that they stay finite. */
  @State(Scope.Thread)
  public static class Floats {
    private float factor = 0.999f;

    /** Warms up; without the Vector API there are no registers to fill. */
    @Setup
    public void setUp() {
      requireVectors();
      SteadyState.reach(() -> factor = Peak.floats(factor) > 0 ? factor : 0);
    }
  }

  /** Multiply-adds in the ring. */
  @Benchmark
  public long ring(Ring ring, Counters counters) {
    counters.setMultiplyAdds(Peak.ringCount());
    counters.setThreads(1);
    return Peak.ring(ring.factor);
  }

  /** Multiply-adds of floats. */
  @Benchmark
  public float floats(Floats floats, Counters counters) {
    counters.setMultiplyAdds(Peak.floatCount());
    counters.setThreads(1);
    return Peak.floats(floats.factor);
  }

  private static void requireVectors() {
    if (VectorUnit.bits().isEmpty()) {
      throw new IllegalStateException("no peak without the Vector API: " + VectorUnit.MODULE_FLAG);
    }
  }
}
