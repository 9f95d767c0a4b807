package org.ringbench.bench.run;

import java.util.ArrayList;
import java.util.List;
import org.ringbench.bench.results.Statistics;

/**
 * What the benchmarks count beside the time: JMH's secondary results by the name of the field in
 * the results file. NaN says that a counter has no meaning for the cell.
 */
enum Counter {
  ROUNDS("rounds", true),
  BYTES_SENT_PER_PARTY("bytesSentPerParty", true),
  FIRST_STEP_BYTES_SENT_PER_PARTY("firstStepBytesSentPerParty", true),
  DEALER_BYTES("dealerBytes", true),
  CORRELATIONS("correlations", true),
  MULTIPLY_ADDS("multiplyAdds", true),
  THREADS("threads", true),
  /** The ring's tensors, allocated once: the same in every iteration of a fork. */
  PEAK_BYTES("peakBytes", true),
  /** The garbage of a step wavers with the JIT; its median does not. */
  ALLOCATED_BYTES_PER_STEP("allocatedBytesPerStep", false);

  private final String key;
  private final boolean deterministic;

  Counter(String key, boolean deterministic) {
    this.key = key;
    this.deterministic = deterministic;
  }

  /** The name in JMH's output and in the results file. */
  String key() {
    return key;
  }

  /**
   * The value over all forks; null if it has no meaning.
   *
   * @throws MeasurementException if a count that must always be the same is not
   */
  Long over(List<Fork> forks) throws MeasurementException {
    List<Double> values = new ArrayList<>();
    forks.forEach(fork -> values.addAll(fork.counters().getOrDefault(key, List.of())));
    values.removeIf(value -> value.isNaN());
    if (values.isEmpty()) {
      return null;
    }
    if (deterministic && values.stream().distinct().count() > 1) {
      throw new MeasurementException(
          key + " differs between iterations: " + values.stream().distinct().toList(), null);
    }
    return Math.round(Statistics.median(values));
  }
}
