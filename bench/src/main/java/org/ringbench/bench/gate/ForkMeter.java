package org.ringbench.bench.gate;

import java.util.Map;

/** Measures one fork: a fresh JVM that runs one case of one version. */
interface ForkMeter {
  /**
   * What a fork measured.
   *
   * @param score the median over its iterations
   * @param counters the benchmark's counters by their names in the results file
   */
  record Measured(Score score, Map<String, Long> counters) {
    public Measured {
      counters = Map.copyOf(counters);
    }
  }

  /** Measures a fork. */
  Measured measure(Side side, Case what) throws ForkFailedException;
}
