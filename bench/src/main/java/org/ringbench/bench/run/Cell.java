package org.ringbench.bench.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ringbench.bench.results.Names;
import org.ringbench.net.NetworkProfile;
import org.ringbench.ring.RingBackends;

/**
 * One cell of the grid: a benchmark at one value of each axis that matters to it. Axes without
 * meaning are dropped, so that equal work is an equal cell and is measured once: a plaintext step
 * has no fraction bits, a linear model no comparison. The usual backend has its own name, so that
 * no row depends on which one that is.
 *
 * @param benchmark what is measured
 * @param values of the axes that matter
 */
public record Cell(Benchmark benchmark, Map<Axis, String> values) {
  /** Drops the axes that have no meaning together with the others. */
  public Cell {
    Map<Axis, String> kept = new EnumMap<>(Axis.class);
    kept.putAll(values);
    kept.computeIfPresent(Axis.BACKEND, (_, name) -> RingBackends.resolve(name));
    dropByEngine(kept);
    dropByModel(kept);
    values = Collections.unmodifiableMap(kept);
  }

  /**
   * The cell of a JMH benchmark with parameters.
   *
   * @param jmhName class and method
   * @param parameters by the names of the axes; others have their usual values
   * @throws IllegalArgumentException if there is no such benchmark, axis or value
   */
  public static Cell of(String jmhName, Map<String, String> parameters) {
    Benchmark benchmark =
        Stream.of(Benchmark.values())
            .filter(known -> known.jmhName().equals(jmhName))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no benchmark " + jmhName));
    Map<Axis, String> values = benchmark.usual();
    parameters.forEach(
        (key, value) -> {
          Axis axis =
              Axis.of(key)
                  .filter(values::containsKey)
                  .orElseThrow(
                      () -> new IllegalArgumentException("%s has no %s".formatted(jmhName, key)));
          values.put(axis, axis.check(key, value));
        });
    return new Cell(benchmark, values);
  }

  private static void dropByEngine(Map<Axis, String> kept) {
    String engine = kept.get(Axis.ENGINE);
    if (engine == null) {
      return;
    }
    if (engine.equals(Names.ENCRYPTED)) {
      if (kept.get(Axis.PHASE).equals(Names.OFFLINE)) {
        // the parties are silent
        kept.computeIfPresent(Axis.NETWORK, (_, _) -> NetworkProfile.IN_MEMORY.name());
      }
      kept.remove(Axis.THREADS); // a thread for each party
      return;
    }
    kept.put(Axis.PHASE, Names.TOTAL);
    kept.remove(Axis.COMPARISON);
    kept.remove(Axis.EXECUTION);
    kept.remove(Axis.NETWORK);
    if (!engine.equals(Names.ND4J) && !engine.equals(Names.JAVA_FLOAT)) {
      kept.remove(Axis.THREADS);
    }
    if (!engine.equals(Names.FIXED)) {
      kept.remove(Axis.FRACTION_BITS);
      kept.remove(Axis.BACKEND);
    }
  }

  private static void dropByModel(Map<Axis, String> kept) {
    String model = kept.get(Axis.MODEL);
    if (model == null) {
      return;
    }
    if (model.equals("linreg")) {
      kept.remove(Axis.ACTIVATION);
      kept.remove(Axis.COMPARISON);
    } else if (kept.get(Axis.ACTIVATION).equals("square")) {
      kept.remove(Axis.COMPARISON);
    }
  }

  /** The value on an axis, or null if that axis has no meaning here. */
  public String get(Axis axis) {
    return values.get(axis);
  }

  /** The number on an axis, or null if that axis has no meaning here. */
  public Integer number(Axis axis) {
    return values.containsKey(axis) ? Integer.valueOf(values.get(axis)) : null;
  }

  /** Whether that engine computes. */
  boolean isOn(String engine) {
    return engine.equals(values.get(Axis.ENGINE));
  }

  /** Whether one thread does all the work, or nobody waits for the other's data. */
  boolean isOnOneCore() {
    return switch (benchmark) {
      case RING_GEMM, RING_OPERATION, RING_PEAK, FLOAT_PEAK, DEALER -> true;
      default -> isOn(Names.FIXED) || "1".equals(values.get(Axis.THREADS));
    };
  }

  /** Whether two parties and a dealer, or the dealer alone, work on shares. */
  boolean isEncrypted() {
    return isOn(Names.ENCRYPTED) || benchmark.isAlwaysEncrypted();
  }

  /** This cell with each of the values on an axis, if that axis has a meaning here. */
  List<Cell> with(Axis axis, List<String> choices) {
    if (!values.containsKey(axis)) {
      return List.of(this);
    }
    List<Cell> cells = new ArrayList<>();
    for (String choice : choices) {
      Map<Axis, String> changed = benchmark.usual(); // a value may give an axis its meaning back
      changed.putAll(values);
      changed.put(axis, choice);
      cells.add(new Cell(benchmark, changed));
    }
    return cells;
  }

  /**
   * The canonical text, the id of the cell's row: {@code trainingStep mlp encrypted total
   * fractionBits=16 batchSize=64 radix4 relu backend=java execution=threads}. Equal cells have
   * equal texts and others have others, in every version: axes in their order, words that tell
   * their axis alone, all else with the axis's name; only a network of no delay goes without
   * saying.
   */
  @Override
  public String toString() {
    return Stream.concat(
            Stream.of(benchmark.title()),
            values.entrySet().stream()
                .filter(e -> !isWithoutSaying(e.getKey(), e.getValue()))
                .map(e -> e.getKey().text(e.getValue())))
        .collect(Collectors.joining(" "));
  }

  private static boolean isWithoutSaying(Axis axis, String value) {
    return axis == Axis.NETWORK && value.equals(NetworkProfile.IN_MEMORY.name());
  }
}
