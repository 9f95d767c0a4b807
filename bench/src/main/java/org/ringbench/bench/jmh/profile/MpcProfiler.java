package org.ringbench.bench.jmh.profile;

import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;
import org.ringbench.bench.workload.SessionCounts;

/**
 * {@code -prof mpc}: what an encrypted step sends, receives and uses up, counted while it is
 * measured. A benchmark without parties has no such results.
 */
public class MpcProfiler implements InternalProfiler {
  private SessionCounts before;

  /** For JMH, which also takes {@code mpc}. */
  public MpcProfiler() {}

  @Override
  public String getDescription() {
    return "Rounds, bytes each way, dealer's bytes and correlations of an encrypted step";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    before = SessionCounts.now();
  }

  @Override
  public Collection<ScalarResult> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    SessionCounts counts = SessionCounts.now().since(before);
    if (counts.steps() == 0 || counts.dealtSteps() == 0) {
      return List.of();
    }
    return List.of(
        each("mpc.rounds", counts.rounds(), counts.steps(), "#/op"),
        each("mpc.bytesSent.party0", counts.bytesSent0(), counts.steps(), "B/op"),
        each("mpc.bytesSent.party1", counts.bytesSent1(), counts.steps(), "B/op"),
        each("mpc.dealerBytes", counts.dealtBytes(), counts.dealtSteps(), "B/op"),
        each("mpc.correlations", counts.correlations(), counts.steps(), "#/op"));
  }

  private static ScalarResult each(String label, long sum, long steps, String unit) {
    return new ScalarResult(label, (double) sum / steps, unit, AggregationPolicy.AVG);
  }
}
