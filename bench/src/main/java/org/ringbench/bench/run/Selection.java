package org.ringbench.bench.run;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The values that a user chose on some axes in place of the tier's. */
public final class Selection {
  private final Map<Axis, List<String>> chosen = new EnumMap<>(Axis.class);

  /**
   * Chooses values on an axis; an empty list leaves the axis as it is.
   *
   * @param option that gave them, for messages
   * @throws IllegalArgumentException for a value that the axis does not have
   */
  public Selection choose(String option, Axis axis, List<String> values) {
    if (!values.isEmpty()) {
      chosen.put(axis, values.stream().map(value -> axis.check(option, value)).distinct().toList());
    }
    return this;
  }

  /** The values chosen on an axis; none if the tier's hold. */
  public List<String> on(Axis axis) {
    return chosen.getOrDefault(axis, List.of());
  }

  /**
   * The tier's cells under this selection, without repeats. Kernels that do not know a chosen
   * model, engine or phase are left out.
   *
   * @throws IllegalArgumentException if none is left
   */
  public List<Cell> of(List<Cell> cells) {
    Set<Cell> selected = new LinkedHashSet<>(cells);
    for (Axis axis : inOrder()) {
      Set<Cell> next = new LinkedHashSet<>();
      selected.forEach(cell -> choose(cell, axis, chosen.get(axis)).forEach(next::add));
      selected = next;
    }
    if (selected.isEmpty()) {
      throw new IllegalArgumentException("no cell of the tier has all of " + this);
    }
    return List.copyOf(selected);
  }

  /** The activation first: it says whether comparisons have a meaning. */
  private List<Axis> inOrder() {
    return chosen.keySet().stream()
        .sorted(Comparator.comparing(a -> a != Axis.ACTIVATION))
        .toList();
  }

  private static Stream<Cell> choose(Cell cell, Axis axis, List<String> values) {
    if (axis.isFilter()) {
      return Stream.of(cell).filter(c -> values.contains(c.get(axis)));
    }
    return cell.with(axis, values).stream();
  }

  @Override
  public String toString() {
    return chosen.entrySet().stream()
        .map(e -> e.getKey().key() + "=" + String.join(",", e.getValue()))
        .reduce((a, b) -> a + " " + b)
        .orElse("(everything)");
  }
}
