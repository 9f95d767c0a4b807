package org.ringbench.bench.gate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ringbench.bench.results.Statistics;

/** What the forks of a session counted beside their times, by version and case. */
final class ForkCounts {
  private final Map<Side, Map<String, List<Map<String, Long>>>> forks = new HashMap<>();

  /** Takes a fork's counters. */
  void add(Side side, Case what, Map<String, Long> counters) {
    forks
        .computeIfAbsent(side, _ -> new HashMap<>())
        .computeIfAbsent(what.id(), _ -> new ArrayList<>())
        .add(counters);
  }

  /** Whether a fork of that version measured the case. */
  boolean ran(Side side, String id) {
    return !of(side, id).isEmpty();
  }

  /** The heap bytes of an operation, the median over the forks; null if none counted them. */
  Long heap(Side side, String id) {
    List<Long> heaps =
        of(side, id).stream()
            .filter(counters -> counters.containsKey(CountedRow.HEAP))
            .map(counters -> counters.get(CountedRow.HEAP))
            .toList();
    return heaps.isEmpty()
        ? null
        : Long.valueOf(
            Math.round(Statistics.median(heaps.stream().map(Long::doubleValue).toList())));
  }

  /** A count of a fork that is not the one that was found without a warm-up, in words. */
  Optional<String> contradiction(Side side, CountedRow row) {
    for (Map<String, Long> counters : of(side, row.id())) {
      for (Map.Entry<String, Long> exact : row.counters().entrySet()) {
        Long inFork = counters.get(exact.getKey());
        if (inFork != null && !inFork.equals(exact.getValue())) {
          return Optional.of(
              "%s, %s: a fork counted %s %d, and a run of its own %d"
                  .formatted(row.id(), side.word(), exact.getKey(), inFork, exact.getValue()));
        }
      }
    }
    return Optional.empty();
  }

  private List<Map<String, Long>> of(Side side, String id) {
    return forks.getOrDefault(side, Map.of()).getOrDefault(id, List.of());
  }
}
