package org.ringbench.bench.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Many sessions on simulated machines: how often a row is called slower, and how often nothing is
 * called.
 */
final class Simulation {
  /** What is wrong with a machine beside its noise. */
  enum Machine {
    STEADY("steady", machine -> machine),
    DRIFTING("drifting: each fork 0.2% slower than the one before", m -> m.drift(0.002)),
    ORDER_BIASED("order-biased: every second fork 3% slower", m -> m.orderBias(0.03)),
    OUTLIERS("with outliers: one fork in ten 15% slower", m -> m.outlier(0.15));

    private final String words;

    @SuppressWarnings("ImmutableEnumChecker") // the operators have no state
    private final UnaryOperator<SimulatedMachine> flaw;

    Machine(String words, UnaryOperator<SimulatedMachine> flaw) {
      this.words = words;
      this.flaw = flaw;
    }

    String words() {
      return words;
    }
  }

  /**
   * What came of some sessions.
   *
   * @param slower share of rows that were called slower
   * @param undecided share of rows without a verdict
   * @param regressions share of sessions that failed
   * @param inconclusive share of sessions without an outcome
   * @param pairs of a row, on the average
   */
  record Rates(
      double slower, double undecided, double regressions, double inconclusive, double pairs) {}

  private Simulation() {}

  /**
   * Sessions of some rows, all of which changed alike, with a ruler and a control.
   *
   * @param spread of forks
   * @param change of the head: 0.1 stands for 10%
   */
  static Rates run(
      Machine machine, double spread, double change, int pairs, int rows, int sessions) {
    int slower = 0;
    int undecided = 0;
    int regressions = 0;
    int inconclusive = 0;
    long measured = 0;
    for (int session = 0; session < sessions; session++) {
      TimeFindings found = session(machine, spread, change, pairs, rows, session);
      for (TimeRow row : found.rows()) {
        slower += row.verdict() == Verdict.SLOWER ? 1 : 0;
        undecided += row.verdict() == Verdict.UNDECIDED ? 1 : 0;
        measured += row.pairs().count();
      }
      regressions += found.outcome() == Outcome.REGRESSION ? 1 : 0;
      inconclusive += found.outcome() == Outcome.INCONCLUSIVE ? 1 : 0;
    }
    double all = (double) rows * sessions;
    return new Rates(
        slower / all,
        undecided / all,
        (double) regressions / sessions,
        (double) inconclusive / sessions,
        measured / all);
  }

  private static TimeFindings session(
      Machine machine, double spread, double change, int pairs, int rows, int session) {
    long seed = 1_000_003L * session + 7919L * pairs + Math.round(1e4 * spread + 1e6 * change);
    SimulatedMachine simulated =
        machine.flaw.apply(new SimulatedMachine(31 * seed + machine.words().length(), spread));
    List<Case> cases = new ArrayList<>();
    IntStream.range(0, rows).forEach(k -> cases.add(named("row" + k)));
    cases.forEach(what -> simulated.change(what.id(), change));
    TimePlan plan =
        new TimePlan(
            cases,
            List.of(),
            List.of(cases.getFirst()),
            Optional.of(named("ruler")),
            pairs,
            2 * pairs,
            seed);
    return TimeTier.run(plan, simulated, simulated.clock(), (_, _) -> {});
  }

  private static Case named(String id) {
    return new Case(id, "org.example." + id, Map.of());
  }
}
