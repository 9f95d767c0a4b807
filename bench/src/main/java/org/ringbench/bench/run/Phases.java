package org.ringbench.bench.run;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.ringbench.bench.jmh.profile.PhaseProfiler;
import org.ringbench.bench.results.Names;
import org.ringbench.party.Execution;
import org.ringbench.party.Timeline.Part;

/** The parts of party 0's timeline in a row, which forks trace after they have measured. */
final class Phases {
  private Phases() {}

  /** Whether forks of a cell trace steps without being asked. */
  static boolean areTraced(Cell cell) {
    return cell.benchmark() == Benchmark.TRAINING_STEP
        && cell.isOn(Names.ENCRYPTED)
        && !cell.get(Axis.PHASE).equals(Names.TOTAL)
        && cell.get(Axis.EXECUTION).equalsIgnoreCase(Execution.THREADS.name());
  }

  /**
   * Milliseconds by part, of the fork whose parts have the middle sum: medians of each part over
   * the forks would not sum to any step. Empty if no fork has traced.
   */
  static Map<String, Double> of(List<Fork> forks) {
    List<Map<String, Double>> traced =
        forks.stream()
            .map(Phases::of)
            .filter(parts -> !parts.isEmpty())
            .sorted(Comparator.comparingDouble(Phases::sum))
            .toList();
    return traced.isEmpty() ? Map.of() : traced.get((traced.size() - 1) / 2);
  }

  private static Map<String, Double> of(Fork fork) {
    Map<String, Double> parts = new LinkedHashMap<>();
    for (Part part : Part.values()) {
      List<Double> values = fork.counters().get(PhaseProfiler.PREFIX + part.key());
      if (values != null) {
        parts.put(part.key(), values.getLast());
      }
    }
    return parts;
  }

  private static double sum(Map<String, Double> parts) {
    return parts.values().stream().flatMapToDouble(DoubleStream::of).sum();
  }
}
