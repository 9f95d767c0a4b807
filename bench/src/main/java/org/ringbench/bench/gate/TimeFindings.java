package org.ringbench.bench.gate;

import java.util.List;

/**
 * What a session says about time.
 *
 * @param rows judged cases and ratios
 * @param doubts why the session cannot be believed; empty if it can
 * @param failures forks that gave no figure
 * @param pairsPlanned of each case before the spread or a flag asked for more
 * @param fitness how the ruler and the controls stood, a line each
 * @param counts of the forks
 */
record TimeFindings(
    List<TimeRow> rows,
    List<String> doubts,
    List<String> failures,
    int pairsPlanned,
    List<String> fitness,
    ForkCounts counts) {
  TimeFindings {
    rows = List.copyOf(rows);
    doubts = List.copyOf(doubts);
    failures = List.copyOf(failures);
    fitness = List.copyOf(fitness);
  }

  /** What these findings alone make of a session. */
  Outcome outcome() {
    Outcome measured = doubts.isEmpty() ? ofRows() : Outcome.INCONCLUSIVE;
    return failures.isEmpty() ? measured : Outcome.worst(List.of(Outcome.INCOMPLETE, measured));
  }

  private Outcome ofRows() {
    if (rows.stream().anyMatch(row -> row.verdict() == Verdict.SLOWER)) {
      return Outcome.REGRESSION;
    }
    // A ratio's two sides are judged by themselves, so that a noisy ratio hides nothing.
    return rows.stream().anyMatch(row -> !row.isRatio() && row.verdict() == Verdict.UNDECIDED)
        ? Outcome.INCONCLUSIVE
        : Outcome.PASSED;
  }
}
