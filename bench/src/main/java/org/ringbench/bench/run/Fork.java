package org.ringbench.bench.run;

import java.util.List;
import java.util.Map;

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
}
