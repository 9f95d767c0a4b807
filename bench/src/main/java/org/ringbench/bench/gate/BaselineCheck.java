package org.ringbench.bench.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.ringbench.bench.environment.Comparability;
import org.ringbench.bench.environment.MachineClass;
import org.ringbench.bench.results.Environment;

/**
 * Counts against a baseline.
 *
 * @param outcome of the check
 * @param problems beside changed counts: a line each
 * @param changes of counts
 * @param compared how many rows were compared
 */
record BaselineCheck(
    Outcome outcome, List<String> problems, List<CounterChange> changes, int compared) {
  BaselineCheck {
    problems = List.copyOf(problems);
    changes = List.copyOf(changes);
  }

  /**
   * Checks the rows that were measured; a baseline may hold more, of other tiers.
   *
   * @param baseline of the machine class, if there is one: without it nothing passes
   * @param heap ids of rows whose heap was measured
   */
  static BaselineCheck of(
      Optional<Baseline> baseline,
      Environment environment,
      List<CountedRow> rows,
      Predicate<String> heap) {
    if (baseline.isEmpty()) {
      String absent = "incomplete: " + Baselines.absent(MachineClass.of(environment));
      return new BaselineCheck(Outcome.INCOMPLETE, List.of(absent), List.of(), 0);
    }
    List<String> flags =
        Comparability.flagDifferences(
            "the baseline", baseline.get().jvmFlags(), "this run", environment.jvmFlags());
    if (!flags.isEmpty()) {
      List<String> problems = flags.stream().map(f -> "not comparable: " + f).toList();
      return new BaselineCheck(Outcome.NOT_COMPARABLE, problems, List.of(), 0);
    }
    Set<String> measured = rows.stream().map(CountedRow::id).collect(Collectors.toSet());
    List<CountedRow> known =
        baseline.get().rows().stream().filter(row -> measured.contains(row.id())).toList();
    DeterministicTier counts = DeterministicTier.compare(known, rows, "baseline", heap);
    List<String> problems = new ArrayList<>(Problems.of(counts, "baseline"));
    counts
        .added()
        .forEach(
            id -> problems.add("incomplete: the baseline has no row %s: accept it".formatted(id)));
    List<Outcome> outcomes = new ArrayList<>(List.of(counts.outcome()));
    if (!counts.added().isEmpty()) {
      outcomes.add(Outcome.INCOMPLETE);
    }
    return new BaselineCheck(
        Outcome.worst(outcomes), problems, counts.changes(), counts.compared());
  }
}
