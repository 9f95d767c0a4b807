package org.ringbench.bench.gate;

import java.util.List;
import java.util.Optional;

/**
 * What a session measures.
 *
 * @param cases that both versions have
 * @param ratios among the cases
 * @param controls cases that are also compared with themselves
 * @param ruler a case that the base version measures beside the forks of both, if any
 * @param pairs of each case
 * @param mostPairs where the spread asks for more
 * @param seed of the order
 */
record TimePlan(
    List<Case> cases,
    List<RatioCase> ratios,
    List<Case> controls,
    Optional<Case> ruler,
    int pairs,
    int mostPairs,
    long seed) {
  /**
   * An encrypted step over a plaintext one.
   *
   * @param encrypted the numerator
   * @param plaintext the denominators to choose the fastest from
   */
  record RatioCase(Case encrypted, List<Case> plaintext) {
    RatioCase {
      plaintext = List.copyOf(plaintext);
    }
  }

  TimePlan {
    cases = List.copyOf(cases);
    ratios = List.copyOf(ratios);
    controls = List.copyOf(controls);
    if (pairs < Pairs.LEAST || mostPairs < pairs) {
      throw new IllegalArgumentException(
          "%d to %d pairs: expected at least %d".formatted(pairs, mostPairs, Pairs.LEAST));
    }
  }
}
