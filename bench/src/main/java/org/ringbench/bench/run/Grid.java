package org.ringbench.bench.run;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lists of cells, written as lines of a benchmark and its axes. */
final class Grid {
  private Grid() {}

  /**
   * The cells of some lines, each a benchmark and {@code axis=value,value}: every combination, the
   * last axis changing fastest, without repeats. An axis that is not named has its usual value.
   *
   * @throws IllegalArgumentException for an unknown word or value
   */
  static List<Cell> parse(String lines) {
    Set<Cell> cells = new LinkedHashSet<>();
    lines.lines().map(String::strip).filter(l -> !l.isEmpty()).forEach(l -> cells.addAll(line(l)));
    return List.copyOf(cells);
  }

  private static List<Cell> line(String line) {
    String[] words = line.split(" +", -1);
    Benchmark benchmark =
        Benchmark.of(words[0]).orElseThrow(() -> unknown("benchmark", words[0], line));
    // Combined before any cell is made: a cell drops the axes that have no meaning for it.
    List<Map<Axis, String>> combinations = List.of(benchmark.usual());
    for (int w = 1; w < words.length; w++) {
      String word = words[w];
      String[] choice = word.split("=", 2);
      Axis axis =
          Axis.of(choice[0])
              .filter(benchmark.usual()::containsKey)
              .orElseThrow(() -> unknown("axis", choice[0], line));
      if (choice.length < 2) {
        throw new IllegalArgumentException(
            "\"%s\": expected %s=value,... in: %s".formatted(word, word, line));
      }
      combinations = vary(combinations, axis, choice[1].split(",", -1));
    }
    return combinations.stream().map(values -> new Cell(benchmark, values)).toList();
  }

  private static List<Map<Axis, String>> vary(
      List<Map<Axis, String>> combinations, Axis axis, String[] values) {
    List<Map<Axis, String>> varied = new ArrayList<>();
    for (Map<Axis, String> combination : combinations) {
      for (String value : values) {
        Map<Axis, String> changed = new EnumMap<>(combination);
        changed.put(axis, axis.check(axis.key(), value));
        varied.add(changed);
      }
    }
    return varied;
  }

  private static IllegalArgumentException unknown(String what, String word, String line) {
    return new IllegalArgumentException("unknown %s \"%s\" in: %s".formatted(what, word, line));
  }
}
