package org.ringbench.bench.gate;

/**
 * The time of a case, or a ratio, in both versions.
 *
 * @param id of the case; a ratio names both of its cases
 * @param isRatio whether the figures are ratios and not milliseconds
 * @param base median over the forks
 * @param head median over the forks
 * @param pairs of forks
 * @param isConfirmed whether it was flagged and then measured again
 * @param verdict on all pairs
 */
record TimeRow(
    String id,
    boolean isRatio,
    double base,
    double head,
    Pairs pairs,
    boolean isConfirmed,
    Verdict verdict) {
  /** The probability with which these pairs notice a slowdown of 10%. */
  double power() {
    return Rule.power(pairs);
  }
}
