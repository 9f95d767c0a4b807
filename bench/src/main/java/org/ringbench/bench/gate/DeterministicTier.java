package org.ringbench.bench.gate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Compares counts: rounds, bytes, correlations, launches and multiply-adds exactly, in both
 * directions, on any machine; the heap as a budget.
 *
 * @param changes all that is not what it was
 * @param missing ids of the base's rows that the head lacks
 * @param added ids of the head's rows that the base lacks
 * @param otherWork ids of rows that computed something else, by their fingerprints
 * @param compared how many rows were compared
 */
record DeterministicTier(
    List<CounterChange> changes,
    List<String> missing,
    List<String> added,
    List<String> otherWork,
    int compared) {
  private static final long BUDGET_BYTES = 1024;
  private static final double BUDGET_PART = 0.05;

  DeterministicTier {
    changes = List.copyOf(changes);
    missing = List.copyOf(missing);
    added = List.copyOf(added);
    otherWork = List.copyOf(otherWork);
  }

  /**
   * Compares rows by their ids.
   *
   * @param against what the base is, for the report
   * @param heap ids of rows whose heaps are comparable: they depend on the machine's class, and on
   *     the compiler's work
   */
  static DeterministicTier compare(
      List<CountedRow> base, List<CountedRow> head, String against, Predicate<String> heap) {
    Map<String, CountedRow> heads = new LinkedHashMap<>();
    head.forEach(row -> heads.put(row.id(), row));
    List<CounterChange> changes = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    List<String> otherWork = new ArrayList<>();
    int compared = 0;
    for (CountedRow before : base) {
      CountedRow after = heads.remove(before.id());
      if (after == null) {
        missing.add(before.id());
        continue;
      }
      compared++;
      compareExactly(before, after, against, changes);
      if (heap.test(before.id())) {
        compareHeap(before, after, against, changes);
      }
      if (before.fingerprint() != null
          && after.fingerprint() != null
          && !before.fingerprint().equals(after.fingerprint())) {
        otherWork.add(before.id());
      }
    }
    return new DeterministicTier(
        changes, missing, List.copyOf(heads.keySet()), otherWork, compared);
  }

  private static void compareExactly(
      CountedRow before, CountedRow after, String against, List<CounterChange> changes) {
    for (String counter : CountedRow.DETERMINISTIC) {
      Long base = before.counters().get(counter);
      Long head = after.counters().get(counter);
      if (!Objects.equals(base, head)) {
        // A count that is new says nothing about what it counts; one that is gone hides it.
        changes.add(new CounterChange(before.id(), counter, base, head, against, base != null));
      }
    }
  }

  private static void compareHeap(
      CountedRow before, CountedRow after, String against, List<CounterChange> changes) {
    Long base = before.allocatedBytesPerStep();
    Long head = after.allocatedBytesPerStep();
    boolean isGone = base != null && head == null;
    if (isGone || (base != null && head > base + allowance(base))) {
      changes.add(new CounterChange(before.id(), CountedRow.HEAP, base, head, against, true));
    }
  }

  /** How many bytes the heap may grow: the larger of 1 KB and 5%. */
  static long allowance(long base) {
    return Math.max(BUDGET_BYTES, Math.round(BUDGET_PART * base));
  }

  /** What these counts alone make of a comparison. */
  Outcome outcome() {
    List<Outcome> outcomes = new ArrayList<>();
    if (changes.stream().anyMatch(CounterChange::fails)) {
      outcomes.add(Outcome.REGRESSION);
    }
    if (!missing.isEmpty()) {
      outcomes.add(Outcome.INCOMPLETE);
    }
    if (compared == 0 || !otherWork.isEmpty()) {
      outcomes.add(Outcome.NOT_COMPARABLE);
    }
    return Outcome.worst(outcomes);
  }
}
