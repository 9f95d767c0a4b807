package org.ringbench.bench.run;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a fork takes beside its iterations, on the reference machine.
 *
 * @param benchmark that it is about; any without one
 * @param values that the cell must have, one of those on each axis
 * @param base of every such fork
 * @param each for each unit on {@code axis}
 * @param axis that the time grows with, if it does
 */
record ForkCost(
    Optional<Benchmark> benchmark,
    Map<Axis, List<String>> values,
    Duration base,
    Duration each,
    Optional<Axis> axis) {
  private static final String SYNTAX =
      "expected a benchmark or any, axis=value,..., a time, and perhaps + time x axis";

  ForkCost {
    values = Map.copyOf(values);
  }

  /**
   * Reads {@code relu backend=java,native 2s + 3us x elements}.
   *
   * @throws IllegalArgumentException naming the word that is wrong
   */
  static ForkCost parse(List<String> words) {
    if (words.size() < 2) {
      throw new IllegalArgumentException(
          "cost \"%s\": %s".formatted(String.join(" ", words), SYNTAX));
    }
    Optional<Benchmark> benchmark = Benchmark.of(words.getFirst());
    if (benchmark.isEmpty() && !words.getFirst().equals("any")) {
      throw new IllegalArgumentException("cost \"%s\": %s".formatted(words.getFirst(), SYNTAX));
    }
    Map<Axis, List<String>> values = new EnumMap<>(Axis.class);
    int next = 1;
    while (next < words.size() && words.get(next).contains("=")) {
      String[] pair = words.get(next).split("=", 2);
      Axis axis = axis(pair[0], words.get(next));
      values.put(axis, List.of(pair[1].split(",", -1)));
      values.get(axis).forEach(value -> axis.check(axis.key(), value));
      next++;
    }
    List<String> time = words.subList(next, words.size());
    if (time.size() == 1) {
      return new ForkCost(
          benchmark, values, Durations.parse(time.getFirst()), Duration.ZERO, Optional.empty());
    }
    if (time.size() != 5 || !time.get(1).equals("+") || !time.get(3).equals("x")) {
      throw new IllegalArgumentException(
          "cost \"%s\": %s".formatted(String.join(" ", time), SYNTAX));
    }
    return new ForkCost(
        benchmark,
        values,
        Durations.parse(time.getFirst()),
        Durations.parse(time.get(2)),
        Optional.of(axis(time.get(4), time.get(4))));
  }

  private static Axis axis(String key, String word) {
    return Axis.of(key)
        .orElseThrow(
            () -> new IllegalArgumentException("cost \"%s\": no such axis".formatted(word)));
  }

  /** Whether it is about that cell. */
  boolean fits(Cell cell) {
    return benchmark.map(cell.benchmark()::equals).orElse(true)
        && values.entrySet().stream()
            .allMatch(v -> v.getValue().contains(String.valueOf(cell.get(v.getKey()))));
  }

  /** The time for a cell that it is about. */
  Duration of(Cell cell) {
    Integer units = axis.map(cell::number).orElse(null);
    return units == null ? base : base.plus(each.multipliedBy(units));
  }
}
