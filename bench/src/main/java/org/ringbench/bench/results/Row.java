package org.ringbench.bench.results;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One measured cell of the grid. What has no meaning for its benchmark is not in the maps, and null
 * from the accessors.
 *
 * @param id the cell in words, such as {@code trainingStep mlp nd4j total batchSize=64 relu}:
 *     unique in a file, and the same for equal work in every run
 * @param benchmark such as {@code trainingStep}, {@code ringGemm} or {@code relu}
 * @param parameters the values on the axes that matter, in the order of the axes
 * @param fingerprint of the benchmark, its parameters and its program (see {@link Fingerprint});
 *     rows with unlike ones did unlike work
 * @param milliseconds an operation, over the forks
 * @param forks the median of each fork, in milliseconds
 * @param counters an operation, such as {@code rounds} or {@code dealerBytes}
 * @param phases the parts of an operation on party 0's timeline, in milliseconds
 * @param facts what else there is to say, such as {@code ringBits} or {@code seedExpansion}
 */
public record Row(
    String id,
    String benchmark,
    Map<String, String> parameters,
    String fingerprint,
    Interval milliseconds,
    List<Double> forks,
    Map<String, Long> counters,
    Map<String, Double> phases,
    Map<String, String> facts) {
  /**
   * Refuses rows without a time or with too few forks; {@code phases} and {@code facts} may lack.
   */
  public Row {
    Objects.requireNonNull(id, "row.id");
    Objects.requireNonNull(benchmark, "row.benchmark");
    Objects.requireNonNull(fingerprint, "row.fingerprint");
    Objects.requireNonNull(milliseconds, "row.milliseconds");
    parameters = ordered(Objects.requireNonNull(parameters, "row.parameters"));
    forks = List.copyOf(Objects.requireNonNull(forks, "row.forks"));
    counters = ordered(Objects.requireNonNull(counters, "row.counters"));
    phases = phases == null ? Map.of() : ordered(phases);
    facts = facts == null ? Map.of() : ordered(facts);
    if (forks.size() < Statistics.MIN_FORKS) {
      throw new IllegalArgumentException(
          "row.forks has %d entries: expected at least %d"
              .formatted(forks.size(), Statistics.MIN_FORKS));
    }
  }

  private static <V> Map<String, V> ordered(Map<String, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  /** The value on an axis. */
  public String parameter(String axis) {
    return parameters.get(axis);
  }

  /** The number on an axis. */
  public Integer number(String axis) {
    return parameters.containsKey(axis) ? Integer.valueOf(parameters.get(axis)) : null;
  }

  /** A count an operation. */
  public Long counter(String key) {
    return counters.get(key);
  }

  /** {@code mlp} or {@code linreg}. */
  public String model() {
    return parameter("model");
  }

  /** What computes: {@code encrypted}, {@code fixed} (the oracle) or a plaintext engine. */
  public String engine() {
    return parameter("engine");
  }

  /** Of the ring: {@code java}, {@code native} or {@code cuda}. */
  public String backend() {
    return parameter("backend");
  }

  /** {@code online}, {@code offline} or {@code total}. */
  public String phase() {
    return parameter("phase");
  }

  /** Rows a step. */
  public Integer batchSize() {
    return number("batchSize");
  }

  /** Of the fixed-point format. */
  public Integer fractionBits() {
    return number("fractionBits");
  }

  /** {@code radix4} or {@code radix2}. */
  public String comparison() {
    return parameter("comparison");
  }

  /** {@code relu} or {@code square}. */
  public String activation() {
    return parameter("activation");
  }

  /** Between the parties: the name of a profile. */
  public String network() {
    return parameter("network");
  }

  /** Of an encrypted step: {@code threads}, {@code lockstep} or {@code graph}. */
  public String execution() {
    return parameter("execution");
  }

  /** Of a kernel's operands: {@code 512x512x512}, or a number of elements. */
  public String size() {
    return parameters.containsKey("size") ? parameter("size") : parameter("elements");
  }

  /** Rounds of communication. */
  public Long rounds() {
    return counter("rounds");
  }

  /** Bytes in steady state. */
  public Long bytesSentPerParty() {
    return counter("bytesSentPerParty");
  }

  /** Bytes that the dealer sends. */
  public Long dealerBytes() {
    return counter("dealerBytes");
  }

  /** On the heap, by all threads together. */
  public Long allocatedBytesPerStep() {
    return counter("allocatedBytesPerStep");
  }

  /** In the ring, or in floats for a plaintext row. */
  public Long multiplyAdds() {
    return counter("multiplyAdds");
  }

  /** Threads that the engine used. */
  public Integer threads() {
    Long threads = counter("threads");
    return threads == null ? null : Math.toIntExact(threads);
  }
}
