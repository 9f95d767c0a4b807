package org.ringbench.bench.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ringbench.bench.results.Environment;

/**
 * The counts of both versions.
 *
 * @param cases that both could count
 * @param base a row a case, without heaps
 * @param head a row a case, without heaps
 * @param failures of the other cases, a line each
 */
record VersionCounts(
    List<Case> cases, List<CountedRow> base, List<CountedRow> head, List<String> failures) {
  VersionCounts {
    cases = List.copyOf(cases);
    base = List.copyOf(base);
    head = List.copyOf(head);
    failures = List.copyOf(failures);
  }

  /** Counts the cases in both versions. */
  static VersionCounts of(List<Case> cases, Map<Side, CaseCounter> counters) {
    List<Counted> base = counters.get(Side.BASE).count(cases);
    List<Counted> head = counters.get(Side.HEAD).count(cases);
    List<Case> counted = new ArrayList<>();
    List<CountedRow> baseRows = new ArrayList<>();
    List<CountedRow> headRows = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    for (int k = 0; k < cases.size(); k++) {
      failure(Side.BASE, base.get(k)).ifPresent(failures::add);
      failure(Side.HEAD, head.get(k)).ifPresent(failures::add);
      if (base.get(k).failure() == null && head.get(k).failure() == null) {
        counted.add(cases.get(k));
        baseRows.add(base.get(k).row());
        headRows.add(head.get(k).row());
      }
    }
    return new VersionCounts(counted, baseRows, headRows, failures);
  }

  private static Optional<String> failure(Side side, Counted counted) {
    return Optional.ofNullable(counted.failure())
        .map(failure -> "%s, %s: %s".formatted(counted.id(), side.word(), failure));
  }

  /** Judges what is exact. */
  CountedCheck check(Optional<Baseline> baseline, Environment environment) {
    return CountedCheck.of(baseline, environment, base, head, _ -> false);
  }

  /** Judges what is exact, and the heaps of the forks. */
  CountedCheck check(Optional<Baseline> baseline, Environment environment, ForkCounts forks) {
    return CountedCheck.of(
        baseline,
        environment,
        base.stream().map(row -> row.withHeap(forks.heap(Side.BASE, row.id()))).toList(),
        head.stream().map(row -> row.withHeap(forks.heap(Side.HEAD, row.id()))).toList(),
        id -> forks.ran(Side.BASE, id) && forks.ran(Side.HEAD, id));
  }

  /** Counts of forks that contradict these, in words. */
  List<String> contradictions(ForkCounts forks) {
    List<String> contradictions = new ArrayList<>();
    base.forEach(row -> forks.contradiction(Side.BASE, row).ifPresent(contradictions::add));
    head.forEach(row -> forks.contradiction(Side.HEAD, row).ifPresent(contradictions::add));
    return contradictions;
  }
}
