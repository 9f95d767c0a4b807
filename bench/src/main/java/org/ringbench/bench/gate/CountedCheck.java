package org.ringbench.bench.gate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.ringbench.bench.results.Environment;

/**
 * The head's counts against the base's and against the baseline. The baseline decides: a change
 * that it holds was accepted.
 *
 * @param outcome of both comparisons
 * @param problems beside changed counts: a line each
 * @param changes of counts
 * @param compared how many rows were compared
 */
record CountedCheck(
    Outcome outcome, List<String> problems, List<CounterChange> changes, int compared) {
  CountedCheck {
    problems = List.copyOf(problems);
    changes = List.copyOf(changes);
  }

  /**
   * Checks both.
   *
   * @param baseline of the machine class, if there is one
   * @param heap ids of rows whose heap was measured
   */
  static CountedCheck of(
      Optional<Baseline> baseline,
      Environment environment,
      List<CountedRow> base,
      List<CountedRow> head,
      Predicate<String> heap) {
    DeterministicTier versions = DeterministicTier.compare(base, head, "base", heap);
    BaselineCheck accepted = BaselineCheck.of(baseline, environment, head, heap);
    Map<String, CounterChange> changes = new LinkedHashMap<>();
    for (CounterChange change : versions.changes()) {
      boolean isAccepted = baseline.isPresent() && isIn(baseline.get(), change);
      CounterChange shown =
          isAccepted
              ? new CounterChange(
                  change.row(),
                  change.counter(),
                  change.base(),
                  change.head(),
                  "base; accepted by the baseline",
                  false)
              : change;
      changes.put(key(change), shown);
    }
    for (CounterChange change : accepted.changes()) {
      CounterChange known = changes.get(key(change));
      if (known != null && Objects.equals(known.base(), change.base())) {
        changes.put(
            key(change),
            new CounterChange(
                change.row(),
                change.counter(),
                change.base(),
                change.head(),
                "base and baseline",
                known.fails() || change.fails()));
      } else {
        changes.put(key(change) + " (baseline)", change);
      }
    }
    List<Outcome> outcomes = new ArrayList<>(List.of(accepted.outcome()));
    if (changes.values().stream().anyMatch(CounterChange::fails)) {
      outcomes.add(Outcome.REGRESSION);
    }
    return new CountedCheck(
        Outcome.worst(outcomes),
        accepted.problems(),
        List.copyOf(changes.values()),
        versions.compared());
  }

  private static String key(CounterChange change) {
    return change.row() + " " + change.counter();
  }

  /** Whether the baseline has the head's count, or a budget that holds the head's heap. */
  private static boolean isIn(Baseline baseline, CounterChange change) {
    Optional<CountedRow> row = baseline.row(change.row());
    if (row.isEmpty()) {
      return false;
    }
    if (change.counter().equals(CountedRow.HEAP)) {
      Long budget = row.get().allocatedBytesPerStep();
      return budget != null
          && change.head() != null
          && change.head() <= budget + DeterministicTier.allowance(budget);
    }
    return Objects.equals(row.get().counters().get(change.counter()), change.head());
  }
}
