package org.ringbench.bench.run;

import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.ringbench.bench.environment.CoreWatch;

/**
 * What one fork of a cell measured.
 *
 * @param milliseconds an operation, the median over the iterations
 * @param counters the values of each counter in the iterations, by {@link Counter#key}
 */
record Fork(double milliseconds, Map<String, List<Double>> counters) {
  Fork {
    counters = Map.copyOf(counters);
  }

  /** The sum over the iterations in which a counter has a meaning. */
  double sum(String counter) {
    return values(counter).sum();
  }

  /** A round trip between the two cores, the largest before an iteration; 0 where nothing tells. */
  double coreRoundTripNanos() {
    return values(CoreWatch.ROUND_TRIP).max().orElse(0);
  }

  private DoubleStream values(String counter) {
    return counters.getOrDefault(counter, List.of()).stream()
        .mapToDouble(Double::doubleValue)
        .filter(value -> !Double.isNaN(value));
  }
}
