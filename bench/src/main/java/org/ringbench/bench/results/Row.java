package org.ringbench.bench.results;

import java.util.List;
import java.util.Objects;

/**
 * One measured cell of the grid. A field that has no meaning for its benchmark or engine is null.
 *
 * @param benchmark such as {@code trainingStep}, {@code ringGemm} or {@code relu}
 * @param model {@code mlp} or {@code linreg}
 * @param engine {@code encrypted}, {@code fixed} (the oracle), {@code nd4j}, {@code java-float},
 *     {@code cublas-float} or {@code nd4j-cuda-float}
 * @param backend of the ring: {@code java} or {@code cuda}
 * @param ringBits the ring's width
 * @param fractionBits of the fixed-point format
 * @param batchSize rows a step
 * @param comparison {@code radix4} or {@code radix2}
 * @param network {@code memory}: both parties in one process; or the name of a network profile
 * @param phase {@code online}, {@code offline} or {@code total}
 * @param milliseconds an operation, over the forks
 * @param forks the median of each fork, in milliseconds
 * @param rounds an operation takes
 * @param bytesSentPerParty in steady state
 * @param dealerBytes what the dealer sends for an operation
 * @param allocatedBytesPerStep on the heap, by all threads together
 * @param activation {@code relu} or {@code square}
 * @param threads that the engine may use
 * @param size of a kernel's operands, such as {@code 512x512x512}
 * @param multiplyAdds an operation: in the ring, or in floats for a plaintext kernel
 * @param firstStepBytesSentPerParty as {@code bytesSentPerParty}, with the opening of the batch
 * @param seedExpansion the phase that the expansion of the parties' seeds is counted in
 * @param execution of an encrypted step: {@code threads}, {@code lockstep} or {@code graph}
 */
public record Row(
    String benchmark,
    String model,
    String engine,
    String backend,
    Integer ringBits,
    Integer fractionBits,
    Integer batchSize,
    String comparison,
    String network,
    String phase,
    Interval milliseconds,
    List<Double> forks,
    Long rounds,
    Long bytesSentPerParty,
    Long dealerBytes,
    Long allocatedBytesPerStep,
    String activation,
    Integer threads,
    String size,
    Long multiplyAdds,
    Long firstStepBytesSentPerParty,
    String seedExpansion,
    String execution) {
  /** Refuses rows without a time or with too few forks. */
  public Row {
    Objects.requireNonNull(benchmark, "row.benchmark");
    Objects.requireNonNull(milliseconds, "row.milliseconds");
    forks = List.copyOf(Objects.requireNonNull(forks, "row.forks"));
    if (forks.size() < Statistics.MIN_FORKS) {
      throw new IllegalArgumentException(
          "row.forks has %d entries: expected at least %d"
              .formatted(forks.size(), Statistics.MIN_FORKS));
    }
  }
}
