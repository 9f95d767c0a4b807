package org.ringbench.bench.jmh.profile;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;
import org.ringbench.bench.workload.Workload;

/**
 * {@code -prof phases}: the parts of party 0's timeline, from steps of a session of their own after
 * the last measured one. Runs of the suite take them without being asked.
 */
public class PhaseProfiler implements InternalProfiler {
  /** What all labels begin with. */
  public static final String PREFIX = "phases.";

  /** What the tracing takes, after the measurement: less, and its steps are not steady. */
  private static final long BUDGET = TimeUnit.MILLISECONDS.toNanos(1_800);

  /** What the tear-down traced; null if nobody asked, empty if there is nothing yet. */
  private static final AtomicReference<Map<String, Double>> TRACED = new AtomicReference<>();

  /** For JMH, which also takes {@code phases}. */
  public PhaseProfiler() {}

  /** Traces a workload whose measurement is over, if this profiler is on. */
  public static void traceIfAsked(Workload workload) {
    if (TRACED.get() != null) {
      TRACED.set(workload.trace(BUDGET));
    }
  }

  @Override
  public String getDescription() {
    return "Parts of party 0's timeline: products, protocols, communication, waiting";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    TRACED.set(Map.of());
  }

  @Override
  public Collection<ScalarResult> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    // The iterations before the last count as 0 for JMH: the maximum is what was traced.
    return TRACED.getAndSet(null).entrySet().stream()
        .map(
            part ->
                new ScalarResult(
                    PREFIX + part.getKey(), part.getValue(), "ms/op", AggregationPolicy.MAX))
        .toList();
  }
}
