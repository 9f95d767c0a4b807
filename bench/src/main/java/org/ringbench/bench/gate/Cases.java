package org.ringbench.bench.gate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.ringbench.bench.results.Names;
import org.ringbench.bench.run.Axis;
import org.ringbench.bench.run.Cell;

/**
 * What of a tier's cells is measured in a session.
 *
 * @param shared cases that both jars have
 * @param missing ids of cases that the base has and the head lacks
 * @param added ids of cases that only the head has
 */
record Cases(List<Case> shared, List<String> missing, List<String> added) {
  /** Peaks in registers run no code that could regress: they are rulers. */
  private static final Set<String> RULERS = Set.of(Names.RING_PEAK, Names.FLOAT_PEAK);

  private static final Set<String> PLAINTEXT = Set.of(Names.ND4J, Names.JAVA_FLOAT);
  private static final String GPU_BACKEND = "cuda";

  Cases {
    shared = List.copyOf(shared);
    missing = List.copyOf(missing);
    added = List.copyOf(added);
  }

  /** The cells of a tier, by what the jars have. */
  static Cases of(List<Cell> cells, BenchmarkJar base, BenchmarkJar head) {
    List<Case> shared = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    List<String> added = new ArrayList<>();
    for (Cell cell : cells) {
      Case what = of(cell);
      if (isPeak(cell)) {
        continue;
      }
      if (base.has(what) && head.has(what)) {
        shared.add(what);
      } else if (base.has(what)) {
        missing.add(what.id());
      } else if (head.has(what)) {
        added.add(what.id());
      }
    }
    return new Cases(shared, missing, added);
  }

  private static boolean isPeak(Cell cell) {
    return RULERS.contains(cell.benchmark().title());
  }

  /** The cases of cells, without peaks. */
  static List<Case> of(List<Cell> cells) {
    return cells.stream().filter(cell -> !isPeak(cell)).map(Cases::of).toList();
  }

  /** The case of a cell. */
  static Case of(Cell cell) {
    Map<String, String> parameters = new LinkedHashMap<>();
    cell.values().forEach((axis, value) -> parameters.put(axis.key(), value));
    return new Case(cell.toString(), cell.benchmark().jmhName(), parameters);
  }

  /**
   * Each whole encrypted step, evaluation or product on the CPU with the plaintext cases of the
   * same work, if any.
   */
  List<TimePlan.RatioCase> ratios() {
    List<TimePlan.RatioCase> ratios = new ArrayList<>();
    for (Case step : shared) {
      if (Names.ENCRYPTED.equals(value(step, Axis.ENGINE))
          && Names.TOTAL.equals(value(step, Axis.PHASE))
          && !GPU_BACKEND.equals(value(step, Axis.BACKEND))) {
        List<Case> plaintext = shared.stream().filter(other -> isPlaintextOf(step, other)).toList();
        if (!plaintext.isEmpty()) {
          ratios.add(new TimePlan.RatioCase(step, plaintext));
        }
      }
    }
    return ratios;
  }

  private static boolean isPlaintextOf(Case step, Case other) {
    String engine = value(other, Axis.ENGINE);
    return engine != null
        && PLAINTEXT.contains(engine)
        && step.benchmark().equals(other.benchmark())
        && isEqual(step, other, Axis.MODEL)
        && isEqual(step, other, Axis.BATCH_SIZE)
        && isEqual(step, other, Axis.ACTIVATION)
        && isEqual(step, other, Axis.SIZE);
  }

  private static boolean isEqual(Case step, Case other, Axis axis) {
    return Objects.equals(value(step, axis), value(other, axis));
  }

  private static String value(Case what, Axis axis) {
    return what.parameters().get(axis.key());
  }
}
