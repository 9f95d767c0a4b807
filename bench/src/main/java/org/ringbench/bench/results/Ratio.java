package org.ringbench.bench.results;

import java.util.Objects;

/**
 * What encryption costs: an encrypted row's time over that of the fastest plaintext row.
 *
 * @param row the id of the encrypted row
 * @param against the id of the plaintext row, which is always the whole step
 * @param ratio encrypted over plaintext
 */
public record Ratio(String row, String against, Interval ratio) {
  /** Refuses a ratio that does not say of what. */
  public Ratio {
    Objects.requireNonNull(row, "ratio.row");
    Objects.requireNonNull(against, "ratio.against");
    Objects.requireNonNull(ratio, "ratio.ratio");
  }
}
