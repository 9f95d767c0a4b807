package org.ringbench.bench.results;

import java.util.Objects;

/**
 * What encryption costs: an encrypted row's time over that of the fastest plaintext row.
 *
 * @param model of both rows
 * @param fractionBits of the encrypted row
 * @param batchSize of both rows
 * @param phase of the encrypted row; the plaintext row is always the whole step
 * @param against the engine of the plaintext row
 * @param ratio encrypted over plaintext
 * @param comparison of the encrypted row
 * @param activation of both rows
 * @param backend of the encrypted row
 * @param againstThreads the threads of the plaintext row
 * @param network of the encrypted row
 * @param execution of the encrypted row
 */
public record Ratio(
    String model,
    Integer fractionBits,
    Integer batchSize,
    String phase,
    String against,
    Interval ratio,
    String comparison,
    String activation,
    String backend,
    Integer againstThreads,
    String network,
    String execution) {
  /** Refuses a ratio that does not say of what. */
  public Ratio {
    Objects.requireNonNull(model, "ratio.model");
    Objects.requireNonNull(phase, "ratio.phase");
    Objects.requireNonNull(against, "ratio.against");
    Objects.requireNonNull(ratio, "ratio.ratio");
  }
}
