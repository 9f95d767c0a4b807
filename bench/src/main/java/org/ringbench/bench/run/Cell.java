package org.ringbench.bench.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.ringbench.bench.results.Names;
import org.ringbench.net.NetworkProfile;

/**
 * One cell of the grid: a benchmark at one value of each axis that matters to it. Axes without
 * meaning are dropped, so that equal work is an equal cell and is measured once: a plaintext step
 * has no fraction bits, a linear model no comparison.
 *
 * @param benchmark what is measured
 * @param values of the axes that matter
 */
public record Cell(Benchmark benchmark, Map<Axis, String> values) {
  /** Drops the axes that have no meaning together with the others. */
  public Cell {
    Map<Axis, String> kept = new EnumMap<>(Axis.class);
    kept.putAll(values);
    if (benchmark == Benchmark.TRAINING_STEP) {
      String engine = kept.get(Axis.ENGINE);
      if (engine.equals(Names.ENCRYPTED)) {
        if (kept.get(Axis.PHASE).equals(Names.OFFLINE)) {
          kept.put(Axis.NETWORK, NetworkProfile.IN_MEMORY.name()); // the parties are silent
        }
        kept.remove(Axis.THREADS); // a thread for each party and for the dealer
      } else {
        kept.put(Axis.PHASE, Names.TOTAL);
        kept.remove(Axis.COMPARISON);
        kept.remove(Axis.BACKEND);
        kept.remove(Axis.EXECUTION);
        kept.remove(Axis.NETWORK);
      }
      if (engine.equals(Names.FIXED)
          || engine.equals(Names.CUBLAS)
          || engine.equals(Names.ND4J_CUDA)) {
        kept.remove(Axis.THREADS);
      }
      if (!engine.equals(Names.FIXED) && !engine.equals(Names.ENCRYPTED)) {
        kept.remove(Axis.FRACTION_BITS);
      }
      if (kept.get(Axis.MODEL).equals("linreg")) {
        kept.remove(Axis.ACTIVATION);
        kept.remove(Axis.COMPARISON);
      } else if (kept.get(Axis.ACTIVATION).equals("square")) {
        kept.remove(Axis.COMPARISON);
      }
    }
    values = Collections.unmodifiableMap(kept);
  }

  /** The value on an axis, or null if that axis has no meaning here. */
  public String get(Axis axis) {
    return values.get(axis);
  }

  /** The number on an axis, or null if that axis has no meaning here. */
  public Integer number(Axis axis) {
    return values.containsKey(axis) ? Integer.valueOf(values.get(axis)) : null;
  }

  /** Whether this is a training step on that engine. */
  boolean isOn(String engine) {
    return engine.equals(values.get(Axis.ENGINE));
  }

  /** This cell with each of the values on an axis, if that axis has a meaning here. */
  List<Cell> with(Axis axis, List<String> choices) {
    if (!values.containsKey(axis)) {
      return List.of(this);
    }
    List<Cell> cells = new ArrayList<>();
    for (String choice : choices) {
      Map<Axis, String> changed = new EnumMap<>(values);
      changed.put(axis, choice);
      cells.add(new Cell(benchmark, changed));
    }
    return cells;
  }

  /**
   * For people: {@code trainingStep mlp encrypted total fractionBits=16 batchSize=64 radix4 ...}.
   */
  @Override
  public String toString() {
    return values.entrySet().stream()
        .filter(e -> !e.getValue().equals(NetworkProfile.IN_MEMORY.name())) // goes without saying
        .map(e -> isNumber(e.getValue()) ? e.getKey().key() + "=" + e.getValue() : e.getValue())
        .collect(Collectors.joining(" ", benchmark.title() + " ", ""))
        .strip();
  }

  private static boolean isNumber(String value) {
    return value.chars().allMatch(Character::isDigit);
  }
}
